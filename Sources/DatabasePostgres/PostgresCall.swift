import CLibpq
import Database

/// A rendered statement with its parameters in libpq's form: text for all but byte strings.
struct PostgresCall {
    let text: String
    let types: [Oid]
    private let values: [[UInt8]?]
    private let formats: [Int32]

    init(_ sql: SQL) {
        let rendered = sql.rendered(for: .postgres)
        text = rendered.text
        types = rendered.values.map(Self.type)
        values = rendered.values.map(Self.bytes)
        formats = types.map { $0 == PostgresType.bytea ? 1 : 0 }
    }

    typealias Values = UnsafePointer<UnsafePointer<CChar>?>

    /// Calls `body` with count, values, lengths and formats; the pointers live only during the call.
    func withParameters<T>(_ body: (Int32, Values?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> T) -> T {
        let lengths = values.map { Int32(($0?.count ?? 1) - 1) }
        var flat: [CChar] = []
        var offsets: [Int?] = []
        for value in values {
            offsets.append(value == nil ? nil : flat.count)
            for byte in value ?? [] { flat.append(CChar(bitPattern: byte)) }
        }
        return flat.withUnsafeBufferPointer { flat in
            let pointers = offsets.map { offset in offset.flatMap { flat.baseAddress?.advanced(by: $0) } }
            return pointers.withUnsafeBufferPointer { pointers in
                body(Int32(values.count), pointers.baseAddress, lengths, formats)
            }
        }
    }

    private static func type(_ value: SQLValue) -> Oid {
        switch value {
        case .integer: PostgresType.int8
        case .double: PostgresType.float8
        case .boolean: PostgresType.bool
        case .blob: PostgresType.bytea
        case .null, .text, .integers, .texts: PostgresType.unknown
        }
    }

    /// The bytes of a value with a closing zero, which libpq wants after text.
    private static func bytes(_ value: SQLValue) -> [UInt8]? {
        switch value {
        case .null: nil
        case .integer(let number): [UInt8]("\(number)".utf8) + [0]
        case .double(let number): [UInt8]("\(number)".utf8) + [0]
        case .boolean(let flag): [UInt8]((flag ? "t" : "f").utf8) + [0]
        case .text(let text): [UInt8](text.utf8) + [0]
        case .blob(let bytes): bytes + [0]
        case .integers(let list): [UInt8](ListEncoding.array(list).utf8) + [0]
        case .texts(let list): [UInt8](ListEncoding.array(list).utf8) + [0]
        }
    }
}
