import Cryptography
import Foundation
package import Measures

/// SHA-256 over account, day, currency, kind and the sorted multiset of an order's lines: an order whose hash is the same
/// is the same order, in whatever sequence its lines came (ARCHITECTURE, order identity).
package struct ContentHash {
    private var bytes: [UInt8] = []
    private var lineEnds: [Int] = []
    /// Lines that were the same as another one of their order, in all orders so far.
    package private(set) var duplicates = 0

    package init() {}

    /// Adds a line; product and region go in by code and name, so that the hash means the same in every database.
    package mutating func add(_ line: LedgerLine, product: String, region: String) {
        for number in [line.quantity.thousandths, line.unitPrice.millionths, line.amount] { append(number) }
        append(line.cost)
        append(line.discount)
        append(product)
        append(region)
        lineEnds.append(bytes.count)
    }

    /// The order's hash, 32 bytes; the lines added so far are forgotten.
    package mutating func finish(account: String, day: Day, currency: Currency, kind: OrderKind) -> [UInt8] {
        defer { clear() }
        var hash = SHA256()
        for text in [account, day.iso, currency.code, "\(kind.rawValue)"] {
            hash.update(text.utf8)
            hash.update(CollectionOfOne(0))
        }
        bytes.withUnsafeBytes { bytes in
            var last: Range<Int>?
            for line in sortedLines(bytes) {
                hash.update(UnsafeRawBufferPointer(rebasing: bytes[line]))
                if let last, Self.areSame(last, line, bytes) { duplicates += 1 }
                last = line
            }
        }
        return hash.finalized()
    }

    private func sortedLines(_ bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
        var start = 0
        let lines = lineEnds.map { end in
            defer { start = end }
            return start..<end
        }
        return lines.count < 2 ? lines : lines.sorted { Self.precedes($0, $1, bytes) }
    }

    /// Whether one piece of bytes comes before another, as words do in a dictionary.
    private static func precedes(_ left: Range<Int>, _ right: Range<Int>, _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        let order = memcmp(start + left.lowerBound, start + right.lowerBound, min(left.count, right.count))
        return order == 0 ? left.count < right.count : order < 0
    }

    private static func areSame(_ left: Range<Int>, _ right: Range<Int>, _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count, let start = bytes.baseAddress else { return false }
        return memcmp(start + left.lowerBound, start + right.lowerBound, left.count) == 0
    }

    private mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        lineEnds.removeAll(keepingCapacity: true)
    }

    private mutating func append(_ number: Int64?) {
        bytes.append(number == nil ? 0 : 1)
        withUnsafeBytes(of: (number ?? 0).littleEndian) { bytes.append(contentsOf: $0) }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(0)
    }
}
