import CLibpq
import Database

/// Writes COPY's binary format, sent in pieces of a quarter megabyte.
final class PostgresBulkWriter: BulkWriter {
    private static let signature: [UInt8] = [0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0x00]
    private static let pieceSize = 256 * 1024

    private let link: PostgresLink
    private let types: [BulkTarget.ColumnType]
    private var buffer: [UInt8] = []
    private var column = 0

    init(link: PostgresLink, types: [BulkTarget.ColumnType]) {
        self.link = link
        self.types = types
        buffer.reserveCapacity(Self.pieceSize + 4_096)
        buffer += Self.signature
        append(UInt32(0))
        append(UInt32(0))
    }

    func null() {
        beginValue()
        append(UInt32.max)
    }

    func integer(_ value: Int64) {
        let type = beginValue()
        if type == .integer {
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
        buffer.append(value ? 1 : 0)
    }

    func text(_ utf8: UnsafeBufferPointer<UInt8>) {
        beginValue()
        append(UInt32(utf8.count))
        buffer.append(contentsOf: utf8)
    }

    func blob(_ bytes: UnsafeRawBufferPointer) {
        beginValue()
        append(UInt32(bytes.count))
        buffer.append(contentsOf: bytes)
    }

    func endRow() throws {
        column = 0
        if buffer.count >= Self.pieceSize { try send() }
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
        let sent = buffer.withUnsafeBytes { bytes in
            PQputCopyData(link.pointer, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        }
        guard sent == 1 else { throw lost }
        buffer.removeAll(keepingCapacity: true)
    }

    private var lost: DatabaseError { .connectionLost(detail: PostgresLink.message(link.pointer)) }

    private func append<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.bigEndian) { buffer.append(contentsOf: $0) }
    }
}
