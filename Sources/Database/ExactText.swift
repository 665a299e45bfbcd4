import Glibc

/// A text as databases compare and sort it, byte by byte. Swift's own strings are equal when they look alike: "é" in one
/// letter and in two.
package struct ExactText: Hashable, Comparable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (left: Self, right: Self) -> Bool {
        left.text.utf8.count == right.text.utf8.count && left.compared(to: right) == 0
    }

    package static func < (left: Self, right: Self) -> Bool {
        let order = left.compared(to: right)
        return order == 0 ? left.text.utf8.count < right.text.utf8.count : order < 0
    }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// The first eight bytes as a number: texts are in the order of theirs, and where those are equal, of the rest.
    package var sortKey: UInt64 {
        var key: UInt64 = 0
        var count = 0
        for byte in text.utf8.prefix(8) {
            key = key << 8 | UInt64(byte)
            count += 1
        }
        return count == 0 ? 0 : key << UInt64(8 * (8 - count))
    }

    /// Of the bytes both have.
    private func compared(to other: Self) -> Int32 {
        var (left, right) = (text, other.text)
        return left.withUTF8 { left in
            right.withUTF8 { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return 0 }
                return memcmp(first, second, min(left.count, right.count))
            }
        }
    }
}
