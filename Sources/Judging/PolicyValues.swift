package import Foundation

/// A policy's document taken apart: every number and word by the keys that lead there, as "value.revenue.weight", places
/// in lists by their number.
package struct PolicyValues: Sendable, Equatable {
    package enum Value: Sendable, Equatable {
        case number(Double)
        case text(String)
    }

    private var values: [String: Value] = [:]

    package init() {}

    /// - Parameter document: as `PolicyDocument.write` made it.
    package init(_ document: String) throws {
        add(try JSONSerialization.jsonObject(with: Data(document.utf8)), at: "")
    }

    package subscript(place: String) -> Value? {
        get { values[place] }
        set { values[place] = newValue }
    }

    /// How many entries a list has.
    package func count(of list: String) -> Int { Self.count(of: list, in: values.keys) }

    /// The same of any places.
    package static func count(of list: String, in places: some Sequence<String>) -> Int {
        let places = places.compactMap { place -> Int? in
            guard place.hasPrefix(list + ".") else { return nil }
            return place.dropFirst(list.count + 1).split(separator: ".").first.flatMap { Int($0) }
        }
        return (places.max() ?? -1) + 1
    }

    /// The document again.
    package func document() throws -> String {
        let whole = Self.object(values.map { ($0.key.split(separator: ".")[...], $0.value) })
        return String(
            decoding: try JSONSerialization.data(withJSONObject: whole, options: [.sortedKeys]), as: UTF8.self)
    }

    private mutating func add(_ value: Any, at place: String) {
        let inside = place.isEmpty ? "" : place + "."
        switch value {
        case let object as [String: Any]: for (key, value) in object { add(value, at: inside + key) }
        case let list as [Any]: for (index, value) in list.enumerated() { add(value, at: inside + String(index)) }
        case let text as String: values[place] = .text(text)
        case let number as NSNumber: values[place] = .number(number.doubleValue)
        default: break
        }
    }

    private static func object(_ values: [(keys: ArraySlice<Substring>, value: Value)]) -> Any {
        if let only = values.first, only.keys.isEmpty {
            return switch only.value {
            case .number(let number): NSNumber(value: number)
            case .text(let text): text
            }
        }
        let parts = Dictionary(grouping: values) { String($0.keys.first ?? "") }
            .mapValues { object($0.map { ($0.keys.dropFirst(), $0.value) }) }
        let numbers = parts.keys.compactMap { Int($0) }.sorted()
        return numbers.count == parts.count ? numbers.compactMap { parts[String($0)] } : parts
    }
}
