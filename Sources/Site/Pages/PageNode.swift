/// A page value taken apart: what a template finds under its names.
struct PageNode {
    // So few that looking through them is faster than hashing.
    private let fields: [(name: String, value: Printed)]

    init(_ value: some PageValue) throws {
        let reader = PageReader()
        try value.encode(to: reader)
        fields = reader.fields
    }

    init(texts: [String: String]) { fields = texts.map { ($0, .text($1)) } }

    fileprivate init(_ reader: PageReader) { fields = reader.fields }

    subscript(name: String) -> Printed? {
        for field in fields where field.name == name { return field.value }
        return nil
    }
}

extension Printed {
    fileprivate init<Value: Encodable>(_ value: Value) throws {
        // Comparing types first: casting a value in vain takes longer than all else here.
        if Value.self == String.self, let text = value as? String {
            self = .text(text)
        } else if Value.self == Bool.self, let flag = value as? Bool {
            self = .flag(flag)
        } else if Value.self == Int.self, let number = value as? Int {
            self = .text(String(number))
        } else if Value.self == Markup.self, let markup = value as? Markup {
            self = .markup(markup)
        } else {
            let reader = PageReader()
            try value.encode(to: reader)
            self = reader.printed
        }
    }
}

/// Keeps what a value hands over: fields by their names, an array's elements or a single value.
private final class PageReader: Encoder {
    var fields: [(name: String, value: Printed)] = []
    var elements: [Printed]?
    var single: Printed?

    var printed: Printed { single ?? elements.map { .list($0) } ?? .page(PageNode(self)) }

    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Fields<Key>(reader: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        elements = []
        return Elements(reader: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(reader: self) }
}

// One generic function stands for each of the many that these protocols ask for. The compiler writes nothing nested.

private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let reader: PageReader
    var codingPath: [any CodingKey] { [] }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        reader.fields.append((key.stringValue, try Printed(value)))
    }

    func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws { try keep(value, key) }
    // For these the protocol's own would be taken, which leaves out what is nil.
    func encodeIfPresent(_ value: String?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try keep(value, key) }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try keep(value, key) }

    private func keep(_ value: (some Encodable)?, _ key: Key) throws {
        reader.fields.append((key.stringValue, try value.map { try Printed($0) } ?? .nothing))
    }

    func encodeNil(forKey key: Key) { reader.fields.append((key.stringValue, .nothing)) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { reader.container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { reader.unkeyedContainer() }
    func superEncoder() -> any Encoder { reader }
    func superEncoder(forKey key: Key) -> any Encoder { reader }
}

private struct Elements: UnkeyedEncodingContainer {
    let reader: PageReader
    var codingPath: [any CodingKey] { [] }
    var count: Int { reader.elements?.count ?? 0 }

    func encode<Value: Encodable>(_ value: Value) throws { reader.elements?.append(try Printed(value)) }
    func encodeNil() { reader.elements?.append(.nothing) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        reader.container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { reader.unkeyedContainer() }
    func superEncoder() -> any Encoder { reader }
}

private struct Single: SingleValueEncodingContainer {
    let reader: PageReader
    var codingPath: [any CodingKey] { [] }

    func encode<Value: Encodable>(_ value: Value) throws {
        // A number that is no Int would only come back here.
        let number = value is Bool ? nil : value as? any LosslessStringConvertible
        reader.single = try number.map { .text($0.description) } ?? Printed(value)
    }
    func encodeNil() { reader.single = .nothing }
}
