import Accounts
import Database
import Ledger
import Measures

/// Reads the facts of all units and measures them, a few stretches of accounts at a time.
struct UnitReading: Sendable {
    private let database: any Database
    private let count: Int

    /// - Parameter stretches: how many processors are taken.
    init(_ database: any Database, stretches: Int) { (self.database, count) = (database, stretches) }

    func measured(_ ground: EvaluationGround, _ groups: AccountGroups) async throws -> MeasuredUnits {
        let walk = FactsWalk(ground, groups)
        let stretches = try await database.read { try FactsWalk.stretches(count, in: $0) }
        // Each stretch is read in a snapshot of its own; when somebody wrote between them, they are read again.
        for _ in 0..<3 {
            var parts = try await read(stretches, walk, ground)
            guard Set(parts.map(\.version)).count <= 1 else { continue }
            var units = MeasuredUnits(ground)
            while !parts.isEmpty { units.add(parts.removeFirst().units) }
            return units
        }
        return try await database.read { connection in
            var units = MeasuredUnits(ground)
            for stretch in stretches {
                try walk.forEachUnit(in: stretch, connection) { units.add($0, $1) }
            }
            return units
        }
    }

    private struct Part: Sendable {
        var place: Int
        var version: String
        var units: MeasuredUnits
    }

    private func read(
        _ stretches: [Range<Int>], _ walk: FactsWalk, _ ground: EvaluationGround
    ) async throws -> [Part] {
        try await withThrowingTaskGroup(of: Part.self) { group in
            for (place, stretch) in stretches.enumerated() {
                group.addTask { [database] in
                    try await database.read { connection in
                        var units = MeasuredUnits(ground)
                        let version = try LedgerExtent.version(in: connection)
                        try walk.forEachUnit(in: stretch, connection) { units.add($0, $1) }
                        return Part(place: place, version: version, units: units)
                    }
                }
            }
            var parts: [Part] = []
            for try await part in group { parts.append(part) }
            return parts.sorted { $0.place < $1.place }
        }
    }
}

extension FactsWalk {
    /// As far back as judging looks: seasons take three years, a window may take more.
    init(_ ground: EvaluationGround, _ groups: AccountGroups) {
        let months = max(OrderRhythm.seasonYears.upperBound * 12, ground.rules.windowMonths) + 1
        self.init(
            currency: ground.currency, groups: groups, through: ground.day,
            since: ground.day.monthValue.advanced(by: -months), daysSince: ground.window.before.from,
            categoriesSince: ground.window.from.monthValue)
    }
}
