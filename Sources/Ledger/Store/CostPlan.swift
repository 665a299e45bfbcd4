package import Database

/// What costs mean for the ledger as it stands: which are new, which changed, which are there already.
package struct CostPlan: Sendable {
    package struct Change: Sendable {
        /// The cost's place among those given.
        package var place: Int
        package var stored: StoredCost
    }

    /// Places among those given.
    package private(set) var new: [Int] = []
    package private(set) var changed: [Change] = []
    package private(set) var unchanged = 0

    /// - Parameter costs: each number once.
    package init(_ costs: [NumberedCost], source: Int, in connection: any Connection) throws {
        let stored = try Self.stored(costs.map(\.number), source: source, in: connection)
        for (place, entry) in costs.enumerated() {
            guard let known = stored[ExactText(entry.number)] else {
                new.append(place)
                continue
            }
            if known.cost == entry.cost {
                unchanged += 1
            } else {
                changed.append(Change(place: place, stored: known))
            }
        }
    }

    /// Places of the costs that would change a closed month.
    package func late(_ costs: [NumberedCost], _ closed: ClosedMonths?) -> [Int] {
        guard let closed else { return [] }
        let moved = changed.filter {
            closed.contains($0.stored.cost.day) || closed.contains(costs[$0.place].cost.day)
        }
        return (new.filter { closed.contains(costs[$0].cost.day) } + moved.map(\.place)).sorted()
    }

    private static func stored(
        _ numbers: [String], source: Int, in connection: any Connection
    ) throws -> [ExactText: StoredCost] {
        var found: [ExactText: StoredCost] = [:]
        try connection.forEachRow(
            """
            SELECT \(StoredCost.columns("c")), c.number FROM account_costs c
            WHERE c.source_id = \(source) AND c.number IN \(list: numbers)
            """
        ) { found[ExactText(try $0.text(StoredCost.columnCount))] = try StoredCost($0) }
        return found
    }
}
