/// A statement whose interpolated values are bound, never pasted: `"… WHERE id = \(id)"`.
///
/// `\(list: ids)` binds a whole list for `x IN \(list: ids)`; `\(sql)` joins another statement in, values and all;
/// `\(unsafe: text)` pastes text and is for names the program itself chose, never for what came from outside.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    package enum Part: Sendable {
        case text(String)
        case value(SQLValue)
    }

    package private(set) var parts: [Part]

    package init(stringLiteral value: String) { parts = [.text(value)] }
    package init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }
    package init(unsafe text: String) { parts = [.text(text)] }

    package static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.parts += right.parts
        return sum
    }

    /// Several conditions or columns set between a separator, such as `" AND "`.
    package static func joined(_ pieces: [SQL], by separator: SQL) -> SQL {
        var result: SQL = ""
        for (index, piece) in pieces.enumerated() { result = index == 0 ? piece : result + separator + piece }
        return result
    }

    package struct Interpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(interpolationCount * 2 + 1)
        }

        package mutating func appendLiteral(_ literal: String) { parts.append(.text(literal)) }
        package mutating func appendInterpolation(_ value: Int?) { bind(value.map { .integer(Int64($0)) }) }
        package mutating func appendInterpolation(_ value: Int64?) { bind(value.map(SQLValue.integer)) }
        package mutating func appendInterpolation(_ value: Double?) { bind(value.map(SQLValue.double)) }
        package mutating func appendInterpolation(_ value: String?) { bind(value.map(SQLValue.text)) }
        package mutating func appendInterpolation(_ value: Bool?) { bind(value.map(SQLValue.boolean)) }
        package mutating func appendInterpolation(_ value: [UInt8]?) { bind(value.map(SQLValue.blob)) }
        package mutating func appendInterpolation(_ sql: SQL) { parts += sql.parts }
        package mutating func appendInterpolation(list: [Int]) { bind(.integers(list)) }
        package mutating func appendInterpolation(list: [String]) { bind(.texts(list)) }
        package mutating func appendInterpolation(unsafe text: String) { parts.append(.text(text)) }

        private mutating func bind(_ value: SQLValue?) { parts.append(.value(value ?? .null)) }
    }
}

/// What can be bound to a statement.
package enum SQLValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case double(Double)
    case text(String)
    case boolean(Bool)
    case blob([UInt8])
    case integers([Int])
    case texts([String])
}

extension SQL {
    /// The text with numbered parameters and their values in order. A list becomes one parameter: JSON opened by
    /// `json_each` in SQLite, an array opened by `unnest` in PostgreSQL.
    package func rendered(for dialect: Dialect) -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        for part in parts {
            switch part {
            case .text(let literal): text += literal
            case .value(let value):
                values.append(value)
                text += value.placeholder(number: values.count, dialect: dialect)
            }
        }
        return (text, values)
    }
}

extension SQLValue {
    func placeholder(number: Int, dialect: Dialect) -> String {
        switch (self, dialect) {
        case (.integers, .sqlite), (.texts, .sqlite): "(SELECT value FROM json_each(?\(number)))"
        case (.integers, .postgres): "(SELECT unnest($\(number)::bigint[]))"
        case (.texts, .postgres): "(SELECT unnest($\(number)::text[]))"
        case (_, .sqlite): "?\(number)"
        case (_, .postgres): "$\(number)"
        }
    }
}
