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

    init(_ batch: OrderBatch, _ plan: OrderPlan, ids: ReservedIDs, run: Int, in connection: any Connection) throws {
        nextProduct = ids.products.lowerBound
        guard !plan.toWrite.isEmpty else {
            accounts = .none(nextID: ids.accounts.lowerBound)
            return
        }
        accounts = try AccountRegister.resolve(batch.accounts, nextID: ids.accounts.lowerBound, in: connection)
        regionIDs = try Names.ids(of: batch.regions, in: "regions", connection)
        try resolveProducts(batch.products, run, connection)
    }

    /// The line with ids in place of the batch's places.
    func located(_ line: LedgerLine) -> LedgerLine {
        var line = line
        line.product = productIDs[line.product]
        line.region = line.region.map { regionIDs[$0] }
        return line
    }

    func category(of product: Int) -> Int? { categoryOfProduct[product] }

    private mutating func resolveProducts(
        _ products: [OrderBatch.Product], _ run: Int, _ connection: any Connection
    ) throws {
        var known: [String: Int] = [:]
        try connection.forEachRow(
            "SELECT code, id, category_id FROM products WHERE code IN \(list: products.map(\.code))"
        ) { row in
            let id = try row.int(1)
            known[try row.text(0)] = id
            categoryOfProduct[id] = row.optionalInt(2)
        }
        let new = products.filter { known[$0.code] == nil }
        let categories = Set(new.map(\.category)).subtracting([""]).sorted()
        let categoryIDs = Dictionary(
            uniqueKeysWithValues: zip(categories, try Names.ids(of: categories, in: "categories", connection)))
        try connection.bulk(Self.target) { writer in
            for product in new {
                known[product.code] = nextProduct
                categoryOfProduct[nextProduct] = categoryIDs[product.category]
                writer.integer(nextProduct)
                writer.text(product.code)
                writer.text(product.name.isEmpty ? product.code : product.name)
                writer.integer(categoryIDs[product.category].map(Int64.init))
                writer.integer(run)
                try writer.endRow()
                nextProduct += 1
            }
        }
        newProducts = new.count
        productIDs = try products.map { product in
            guard let id = known[product.code] else { throw DatabaseError.unexpectedNull(column: 1) }
            return id
        }
    }

    private static let target = BulkTarget(
        "products",
        [("id", .bigint), ("code", .text), ("name", .text), ("category_id", .bigint), ("created_run", .bigint)])
}

/// Small lists of names that grow as they are met: sources, regions, categories.
package enum Names {
    /// One id for each name, in the same sequence; unknown names are added.
    package static func ids(of names: [String], in table: StaticString, _ connection: any Connection) throws -> [Int] {
        guard !names.isEmpty else { return [] }
        let table = "\(table)"
        var known: [String: Int] = [:]
        try connection.forEachRow("SELECT name, id FROM \(unsafe: table) WHERE name IN \(list: names)") {
            known[try $0.text(0)] = try $0.int(1)
        }
        return try names.map { name in
            if let id = known[name] { return id }
            let id = try Identifiers.reserve(1, for: table, in: connection)
            try connection.execute("INSERT INTO \(unsafe: table) (id, name) VALUES (\(id), \(name))")
            known[name] = id
            return id
        }
    }
}
