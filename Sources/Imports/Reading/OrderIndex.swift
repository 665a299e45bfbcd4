import Measures
import Tabular

/// Remembers, for every order a file names, whether its rows are all good and agree; in bounded memory, by hash.
///
/// One entry for each run of like rows, so an ordinary file costs one per order.
struct OrderIndex {
    enum Row: Equatable {
        /// With what all rows of the order must agree on.
        case good(UInt64)
        case rejected
    }

    fileprivate struct Entry {
        var high: UInt64
        var low: UInt64
        var signature: UInt64
        var rows: Int32
        var isRejected: Bool
    }

    private var spill: Spill
    private var current: Entry?

    init(parts: Int) { spill = Spill(parts: parts, room: 16 << 20) }

    mutating func note(_ number: UnsafeBufferPointer<UInt8>, as row: Row) throws(TabularError) {
        guard !number.isEmpty else { return }
        let high = ByteHash.hash(number, seed: 3)
        let low = ByteHash.hash(number, seed: 4)
        let signature = if case .good(let signature) = row { signature } else { 0 as UInt64 }
        let isRejected = row == .rejected
        if let entry = current, entry.high == high, entry.low == low, entry.signature == signature,
            entry.isRejected == isRejected
        {
            current?.rows += 1
            return
        }
        try flush()
        current = Entry(high: high, low: low, signature: signature, rows: 1, isRejected: isRejected)
    }

    /// The orders that have good rows and must be rejected all the same.
    mutating func badOrders() throws -> BadOrders {
        try flush()
        var bad = BadOrders()
        for part in 0..<spill.partCount {
            var orders: [BadOrders.Key: Verdict] = [:]
            try spill.forEachPiece(of: part) { bytes in
                bytes.withUnsafeBytes { bytes in
                    let stride = MemoryLayout<Entry>.stride
                    for start in Swift.stride(from: 0, to: bytes.count, by: stride) {
                        let entry = bytes.loadUnaligned(fromByteOffset: start, as: Entry.self)
                        orders[.init(high: entry.high, low: entry.low), default: .init()].add(entry)
                    }
                }
            }
            for (key, verdict) in orders { bad.add(key, verdict) }
        }
        return bad
    }

    private mutating func flush() throws(TabularError) {
        guard let entry = current else { return }
        current = nil
        let part = Int(entry.high % UInt64(spill.partCount))
        try spill.append(to: part) { bytes in
            let start = bytes.count
            withUnsafeBytes(of: entry) { bytes.append(contentsOf: $0) }
            let padding = MemoryLayout<Entry>.stride - (bytes.count - start)
            bytes.append(contentsOf: repeatElement(0, count: padding))
        }
    }

    struct Verdict {
        /// An order is written whole and so held in memory whole.
        private static let mostLines = 100_000

        private(set) var goodRows = 0
        private var isRejected = false
        private var difference: UInt64 = 0
        private var signature: UInt64?

        var reason: BadOrders.Reason? {
            if difference != 0 { return .disagrees(difference) }
            return isRejected ? .rejected : goodRows > Self.mostLines ? .tooLong : nil
        }

        fileprivate mutating func add(_ entry: Entry) {
            if entry.isRejected {
                isRejected = true
                return
            }
            goodRows += Int(entry.rows)
            if let signature { difference |= signature ^ entry.signature }
            signature = signature ?? entry.signature
        }
    }
}

/// The orders of a file that are rejected although some of their rows are good.
struct BadOrders: Sendable {
    struct Key: Hashable, Sendable {
        var high: UInt64
        var low: UInt64
    }

    enum Reason: Sendable {
        /// The rows say different things about the order: the bits in which their signatures differ.
        case disagrees(UInt64)
        /// Another row of the order has a problem.
        case rejected
        case tooLong
        /// It would change a closed month.
        case late
    }

    private var orders: [Key: Reason] = [:]
    /// Of good rows that are rejected with them.
    private(set) var tally = RejectTally()

    var isEmpty: Bool { orders.isEmpty }

    func problem(of number: UnsafeBufferPointer<UInt8>) -> RowProblem? {
        guard !orders.isEmpty, let reason = orders[key(number)] else { return nil }
        return reason.problem(of: String(decoding: number, as: UTF8.self))
    }

    func contains(_ number: UnsafeBufferPointer<UInt8>) -> Bool {
        !orders.isEmpty && orders[key(number)] != nil
    }

    mutating func add(late number: String) {
        var number = number
        number.withUTF8 { orders[key($0)] = .late }
    }

    fileprivate mutating func add(_ key: Key, _ verdict: OrderIndex.Verdict) {
        guard verdict.goodRows > 0, let reason = verdict.reason else { return }
        orders[key] = reason
        tally.count(reason.problem(of: ""), lines: verdict.goodRows)
    }

    private func key(_ number: UnsafeBufferPointer<UInt8>) -> Key {
        Key(high: ByteHash.hash(number, seed: 3), low: ByteHash.hash(number, seed: 4))
    }
}

extension BadOrders.Reason {
    fileprivate func problem(of order: String) -> RowProblem {
        switch self {
        case .disagrees(let difference): .orderDisagrees(order, on: RowSignature.fields(of: difference))
        case .rejected: .orderRejected(order)
        case .tooLong: .orderTooLong(order)
        case .late: .monthClosed(order)
        }
    }
}

/// What all rows of an order must agree on, in 64 bits: 32 of the customer's hash, 8 of the status, 24 of the currency.
enum RowSignature {
    static func of(account: UnsafeBufferPointer<UInt8>, kind: UInt8, currency: Currency) -> UInt64 {
        ByteHash.hash(account, seed: 2) << 32 | UInt64(kind) << 24 | UInt64(currency.letters)
    }

    /// - Parameter difference: the bits in which two signatures differ.
    static func fields(of difference: UInt64) -> [OrderField] {
        var fields: [OrderField] = []
        if difference >> 32 != 0 { fields.append(.accountCode) }
        if difference & 0xFF_FFFF != 0 { fields.append(.currency) }
        if difference >> 24 & 0xFF != 0 { fields.append(.status) }
        return fields
    }
}
