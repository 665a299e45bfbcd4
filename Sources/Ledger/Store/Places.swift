import Accounts
package import Database

/// The ids behind a batch's accounts, products and regions; products and regions that are new are stored here.
struct Places {
    let accounts: AccountRegister.Resolved
    private(set) var newProducts = 0
    private(set) var nextProduct: Int
    private var productIDs: [Int] = []
    private var regionIDs: [Int] = []
    private var categoryOfProduct: [Int: Int] = [:]

    init(
        _ batch: OrderBatch, _ plan: OrderPlan, ids: ReservedIDs, products: inout KnownProducts, run: Int,
        in connection: any Connection
    ) throws {
        nextProduct = ids.products.lowerBound
        // Orders that are here already may come with names that were missing before.
        guard !plan.toWrite.isEmpty || batch.bringsNames else {
            accounts = .none(nextID: ids.accounts.lowerBound)
            return
        }
        accounts = try AccountRegister.resolve(batch.accounts, nextID: ids.accounts.lowerBound, in: connection)
        try AccountRegister.name(accounts.named.map { (accounts.ids[$0], batch.accounts[$0]) }, in: connection)
        regionIDs = try Names.ids(of: batch.regions, in: "regions", connection)
        let found = try products.resolve(batch.products, nextID: nextProduct, run: run, in: connection)
        newProducts = found.new
        nextProduct += found.new
        productIDs = found.products.map(\.id)
        for product in found.products where product.category != nil { categoryOfProduct[product.id] = product.category }
    }

    /// The line with ids in place of the batch's places.
    func located(_ line: LedgerLine) -> LedgerLine {
        var line = line
        line.product = productIDs[line.product]
        line.region = line.region.map { regionIDs[$0] }
        return line
    }

    func category(of product: Int) -> Int? { categoryOfProduct.isEmpty ? nil : categoryOfProduct[product] }
}

/// By what the orders of a source are known: one rule for all its files, or each file would bring all orders in again.
package enum SourceRule {
    /// The rule of a source that has orders; nil for one that has none.
    package static func of(_ source: Int, in connection: any Connection) throws -> String? {
        let isUsed = try connection.integer("SELECT 1 FROM order_numbers WHERE source_id = \(source) LIMIT 1") != nil
        guard isUsed else { return nil }
        return try connection.first("SELECT coalesce(order_rule, 'number') FROM sources WHERE id = \(source)") {
            try $0.text(0)
        }
    }

    package static func keep(_ rule: String, for source: Int, in connection: any Connection) throws {
        try connection.execute("UPDATE sources SET order_rule = \(rule) WHERE id = \(source)")
    }
}

/// Small lists of names that grow as they are met: sources, regions, categories.
package enum Names {
    /// Nil for a name that is not there.
    package static func id(of name: String, in table: StaticString, _ connection: any Connection) throws -> Int? {
        try connection.integer("SELECT id FROM \(unsafe: "\(table)") WHERE name = \(name)")
    }

    /// One id for each name, in the same sequence; unknown names are added.
    package static func ids(of names: [String], in table: StaticString, _ connection: any Connection) throws -> [Int] {
        guard !names.isEmpty else { return [] }
        let table = "\(table)"
        var known: [ExactText: Int] = [:]
        try connection.forEachRow("SELECT name, id FROM \(unsafe: table) WHERE name IN \(list: names)") {
            known[ExactText(try $0.text(0))] = try $0.int(1)
        }
        return try names.map { name in
            if let id = known[ExactText(name)] { return id }
            let id = try Identifiers.reserve(1, for: table, in: connection)
            try connection.execute("INSERT INTO \(unsafe: table) (id, name) VALUES (\(id), \(name))")
            known[ExactText(name)] = id
            return id
        }
    }
}

extension OrderBatch {
    fileprivate var bringsNames: Bool {
        accounts.contains { !$0.name.isEmpty } || products.contains { !$0.name.isEmpty }
    }
}
