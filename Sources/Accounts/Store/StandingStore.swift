package import Database

/// Keeps how accounts stand.
package enum StandingStore {
    /// Puts these in place of all there were.
    package static func replace(_ standings: [AccountStanding], in connection: any Connection) throws {
        try connection.execute("DELETE FROM account_standings")
        try write(standings, onConflict: .refuse, in: connection)
    }

    /// Puts these in place of those of the same accounts.
    package static func update(_ standings: [AccountStanding], in connection: any Connection) throws {
        try write(standings, onConflict: .replace(key: ["account_id"]), in: connection)
    }

    private static func write(
        _ standings: [AccountStanding], onConflict conflict: BulkTarget.Conflict, in connection: any Connection
    ) throws {
        let target = BulkTarget(
            "account_standings",
            [
                ("account_id", .bigint), ("unit_id", .bigint), ("tier", .integer), ("safety", .integer),
                ("value_score", .double), ("loyalty", .double), ("growth", .double), ("contribution_minor", .bigint),
            ], onConflict: conflict)
        try connection.bulk(target) { writer in
            for standing in standings {
                writer.integer(standing.account)
                writer.integer(standing.unit)
                writer.integer(standing.tier.map(Int64.init))
                writer.integer(standing.safety.map(Int64.init))
                for number in [standing.value, standing.loyalty, standing.growth] {
                    if let number { writer.double(number) } else { writer.null() }
                }
                writer.integer(standing.contribution)
                try writer.endRow()
            }
        }
    }
}
