import Database

/// Ids taken in advance for one writer, so that a batch needs no second writer while its transaction runs.
struct ReservedIDs: Sendable {
    private(set) var accounts = 0..<0
    private(set) var products = 0..<0
    private(set) var orders = 0..<0
    private(set) var lines = 0..<0

    init() {}

    /// Makes sure the batch cannot run out; takes more than it needs only when more batches follow.
    mutating func cover(_ batch: OrderBatch, moreFollow: Bool, in database: any Database) async throws {
        let needs = [batch.accounts.count, batch.products.count, batch.orders.count, batch.lines.count]
        let held = [accounts.count, products.count, orders.count, lines.count]
        let blocks = [5_000, 1_000, 50_000, 500_000]
        let short = needs.indices.filter { needs[$0] > held[$0] }
        guard !short.isEmpty else { return }
        let sizes = needs.indices.map { moreFollow ? max(needs[$0], blocks[$0]) : needs[$0] }
        let firsts = try await database.write { connection in
            try short.map { try Identifiers.reserve(sizes[$0], for: Self.names[$0], in: connection) }
        }
        for (index, first) in zip(short, firsts) { self[index] = first..<(first + sizes[index]) }
    }

    /// Just enough for a batch, in the transaction that writes it.
    init(for batch: OrderBatch, in connection: any Connection) throws {
        let needs = [batch.accounts.count, batch.products.count, batch.orders.count, batch.lines.count]
        for (index, count) in needs.enumerated() where count > 0 {
            let first = try Identifiers.reserve(count, for: Self.names[index], in: connection)
            self[index] = first..<(first + count)
        }
    }

    /// Forgets what a written batch used.
    mutating func advance(accounts: Int, products: Int, orders: Int, lines: Int) {
        self.accounts = accounts..<self.accounts.upperBound
        self.products = products..<self.products.upperBound
        self.orders = orders..<self.orders.upperBound
        self.lines = lines..<self.lines.upperBound
    }

    private static let names = ["accounts", "products", "orders", "order_lines"]

    private subscript(index: Int) -> Range<Int> {
        get { [accounts, products, orders, lines][index] }
        set {
            switch index {
            case 0: accounts = newValue
            case 1: products = newValue
            case 2: orders = newValue
            default: lines = newValue
            }
        }
    }
}
