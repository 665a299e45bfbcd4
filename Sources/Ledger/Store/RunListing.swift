import Database
package import Site

/// Which runs a list shows, the newest first; nil takes any.
package struct RunListing: Sendable, Hashable {
    package var state: Run.State?
    /// Of costs, or of orders.
    package var isOfCosts: Bool?
    /// Only those of which lines were rejected.
    package var hasRejects = false
    package var place = ListPlace<Int>.start
    package var size = 50

    package init() {}

    var condition: SQL {
        var conditions: [SQL] = []
        if let state { conditions.append("state = \(state.rawValue)") }
        if let isOfCosts {
            conditions.append(isOfCosts ? "kind = \(RunKind.costs)" : "kind <> \(RunKind.costs)")
        }
        if hasRejects { conditions.append("rejected > 0") }
        if let run = place.mark {
            let side: SQL = place.isBackward ? ">" : "<"
            conditions.append("id \(side) \(run)")
        }
        return conditions.isEmpty ? "TRUE" : SQL.joined(conditions, by: " AND ")
    }
}
