package import Database

/// Fills the costs by day of accounts that were there before days had costs, from their lines; goes on where it stopped.
package enum DayCosts {
    private static let accountsAtOnce = 200
    private static let setting = "day_costs_open"

    /// Fills what is left to be filled; nothing where all is.
    package static func fill(_ database: any Database) async throws {
        while try await database.read({ try isOpen(in: $0) }) {
            try await database.write { try step(in: $0) }
        }
    }

    /// Whether some days may lack their costs.
    package static func isOpen(in connection: any Connection) throws -> Bool { try place(in: connection) != nil }

    /// The next accounts, with the place in the same transaction.
    private static func step(in connection: any Connection) throws {
        guard let place = try place(in: connection) else { return }
        let accounts = try connection.rows(
            """
            SELECT id FROM accounts WHERE id > \(place.last) AND id <= \(place.end) ORDER BY id LIMIT \(accountsAtOnce)
            """
        ) { try $0.int(0) }
        guard let last = accounts.last else {
            try connection.execute("DELETE FROM settings WHERE name = \(setting)")
            return
        }
        let computed = try LedgerBooks.book(accounts, in: connection).settled
        let stored = try FactsStore.load(accounts, in: connection)
        let costed = computed.days.filter { $0.facts.cost != 0 || $0.facts.costedRevenue != 0 }
        try ChangedAccounts.note(Array(Set(costed.map(\.key.account))).sorted(), in: connection)
        try FactsStore.replace(FactsStore.orderDays, computed.days, stored.days, computed.days, in: connection) {
            try $0.write($1, $2)
        }
        try connection.execute("UPDATE settings SET value = \("\(last):\(place.end)") WHERE name = \(setting)")
    }

    /// The last account that is filled, and the last to be.
    private static func place(in connection: any Connection) throws -> (last: Int, end: Int)? {
        let value = try connection.first("SELECT value FROM settings WHERE name = \(setting)") { try $0.text(0) }
        let parts = (value ?? "").split(separator: ":").compactMap { Int($0) }
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
}
