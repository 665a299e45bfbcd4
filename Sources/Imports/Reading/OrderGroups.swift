import Accounts
import Ledger
import Measures
import Tabular

/// The rows of one part put together to orders, accounts in the order of their codes and their orders by day: the
/// sequence is the same every time, and an account's facts are written once.
struct OrderGroups: Sendable {
    private struct Group {
        var account: Int32
        var order: Int32
        /// The earliest of its rows.
        var day: Int32
        /// Among the equals of a rule that makes each row an order, from 1.
        var place: Int32
        /// Places in `starts`, the first row first.
        var rows: [Int32]
    }

    private let bytes: [UInt8]
    private let starts: [Int]
    private let accounts: ByteInterner
    private let accountNames: [String]
    private let nameDays: [Int32]
    /// Keys of orders.
    private let orders: ByteInterner
    private let groups: [Group]
    private let rule: OrderRule

    /// - Parameter badOrders: left out.
    init(_ bytes: [UInt8], without badOrders: BadOrders, rule: OrderRule) {
        self.rule = rule
        var builder = Builder(keys: OrderKey(rule))
        bytes.withUnsafeBytes { builder.read($0, badOrders) }
        builder.sort()
        self.bytes = bytes
        starts = builder.starts
        accounts = builder.accounts
        accountNames = builder.accountNames
        nameDays = builder.nameDays
        orders = builder.orders
        groups = builder.groups
    }

    var count: Int { groups.count }

    /// A batch of about `lineCount` lines from a place on, and where the next begins. It ends between two accounts
    /// unless one account alone has many more lines.
    func batch(
        from start: Int, lineCount: Int, catalogue: Catalogue
    ) throws(TabularError) -> (batch: OrderBatch, end: Int) {
        var builder = BatchBuilder(catalogue)
        var end = start
        while end < groups.count {
            let isNewAccount = end == start || groups[end].account != groups[end - 1].account
            let lines = builder.batch.lines.count
            if end > start, lines >= lineCount, isNewAccount || lines >= 4 * lineCount { break }
            try add(groups[end], to: &builder)
            end += 1
        }
        return (builder.finished, end)
    }

    private func add(_ group: Group, to builder: inout BatchBuilder) throws(TabularError) {
        builder.begin(account: Int(group.account)) {
            let name = accountNames[Int(group.account)]
            return AccountDraft(
                code: accounts.text(Int(group.account)), name: name,
                nameDay: name.isEmpty ? nil : Int(nameDays[Int(group.account)]))
        }
        guard let start = group.rows.first.map({ starts[Int($0)] }) else { return }
        let (first, number) = bytes.withUnsafeBytes { bytes in
            let row = SpilledRow(bytes, at: start)
            return (row.numbers, String(decoding: row.order, as: UTF8.self))
        }
        let all = group.rows.map { row in
            bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: starts[Int(row)], as: SpilledRow.Numbers.self) }
        }
        // A credit note written with positive amounts takes away.
        let sum = all.reduce(into: Int128(0)) { $0 += Int128($1.amount) }
        let turns = Int(first.kind) == OrderKind.cancellation.rawValue && sum > 0
        for numbers in all { try builder.add(turns ? numbers.turned : numbers) }
        builder.end(identity(group, number), day: Day(Int(group.day)), first)
    }

    /// The printed number and what the order is known by.
    private func identity(_ group: Group, _ number: String) -> (number: String, key: String) {
        let key = orders.text(Int(group.order))
        if rule == .number { return (number, number) }
        guard rule == .row else { return (number, key) }
        let place = String(group.place)
        return (
            number.isEmpty ? "\(Day(Int(group.day)).iso)/\(place)" : number,
            key + String(UnicodeScalar(OrderRule.separator)) + place
        )
    }

    private struct Builder {
        var starts: [Int] = []
        var accounts = ByteInterner()
        var accountNames: [String] = []
        /// By account: of the row its name was taken from.
        private(set) var nameDays: [Int32] = []
        var orders = ByteInterner()
        var groups: [Group] = []
        private var places: [Int64: Int32] = [:]
        private let keys: OrderKey

        init(keys: OrderKey) { self.keys = keys }

        mutating func read(_ bytes: UnsafeRawBufferPointer, _ badOrders: BadOrders) {
            var start = 0
            while start < bytes.count {
                let row = SpilledRow(bytes, at: start)
                let key = keys.of(row)
                if !badOrders.contains(key) { add(row, key, at: start) }
                start = row.end
            }
        }

        private mutating func add(_ row: SpilledRow, _ key: UnsafeBufferPointer<UInt8>, at start: Int) {
            let account = accounts.intern(row.account)
            if account == accountNames.count {
                accountNames.append("")
                nameDays.append(.min)
            }
            // The latest name counts.
            if row.accountName.count > 0, row.numbers.day >= nameDays[account] {
                nameDays[account] = row.numbers.day
                if !accountNames[account].utf8.elementsEqual(row.accountName) {
                    accountNames[account] = String(decoding: row.accountName, as: UTF8.self)
                }
            }
            let order = orders.intern(key)
            let place = Int32(starts.count)
            starts.append(start)
            let both = Int64(account) << 32 | Int64(order)
            guard let group = places[both] else {
                places[both] = Int32(groups.count)
                groups.append(
                    Group(
                        account: Int32(account), order: Int32(order), day: row.numbers.day, place: 1, rows: [place]))
                return
            }
            guard keys.rule == .row else {
                groups[Int(group)].rows.append(place)
                groups[Int(group)].day = min(groups[Int(group)].day, row.numbers.day)
                return
            }
            // The latest of the equals stands under their key.
            places[both] = Int32(groups.count)
            groups.append(
                Group(
                    account: Int32(account), order: Int32(order), day: row.numbers.day,
                    place: groups[Int(group)].place + 1,
                    rows: [place]))
        }

        /// By account code, then day, then place in the file.
        mutating func sort() {
            let byCode = (0..<accounts.count).sorted { accounts.precedes($0, $1) }
            var ranks = [Int32](repeating: 0, count: accounts.count)
            for (rank, account) in byCode.enumerated() { ranks[account] = Int32(rank) }
            groups.sort {
                (ranks[Int($0.account)], $0.day, $0.rows[0]) < (ranks[Int($1.account)], $1.day, $1.rows[0])
            }
        }
    }
}

