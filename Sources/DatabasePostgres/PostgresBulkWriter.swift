import CLibpq
import Database

/// Writes COPY's binary format, sent in pieces of a quarter megabyte.
final class PostgresBulkWriter: BulkWriter {
    private static let signature: [UInt8] = [0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0x00]
    private static let pieceSize = 256 * 1024

    private let link: PostgresLink
    private let types: [BulkTarget.ColumnType]
    // Plain memory: an array in a class is checked for exclusive access at each value.
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize + 4_096, alignment: 8)
    private var count = 0
    private var column = 0

    init(link: PostgresLink, types: [BulkTarget.ColumnType]) {
        self.link = link
        self.types = types
        Self.signature.withUnsafeBytes(append)
        append(UInt32(0))
        append(UInt32(0))
    }

    deinit { buffer.deallocate() }

    func null() {
        beginValue()
        append(UInt32.max)
    }

    func integer(_ value: Int64) {
        if beginValue() == .integer {
            append(UInt32(4))
            append(UInt32(bitPattern: Int32(truncatingIfNeeded: value)))
        } else {
            append(UInt32(8))
            append(UInt64(bitPattern: value))
        }
    }

    func double(_ value: Double) {
        beginValue()
        append(UInt32(8))
        append(value.bitPattern)
    }

    func boolean(_ value: Bool) {
        beginValue()
        append(UInt32(1))
        append(UInt8(value ? 1 : 0))
    }

    func text(_ utf8: UnsafeBufferPointer<UInt8>) { blob(UnsafeRawBufferPointer(utf8)) }

    func blob(_ bytes: UnsafeRawBufferPointer) {
        beginValue()
        append(UInt32(bytes.count))
        append(bytes)
    }

    func endRow() throws {
        column = 0
        if count >= Self.pieceSize { try send() }
    }

    func finish() throws {
        append(UInt16.max)
        try send()
        guard PQputCopyEnd(link.pointer, nil) == 1 else { throw lost }
    }

    /// Each row opens with its number of columns.
    @discardableResult private func beginValue() -> BulkTarget.ColumnType {
        if column == 0 { append(UInt16(types.count)) }
        defer { column += 1 }
        return types[column]
    }

    private func send() throws {
        let bytes = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard PQputCopyData(link.pointer, bytes, Int32(count)) == 1 else { throw lost }
        count = 0
    }

    private var lost: DatabaseError { .connectionLost(detail: PostgresLink.message(link.pointer)) }

    private func append<T: FixedWidthInteger>(_ value: T) {
        reserve(MemoryLayout<T>.size)
        buffer.storeBytes(of: value.bigEndian, toByteOffset: count, as: T.self)
        count += MemoryLayout<T>.size
    }

    private func append(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyMemory(from: bytes)
        count += bytes.count
    }

    private func reserve(_ size: Int) {
        guard count + size > buffer.count else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * (count + size), alignment: 8)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        buffer.deallocate()
        buffer = larger
    }
}
