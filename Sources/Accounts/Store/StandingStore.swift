package import Database

/// Keeps how accounts stand.
package enum StandingStore {
    /// Puts those that `each` tells in place of all there were.
    package static func replace(
        in connection: any Connection, each: (_ tell: (AccountStanding) throws -> Void) throws -> Void
    ) throws {
        try connection.refill(target(onConflict: .refuse), indexes: AccountsSchema.standingIndexes) { writer in
            try each { try writer.write($0) }
        }
    }

    /// Puts these in place of those of the same accounts.
    package static func update(_ standings: [AccountStanding], in connection: any Connection) throws {
        try connection.bulk(target(onConflict: .replace(key: ["account_id"]))) { writer in
            for standing in standings { try writer.write(standing) }
        }
    }

    private static func target(onConflict conflict: BulkTarget.Conflict) -> BulkTarget {
        BulkTarget(
            "account_standings",
            [
                ("account_id", .bigint), ("unit_id", .bigint), ("tier", .integer), ("safety", .integer),
                ("value_score", .double), ("loyalty", .double), ("growth", .double), ("contribution_minor", .bigint),
            ], onConflict: conflict)
    }
}

extension BulkWriter {
    fileprivate func write(_ standing: AccountStanding) throws {
        integer(standing.account)
        integer(standing.unit)
        integer(standing.tier.map(Int64.init))
        integer(standing.safety.map(Int64.init))
        double(standing.value)
        double(standing.loyalty)
        double(standing.growth)
        integer(standing.contribution)
        try endRow()
    }
}
