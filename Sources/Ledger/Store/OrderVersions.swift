import Database
import Measures

/// Former versions of orders: the row as it was, kept with the run that replaced it. The old lines stay where they are.
enum OrderVersions {
    static func keep(_ orders: [StoredOrder], replacedBy run: Int, in connection: any Connection) throws {
        // A run that meets an order twice keeps the version from before the run.
        let mine = Set(orders.filter { $0.run == run }.map(\.id))
        try connection.bulk(target) { writer in
            for order in orders where !mine.contains(order.id) {
                writer.integer(order.id)
                writer.integer(run)
                writer.integer(order.account)
                writer.integer(Int64(order.day.number))
                writer.integer(order.kind.rawValue)
                writer.text(order.currency.code)
                writer.integer(order.firstLine)
                writer.integer(order.lineCount)
                writer.integer(order.amount)
                writer.blob(order.hash)
                writer.integer(order.run)
                try writer.endRow()
            }
        }
    }

    private static let target = BulkTarget(
        "order_versions",
        [
            ("order_id", .bigint), ("replaced_by", .bigint), ("account_id", .bigint), ("day", .integer),
            ("kind", .integer), ("currency", .text), ("first_line", .bigint), ("line_count", .integer),
            ("amount_minor", .bigint), ("hash", .blob), ("run_id", .bigint),
        ])
}
