import Measures
import Tabular

/// Remembers, for every order a file names, whether its rows are all good and agree; in bounded memory, by hash.
///
/// One entry for each run of like rows, so an ordinary file costs one per order.
struct OrderIndex {
    enum Row: Equatable {
        case good(Good)
        case rejected
    }

    /// What is noted of a good row.
    struct Good: Equatable {
        /// What all rows of the order must agree on.
        var signature: UInt64
        var day: Int32
        var quantity: Int64
        var amount: Int64
    }

    fileprivate struct Entry {
        var high: UInt64
        var low: UInt64
        var signature: UInt64
        /// Absolute amounts of good rows.
        var amount: Int64 = 0
        /// Of the first row.
        var firstAmount: Int64 = 0
        var firstQuantity: Int64 = 0
        var firstDay: Int32 = .max
        var lastDay: Int32 = .min
        var rows: Int32 = 1
        var isRejected: Bool
        var hasOneAmount = true
        var hasOneQuantity = true

        init(_ high: UInt64, _ low: UInt64, _ row: Row) {
            (self.high, self.low, signature, isRejected) = (high, low, 0, true)
            guard case .good(let good) = row else { return }
            (signature, isRejected) = (good.signature, false)
            (amount, firstAmount) = (Int64(clamping: good.amount.magnitude), good.amount)
            (firstQuantity, firstDay, lastDay) = (good.quantity, good.day, good.day)
        }

        /// Another row of the same kind.
        mutating func add(_ row: Row) {
            rows += 1
            guard case .good(let good) = row else { return }
            amount &+= Int64(clamping: good.amount.magnitude)
            (firstDay, lastDay) = (min(firstDay, good.day), max(lastDay, good.day))
            hasOneAmount = hasOneAmount && good.amount == firstAmount
            hasOneQuantity = hasOneQuantity && good.quantity == firstQuantity
        }
    }

    private var spill: Spill
    private var current: Entry?
    /// Days that the rows of one order may lie apart.
    private let span: Int
    /// Rows of each order may disagree: each is an order of its own.
    private let isByRow: Bool

    init(parts: Int, span: Int, isByRow: Bool) {
        spill = Spill(parts: parts, room: 16 << 20)
        self.span = span
        self.isByRow = isByRow
    }

    /// Answers whether the row is of the same order as the one noted before.
    @discardableResult
    mutating func note(_ key: UnsafeBufferPointer<UInt8>, as row: Row) throws(TabularError) -> Bool {
        guard !key.isEmpty, !(isByRow && row == .rejected) else { return false }
        let high = ByteHash.hash(key, seed: 3)
        let low = ByteHash.hash(key, seed: 4)
        guard let entry = current, entry.high == high, entry.low == low else {
            try flush()
            current = Entry(high, low, row)
            return false
        }
        let next = Entry(high, low, row)
        if entry.signature == next.signature, entry.isRejected == next.isRejected {
            current?.add(row)
        } else {
            try flush()
            current = next
        }
        return true
    }

    /// Rejects the order of the row noted last.
    mutating func rejectLast() throws(TabularError) {
        guard let entry = current, !entry.isRejected else { return }
        try flush()
        current = Entry(entry.high, entry.low, .rejected)
    }

