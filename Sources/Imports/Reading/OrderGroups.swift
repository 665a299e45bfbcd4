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
        var day: Int32
        /// Places in `starts`, the first row first.
        var rows: [Int32]
    }

    private let bytes: [UInt8]
    private let starts: [Int]
    private let accounts: ByteInterner
    private let accountNames: [String]
    private let orders: ByteInterner
    private let groups: [Group]

    /// - Parameter badOrders: left out.
    init(_ bytes: [UInt8], without badOrders: BadOrders) {
        var builder = Builder()
        bytes.withUnsafeBytes { builder.read($0, badOrders) }
        builder.sort()
        self.bytes = bytes
        starts = builder.starts
        accounts = builder.accounts
        accountNames = builder.accountNames
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
        return (builder.batch, end)
    }

    private func add(_ group: Group, to builder: inout BatchBuilder) throws(TabularError) {
        builder.begin(account: Int(group.account)) {
            AccountDraft(code: accounts.text(Int(group.account)), name: accountNames[Int(group.account)])
        }
        var first: SpilledRow.Numbers?
        for row in group.rows {
            let numbers = bytes.withUnsafeBytes {
                $0.loadUnaligned(fromByteOffset: starts[Int(row)], as: SpilledRow.Numbers.self)
            }
            first = first ?? numbers
            try builder.add(numbers)
        }
        if let first { builder.end(number: orders.text(Int(group.order)), first) }
    }

    private struct Builder {
        var starts: [Int] = []
        var accounts = ByteInterner()
        var accountNames: [String] = []
        var orders = ByteInterner()
        var groups: [Group] = []
        private var places: [Int64: Int32] = [:]

        mutating func read(_ bytes: UnsafeRawBufferPointer, _ badOrders: BadOrders) {
            var start = 0
            while start < bytes.count {
                let row = SpilledRow(bytes, at: start)
                if !badOrders.contains(row.order) { add(row, at: start) }
                start = row.end
            }
        }

        private mutating func add(_ row: SpilledRow, at start: Int) {
            let account = accounts.intern(row.account)
            if account == accountNames.count { accountNames.append("") }
            if accountNames[account].isEmpty {
                accountNames[account] = String(decoding: row.accountName, as: UTF8.self)
            }
            let order = orders.intern(row.order)
            let place = Int32(starts.count)
            starts.append(start)
            let key = Int64(account) << 32 | Int64(order)
            if let group = places[key] {
                groups[Int(group)].rows.append(place)
            } else {
                places[key] = Int32(groups.count)
                groups.append(
                    Group(account: Int32(account), order: Int32(order), day: row.numbers.day, rows: [place]))
            }
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

    mutating func end(number: String, _ first: SpilledRow.Numbers) {
        let day = Day(Int(first.day))
        let kind = OrderKind(rawValue: Int(first.kind)) ?? .sale
        let currency = catalogue.currencies[Int(first.currency)]
        let hash = hash.finish(account: batch.accounts[account].code, day: day, currency: currency, kind: kind)
        batch.orders.append(
            OrderBatch.Order(
                account: account, number: number, day: day, kind: kind, currency: currency,
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
