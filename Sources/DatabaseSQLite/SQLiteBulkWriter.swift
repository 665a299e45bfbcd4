import CSQLite
import Database

/// Gathers rows and inserts many with each statement, bound straight to it: the cost of starting a statement is paid
/// once for all of them, and no value is boxed or copied by SQLite.
final class SQLiteBulkWriter: BulkWriter {
    static let rowsPerStatement = 32

    private struct Cell {
        enum Kind { case null, integer, double, text, blob }
        var kind = Kind.null
        /// A number's bits, or where in `bytes` a text or blob begins.
        var bits: Int64 = 0
        var count = 0
    }

    private let connection: OpaquePointer?
    private let columnCount: Int
    private let statement: (_ rows: Int) throws -> OpaquePointer
    // Plain memory: an array in a class is checked for exclusive access at each value.
    private let cells: UnsafeMutableBufferPointer<Cell>
    private var cellCount = 0
    private var bytes: [UInt8] = []
    private var rows = 0

    /// - Parameter statement: answers the prepared statement that inserts so many rows: one, or `rowsPerStatement`.
    init(
        columnCount: Int, connection: OpaquePointer?, statement: @escaping (_ rows: Int) throws -> OpaquePointer
    ) {
        self.columnCount = columnCount
        self.connection = connection
        self.statement = statement
        cells = .allocate(capacity: columnCount * Self.rowsPerStatement)
    }

    deinit { cells.deallocate() }

    func null() { append(Cell()) }
    func integer(_ value: Int64) { append(Cell(kind: .integer, bits: value)) }
    func double(_ value: Double) { append(Cell(kind: .double, bits: Int64(bitPattern: value.bitPattern))) }
    func boolean(_ value: Bool) { integer(value ? 1 : 0) }
    func text(_ utf8: UnsafeBufferPointer<UInt8>) { append(UnsafeRawBufferPointer(utf8), as: .text) }
    func blob(_ bytes: UnsafeRawBufferPointer) { append(bytes, as: .blob) }

    func endRow() throws {
        rows += 1
        precondition(cellCount == rows * columnCount, "a row needs a value for every column")
        if rows == Self.rowsPerStatement { try flush() }
    }

    /// Inserts what is left.
    func finish() throws { try flush() }

    private func append(_ cell: Cell) {
        cells[cellCount] = cell
        cellCount += 1
    }

    private func append(_ value: UnsafeRawBufferPointer, as kind: Cell.Kind) {
        append(Cell(kind: kind, bits: Int64(bytes.count), count: value.count))
        bytes.append(contentsOf: value)
    }

    private func flush() throws {
        // Never empty, so that an empty text is bound as a text and not as NULL.
        bytes.append(0)
        try bytes.withUnsafeBytes { bytes in
            if rows == Self.rowsPerStatement {
                try insert(cells[..<cellCount], bytes, with: try statement(rows))
            } else if rows > 0 {
                let single = try statement(1)
                for start in stride(from: 0, to: cellCount, by: columnCount) {
                    try insert(cells[start..<start + columnCount], bytes, with: single)
                }
            }
        }
        cellCount = 0
        bytes.removeAll(keepingCapacity: true)
        rows = 0
    }

    private func insert(
        _ cells: Slice<UnsafeMutableBufferPointer<Cell>>, _ bytes: UnsafeRawBufferPointer, with statement: OpaquePointer
    ) throws {
        for (index, cell) in cells.enumerated() { bind(cell, bytes, at: Int32(index + 1), of: statement) }
        // What is bound lives in our buffer: nothing may point to it afterwards.
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        guard sqlite3_step(statement) == SQLITE_DONE else { throw SQLiteFailure.current(connection, statement) }
    }

    private func bind(_ cell: Cell, _ bytes: UnsafeRawBufferPointer, at index: Int32, of statement: OpaquePointer) {
        switch cell.kind {
        case .null: sqlite3_bind_null(statement, index)
        case .integer: sqlite3_bind_int64(statement, index, cell.bits)
        case .double: sqlite3_bind_double(statement, index, Double(bitPattern: UInt64(bitPattern: cell.bits)))
        case .text:
            let start = bytes.baseAddress?.advanced(by: Int(cell.bits)).assumingMemoryBound(to: CChar.self)
            sqlite3_bind_text64(statement, index, start, UInt64(cell.count), nil, UInt8(SQLITE_UTF8))
        case .blob:
            let start = bytes.baseAddress?.advanced(by: Int(cell.bits))
            sqlite3_bind_blob64(statement, index, start, UInt64(cell.count), nil)
        }
    }
}