/// Puts groups into a ledger batch.
private struct BatchBuilder {
    var batch = OrderBatch()
    private let catalogue: Catalogue
    private var accounts: [Int: Int] = [:]
    private var products: [Int32: Int] = [:]
    private var regions: [Int32: Int] = [:]
    private var hash = ContentHash()
    private var account = 0
    private var firstLine = 0

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    var finished: OrderBatch {
        var batch = batch
        batch.duplicates = hash.duplicates
        return batch
    }

    mutating func begin(account number: Int, draft: () -> AccountDraft) {
        firstLine = batch.lines.count
        if let place = accounts[number] {
            account = place
            return
        }
        account = batch.accounts.count
        accounts[number] = account
        batch.accounts.append(draft())
    }

    mutating func add(_ numbers: SpilledRow.Numbers) throws(TabularError) {
        let product = try place(ofProduct: numbers.product)
        let region = numbers.region < 0 ? nil : place(ofRegion: numbers.region)
        let line = LedgerLine(
            product: product, quantity: Quantity(thousandths: numbers.quantity),
            unitPrice: UnitPrice(millionths: numbers.unitPrice), amount: numbers.amount,
            cost: numbers.knowsCost ? numbers.cost : nil, discount: numbers.knowsDiscount ? numbers.discount : nil,
            region: region)
        hash.add(line, product: batch.products[product].code, region: region.map { batch.regions[$0] } ?? "")
        batch.lines.append(line)
    }

    mutating func end(_ identity: (number: String, key: String), day: Day, _ first: SpilledRow.Numbers) {
        let kind = OrderKind(rawValue: Int(first.kind)) ?? .sale
        let currency = catalogue.currencies[Int(first.currency)]
        let hash = hash.finish(account: batch.accounts[account].code, day: day, currency: currency, kind: kind)
        batch.orders.append(
            OrderBatch.Order(
                account: account, number: identity.number, key: identity.key, day: day, kind: kind, currency: currency,
                lines: firstLine..<batch.lines.count, hash: hash))
    }

    private mutating func place(ofProduct number: Int32) throws(TabularError) -> Int {
        if let place = products[number] { return place }
        let place = batch.products.count
        products[number] = place
        batch.products.append(
            OrderBatch.Product(
                code: catalogue.products.text(Int(number)), name: try catalogue.productNames.text(Int(number)),
                category: catalogue.category(ofProduct: Int(number))))
        return place
    }

    private mutating func place(ofRegion number: Int32) -> Int {
        if let place = regions[number] { return place }
        let place = batch.regions.count
        regions[number] = place
        batch.regions.append(catalogue.regions.text(Int(number)))
        return place
    }
}
