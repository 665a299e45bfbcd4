import Database

/// A record that runs write and replace.
protocol RunWritten {
    var id: Int { get }
    /// The run that wrote this version.
    var run: Int { get }
}

extension StoredOrder: RunWritten {}
extension StoredCost: RunWritten {}

/// What stands behind records when the run that wrote them is taken back: the latest version whose run still stands.
struct FormerVersions<Version: RunWritten> {
    struct Replaced: Hashable {
        var id: Int
        var by: Int
    }

    /// By record; one that has none goes.
    private(set) var standing: [Int: Version] = [:]
    /// Versions passed on the way, of runs undone earlier: nobody can get them back any more.
    private(set) var abandoned: [Version] = []
    /// The versions that are used up.
    private(set) var spent: [Replaced] = []

    private init(
        of records: [Version], _ versions: [Replaced: Version], in connection: any Connection
    ) throws {
        guard !versions.isEmpty else { return }
        let undone = Set(
            try connection.rows("SELECT id FROM runs WHERE state IN ('undone', 'undoing')") { try $0.int(0) })
        var versions = versions
        for record in records { follow(record, &versions, undone) }
    }

    private mutating func follow(_ record: Version, _ versions: inout [Replaced: Version], _ undone: Set<Int>) {
        var run = record.run
        // Each version is taken out as it is passed, so the walk ends whatever the rows say.
        while let version = versions.removeValue(forKey: Replaced(id: record.id, by: run)) {
            spent.append(Replaced(id: record.id, by: run))
            guard undone.contains(version.run) else {
                standing[record.id] = version
                return
            }
            abandoned.append(version)
            run = version.run
        }
    }
}

extension FormerVersions<StoredOrder> {
    /// - Parameter orders: as they stand now, all of the run being undone.
    init(of orders: [StoredOrder], in connection: any Connection) throws {
        var versions: [Replaced: StoredOrder] = [:]
        try connection.forEachRow(
            """
            SELECT v.replaced_by, \(StoredOrder.columns("v", id: "order_id")) FROM order_versions v
            WHERE v.order_id IN \(list: orders.map(\.id))
            """
        ) { row in
            let version = try StoredOrder(row, from: 1)
            versions[Replaced(id: version.id, by: try row.int(0))] = version
        }
        try self.init(of: orders, versions, in: connection)
    }

    func forget(in connection: any Connection) throws {
        try connection.batch(
            spent.map { "DELETE FROM order_versions WHERE order_id = \($0.id) AND replaced_by = \($0.by)" })
    }
}

extension FormerVersions<StoredCost> {
    /// - Parameter costs: as they stand now, all of the run being undone.
    init(of costs: [StoredCost], in connection: any Connection) throws {
        var versions: [Replaced: StoredCost] = [:]
        try connection.forEachRow(
            """
            SELECT v.replaced_by, \(StoredCost.columns("v", id: "cost_id")) FROM account_cost_versions v
            WHERE v.cost_id IN \(list: costs.map(\.id))
            """
        ) { row in
            let version = try StoredCost(row, from: 1)
            versions[Replaced(id: version.id, by: try row.int(0))] = version
        }
        try self.init(of: costs, versions, in: connection)
    }

    func forget(in connection: any Connection) throws {
        try connection.batch(
            spent.map { "DELETE FROM account_cost_versions WHERE cost_id = \($0.id) AND replaced_by = \($0.by)" })
    }
}
