import CSQLite
import Database

struct SQLiteRow: Row {
    let statement: OpaquePointer

    var columnCount: Int { Int(sqlite3_column_count(statement)) }

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

    func optionalInt(_ column: Int) -> Int? {
        let value = Int(sqlite3_column_int64(statement, Int32(column)))
        // Null reads as zero, so only a zero must be asked about.
        return value == 0 && isNull(column) ? nil : value
    }

    func optionalDouble(_ column: Int) -> Double? {
        isNull(column) ? nil : sqlite3_column_double(statement, Int32(column))
    }

    func optionalText(_ column: Int) -> String? {
        guard let bytes = sqlite3_column_text(statement, Int32(column)) else { return nil }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func optionalBool(_ column: Int) -> Bool? { optionalInt(column).map { $0 != 0 } }

    func optionalBlob(_ column: Int) -> [UInt8]? {
        if isNull(column) { return nil }
        guard let bytes = sqlite3_column_blob(statement, Int32(column)) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
