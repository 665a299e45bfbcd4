package import Database
package import Rights

/// A product of the company's catalogue.
package struct CatalogueProduct: Sendable, Hashable {
    package var id: Int
    package var code: String
    /// The code again when the books have no name.
    package var name: String
    package var category: String?
}

/// Reads the catalogue. It tells of no account, so whoever reads any account reads it whole.
package struct ProductReading: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// A page by code, and one more.
    package func products(after code: String?, limit: Int, scope: Scope) async throws -> [CatalogueProduct] {
        if scope.isNothing { return [] }
        let beyond: SQL = code.map { "products.code > \($0)" } ?? "TRUE"
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT products.id, products.code, products.name, categories.name
                FROM products LEFT JOIN categories ON categories.id = products.category_id
                WHERE \(beyond) ORDER BY products.code LIMIT \(limit + 1)
                """
            ) { row in
                CatalogueProduct(
                    id: try row.int(0), code: try row.text(1), name: try row.text(2), category: row.optionalText(3))
            }
        }
    }
}
