import CLibpq
import Database

/// A row in binary format. NUMERIC has no reader on purpose: aggregates are cast in SQL.
struct PostgresRow: Row {
    let result: OpaquePointer?
    let row: Int32

    var columnCount: Int { Int(PQnfields(result)) }

    func isNull(_ column: Int) -> Bool { PQgetisnull(result, row, Int32(column)) != 0 }

    func optionalInt(_ column: Int) -> Int? {
        guard let bytes = bytes(column) else { return nil }
        switch bytes.count {
        case 8: return Int(Int64(bitPattern: bigEndian(bytes, UInt64.self)))
        case 4: return Int(Int32(bitPattern: bigEndian(bytes, UInt32.self)))
        case 2: return Int(Int16(bitPattern: bigEndian(bytes, UInt16.self)))
        case 1: return Int(bytes[0])
        default: return nil
        }
    }

    func optionalDouble(_ column: Int) -> Double? {
        guard let bytes = bytes(column) else { return nil }
        switch PQftype(result, Int32(column)) {
        case PostgresType.float8: return Double(bitPattern: bigEndian(bytes, UInt64.self))
        case PostgresType.float4: return Double(Float(bitPattern: bigEndian(bytes, UInt32.self)))
        default: return optionalInt(column).map(Double.init)
        }
    }

    func optionalText(_ column: Int) -> String? {
        guard let bytes = bytes(column) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    func optionalBool(_ column: Int) -> Bool? { optionalInt(column).map { $0 != 0 } }

    func optionalBlob(_ column: Int) -> [UInt8]? { bytes(column).map { [UInt8]($0) } }

    private func bytes(_ column: Int) -> UnsafeRawBufferPointer? {
        guard !isNull(column) else { return nil }
        let count = Int(PQgetlength(result, row, Int32(column)))
        return UnsafeRawBufferPointer(start: PQgetvalue(result, row, Int32(column)), count: count)
    }

    private func bigEndian<T: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, _: T.Type) -> T {
        T(bigEndian: bytes.loadUnaligned(as: T.self))
    }
}

/// Object ids of the built-in types the seam speaks.
enum PostgresType {
    static let unknown: Oid = 0
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let float4: Oid = 700
    static let float8: Oid = 701
}