    /// The orders that have good rows and must be rejected all the same, and what the others come to.
    mutating func badOrders() throws -> BadOrders {
        try flush()
        var bad = BadOrders(span: span, isByRow: isByRow)
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
        /// Of good rows in the currency of the first, amounts absolute.
        private var main = MoneyCount()
        /// By the letters of their currency: of good rows in other currencies.
        private var others: [UInt32: MoneyCount] = [:]
        private(set) var firstDay = Int32.max
        private(set) var lastDay = Int32.min
        private(set) var signature: UInt64?
        private var isRejected = false
        private var difference: UInt64 = 0
        private var firstAmount: Int64?
        private var firstQuantity: Int64?
        private var hasOneAmount = true
        private var hasOneQuantity = true

        func reason(_ bad: BadOrders) -> BadOrders.Reason? {
            if bad.isByRow { return nil }
            if difference != 0 { return .disagrees(difference) }
            if goodRows > 0, Int(lastDay) - Int(firstDay) > bad.span { return .daysApart(firstDay, lastDay) }
            return isRejected ? .rejected : goodRows > Self.mostLines ? .tooLong : nil
        }

        func count(in counts: inout [UInt32: MoneyCount]) {
            guard let signature else { return }
            counts[UInt32(signature & 0xFF_FFFF), default: MoneyCount()].add(main)
            for (letters, count) in others { counts[letters, default: MoneyCount()].add(count) }
        }

        /// Of an order with several lines: whether each has the same amount, and whether that is strange.
        var repeatsAmount: (same: Bool, strange: Bool)? {
            goodRows < 2 ? nil : (hasOneAmount, hasOneAmount && !hasOneQuantity)
        }

        fileprivate mutating func add(_ entry: Entry) {
            if entry.isRejected {
                isRejected = true
                return
            }
            goodRows += Int(entry.rows)
            let letters = UInt32(entry.signature & 0xFF_FFFF)
            let count = MoneyCount(rows: Int(entry.rows), amount: entry.amount)
            if letters == UInt32((signature ?? entry.signature) & 0xFF_FFFF) {
                main.add(count)
            } else {
                others[letters, default: MoneyCount()].add(count)
            }
            (firstDay, lastDay) = (min(firstDay, entry.firstDay), max(lastDay, entry.lastDay))
            hasOneAmount = hasOneAmount && entry.hasOneAmount && (firstAmount ?? entry.firstAmount) == entry.firstAmount
            hasOneQuantity =
                hasOneQuantity && entry.hasOneQuantity && (firstQuantity ?? entry.firstQuantity) == entry.firstQuantity
            (firstAmount, firstQuantity) = (firstAmount ?? entry.firstAmount, firstQuantity ?? entry.firstQuantity)
            if let signature { difference |= signature ^ entry.signature }
            signature = signature ?? entry.signature
        }
    }
}

/// Rows and what they come to, without signs, in minor units of one currency.
struct MoneyCount: Sendable, Hashable {
    var rows = 0
    var amount: Int64 = 0

    mutating func add(_ other: MoneyCount) {
        rows += other.rows
        amount &+= other.amount
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
        /// Its first and last day lie further apart than those of one order.
        case daysApart(Int32, Int32)
        /// Another row of the order has a problem.
        case rejected
        case tooLong
        /// It would change a closed month.
        case late
    }

    let span: Int
    let isByRow: Bool
    private var orders: [Key: Reason] = [:]
    /// Of good rows that are rejected with them.
    private(set) var tally = RejectTally()
    /// Absolute amounts by the letters of their currency: of orders that are taken, and of those that are not.
    private(set) var taken: [UInt32: MoneyCount] = [:]
    private(set) var refused: [UInt32: MoneyCount] = [:]
    /// Of orders that are taken.
    private(set) var firstDay = Int32.max
    private(set) var lastDay = Int32.min
    /// Orders of several lines; those whose lines all have one amount, and of them those with different quantities.
    private(set) var severalLines = 0
    private(set) var oneAmount = 0
    private(set) var strangeAmount = 0

    init(span: Int, isByRow: Bool) {
        self.span = span
        self.isByRow = isByRow
    }

    var isEmpty: Bool { orders.isEmpty }

    /// - Parameters:
    ///   - key: what the order is known by.
    ///   - number: as the file prints it.
    func problem(of key: UnsafeBufferPointer<UInt8>, number: UnsafeBufferPointer<UInt8>) -> RowProblem? {
        guard !orders.isEmpty, !key.isEmpty, let reason = orders[self.key(key)] else { return nil }
        return reason.problem(of: String(decoding: number, as: UTF8.self))
    }

    func contains(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        !orders.isEmpty && orders[self.key(key)] != nil
    }

    /// - Parameter key: of an order, as the ledger knows it.
    mutating func add(late key: String) {
        // Of rows that are orders each, those of one account and day share an entry.
        var key = key
        if isByRow, let end = key.utf8.lastIndex(of: OrderRule.separator) { key = String(key[..<end]) }
        key.withUTF8 { orders[self.key($0)] = .late }
    }

    fileprivate mutating func add(_ key: Key, _ verdict: OrderIndex.Verdict) {
        guard verdict.goodRows > 0 else { return }
        guard let reason = verdict.reason(self) else {
            verdict.count(in: &taken)
            (firstDay, lastDay) = (min(firstDay, verdict.firstDay), max(lastDay, verdict.lastDay))
            if let repeats = verdict.repeatsAmount {
                severalLines += 1
                oneAmount += repeats.same ? 1 : 0
                strangeAmount += repeats.strange ? 1 : 0
            }
            return
        }
        orders[key] = reason
        verdict.count(in: &refused)
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
        case .daysApart(let first, let last):
            .daysApart(order, from: Day(Int(first)).iso, to: Day(Int(last)).iso)
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
