import Database

/// The products a writer has met, so that each batch asks the database only about the ones that are new to it.
struct KnownProducts: Sendable {
    struct Product: Sendable {
        var id: Int
        var category: Int?
        /// False while its code stands in for a name.
        var hasName: Bool
    }

    /// Products held at most: beyond it all are forgotten and asked for again.
    private static let room = 100_000

    private var byCode: [ExactText: Product] = [:]
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
        let codes = products.map { ExactText($0.code) }
        var found = codes.map { byCode[$0] }
        let strange = found.indices.filter { found[$0] == nil }
        try lookUp(strange.map { codes[$0].text }, in: connection)
        let new = strange.filter { byCode[codes[$0]] == nil }.map { products[$0] }
        try store(new, nextID: nextID, run: run, in: connection)
        for place in strange { found[place] = byCode[codes[place]] }
        try name(found.indices.filter { found[$0]?.hasName == false }.map { products[$0] }, in: connection)
        return (
            try found.map { product in
                guard let product else { throw DatabaseError.unexpectedNull(column: 0) }
                return product
            }, new.count
        )
    }

    private mutating func lookUp(_ codes: [String], in connection: any Connection) throws {
        guard !codes.isEmpty else { return }
        try connection.forEachRow("SELECT code, id, category_id, name FROM products WHERE code IN \(list: codes)") {
            row in
            let code = ExactText(try row.text(0))
            byCode[code] = Product(
                id: try row.int(1), category: row.optionalInt(2), hasName: ExactText(try row.text(3)) != code)
        }
    }

    private mutating func name(_ products: [OrderBatch.Product], in connection: any Connection) throws {
        let products = products.filter { !$0.name.isEmpty }
        try connection.batch(
            products.map { "UPDATE products SET name = \($0.name) WHERE code = \($0.code)" })
        for product in products { byCode[ExactText(product.code)]?.hasName = true }
    }

    private mutating func store(
        _ products: [OrderBatch.Product], nextID: Int, run: Int, in connection: any Connection
    ) throws {
        let categories = Set(products.map { ExactText($0.category) }).subtracting([ExactText("")]).sorted()
        let found = try Names.ids(of: categories.map(\.text), in: "categories", connection)
        let ids = Dictionary(uniqueKeysWithValues: zip(categories, found))
        var nextID = nextID
        try connection.bulk(Self.target) { writer in
            for product in products {
                let known = Product(
                    id: nextID, category: ids[ExactText(product.category)], hasName: !product.name.isEmpty)
                byCode[ExactText(product.code)] = known
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
