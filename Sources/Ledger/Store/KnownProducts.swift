import Database

/// The products a writer has met, so that each batch asks the database only about the ones that are new to it.
struct KnownProducts: Sendable {
    struct Product: Sendable {
        var id: Int
        var category: Int?
    }

    /// Products held at most: beyond it all are forgotten and asked for again.
    private static let room = 100_000

    private var byCode: [String: Product] = [:]
    private var undoneRuns = 0

    /// A run that was undone since may have taken products away with it.
    mutating func forgetIfUndone(in connection: any Connection) throws {
        let undone = try connection.integer("SELECT count(*) FROM runs WHERE state = 'undone'") ?? 0
        if undone != undoneRuns { byCode.removeAll() }
        undoneRuns = undone
    }

    /// One answer for each product, in the same sequence; those that are in no table yet are stored under ids from
    /// `nextID` on.
    mutating func resolve(
        _ products: [OrderBatch.Product], nextID: Int, run: Int, in connection: any Connection
    ) throws -> (products: [Product], new: Int) {
        if byCode.count > Self.room { byCode.removeAll() }
        try lookUp(products.map(\.code).filter { byCode[$0] == nil }, in: connection)
        let new = products.filter { byCode[$0.code] == nil }
        try store(new, nextID: nextID, run: run, in: connection)
        let found = try products.map { product in
            guard let known = byCode[product.code] else { throw DatabaseError.unexpectedNull(column: 0) }
            return known
        }
        return (found, new.count)
    }

    private mutating func lookUp(_ codes: [String], in connection: any Connection) throws {
        guard !codes.isEmpty else { return }
        try connection.forEachRow("SELECT code, id, category_id FROM products WHERE code IN \(list: codes)") { row in
            byCode[try row.text(0)] = Product(id: try row.int(1), category: row.optionalInt(2))
        }
    }

    private mutating func store(
        _ products: [OrderBatch.Product], nextID: Int, run: Int, in connection: any Connection
    ) throws {
        let categories = Set(products.map(\.category)).subtracting([""]).sorted()
        let ids = Dictionary(
            uniqueKeysWithValues: zip(categories, try Names.ids(of: categories, in: "categories", connection)))
        var nextID = nextID
        try connection.bulk(Self.target) { writer in
            for product in products {
                let known = Product(id: nextID, category: ids[product.category])
                byCode[product.code] = known
                writer.integer(known.id)
                writer.text(product.code)
                writer.text(product.name.isEmpty ? product.code : product.name)
                writer.integer(known.category.map(Int64.init))
                writer.integer(run)
                try writer.endRow()
                nextID += 1
            }
        }
    }

    private static let target = BulkTarget(
        "products",
        [("id", .bigint), ("code", .text), ("name", .text), ("category_id", .bigint), ("created_run", .bigint)])
}
