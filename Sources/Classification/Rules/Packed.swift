package import Measures

/// A value that may be unknown in the room of one that is not: a value that never occurs stands for unknown. An
/// evaluation holds a million judgements of two dozen such numbers.
@propertyWrapper
package struct Packed<Value: Packable>: Sendable, Equatable {
    private var stored: Value

    package init(wrappedValue: Value?) { stored = wrappedValue ?? .unknown }

    package var wrappedValue: Value? {
        get { stored.isUnknown ? nil : stored }
        set { stored = newValue ?? .unknown }
    }

    package static func == (left: Packed, right: Packed) -> Bool { left.wrappedValue == right.wrappedValue }
}

package protocol Packable: Sendable, Equatable {
    static var unknown: Self { get }
    var isUnknown: Bool { get }
}

extension Double: Packable {
    package static var unknown: Double { .nan }
    package var isUnknown: Bool { isNaN }
}

extension Int64: Packable {
    package static var unknown: Int64 { .min }
    package var isUnknown: Bool { self == .min }
}

extension Int32: Packable {
    package static var unknown: Int32 { .min }
    package var isUnknown: Bool { self == .min }
}

extension Day: Packable {
    package static var unknown: Day { Day(Int(Int32.min)) }
    package var isUnknown: Bool { number == .min }
}

extension Index: Packable {
    package static var unknown: Index { Index(score: .nan, coverage: 0) }
    package var isUnknown: Bool { score.isNaN }
}
