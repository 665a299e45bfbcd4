import Database

/// What stands behind orders when the run that wrote them is taken back: the latest version whose run still stands.
struct FormerVersions {
    /// By order; an order that has none goes.
    private(set) var standing: [Int: StoredOrder] = [:]
    /// Versions passed on the way, of runs undone earlier: nobody can get them back any more.
    private(set) var abandoned: [StoredOrder] = []
    /// Takes the rows of all of these away.
    private(set) var spent: [SQL] = []

    /// - Parameter orders: as they stand now, all of the run being undone.
    init(of orders: [StoredOrder], in connection: any Connection) throws {
        var kept: [Replaced: StoredOrder] = [:]
        try connection.forEachRow(
            """
            SELECT v.replaced_by, \(StoredOrder.columns("v", id: "order_id")) FROM order_versions v
            WHERE v.order_id IN \(list: orders.map(\.id))
            """
        ) { row in
            let version = try StoredOrder(row, from: 1)
            kept[Replaced(order: version.id, by: try row.int(0))] = version
        }
        guard !kept.isEmpty else { return }
        let undone = Set(
            try connection.rows("SELECT id FROM runs WHERE state IN ('undone', 'undoing')") { try $0.int(0) })
        for order in orders { follow(order, &kept, undone) }
    }

    private struct Replaced: Hashable {
        var order: Int
        var by: Int
    }

    private mutating func follow(_ order: StoredOrder, _ kept: inout [Replaced: StoredOrder], _ undone: Set<Int>) {
        var run = order.run
        // Each version is taken out as it is passed, so the walk ends whatever the rows say.
        while let version = kept.removeValue(forKey: Replaced(order: order.id, by: run)) {
            spent.append("DELETE FROM order_versions WHERE order_id = \(order.id) AND replaced_by = \(run)")
            guard undone.contains(version.run) else {
                standing[order.id] = version
                return
            }
            abandoned.append(version)
            run = version.run
        }
    }
}
