package import Database

/// Finds and creates the accounts that files and forms name. Used inside the ledger's writing transaction.
package enum AccountRegister {
    /// The accounts of a batch: known ones with their ids, new ones with the ids they will get.
    package struct Resolved: Sendable {
        /// One id for each draft, in the drafts' order.
        package var ids: [Int]
        /// Indices into the drafts that are new.
        package var new: [Int]
        /// Indices into the drafts that bring a name to an account that had only its code, or a later name.
        package var named: [Int] = []
        /// First free id behind those given to the new ones.
        package var nextID: Int

        /// Nothing asked for, nothing found.
        package static func none(nextID: Int) -> Resolved { Resolved(ids: [], new: [], nextID: nextID) }
    }

    /// Looks the codes up; a code that is not there gets the next id from `nextID` on but is not stored yet, so that
    /// it can be stored once, with its totals.
    package static func resolve(
        _ drafts: [AccountDraft], nextID: Int, in connection: any Connection
    ) throws -> Resolved {
        var known: [ExactText: Int] = [:]
        var names: [ExactText: (name: String, day: Int)] = [:]
        let codes = drafts.map(\.code)
        try connection.forEachRow("SELECT code, id, name, name_day FROM accounts WHERE code IN \(list: codes)") {
            let code = ExactText(try $0.text(0))
            known[code] = try $0.int(1)
            names[code] = (try $0.text(2), $0.optionalInt(3) ?? .min)
        }
        var result = Resolved(ids: [], new: [], nextID: nextID)
        for (index, draft) in drafts.enumerated() {
            if let id = known[ExactText(draft.code)] {
                result.ids.append(id)
                guard !draft.name.isEmpty, let before = names[ExactText(draft.code)],
                    ExactText(draft.name) != ExactText(before.name)
                else { continue }
                let isNameless = ExactText(before.name) == ExactText(draft.code)
                let isLater = draft.name != draft.code && draft.nameDay.map { $0 >= before.day } ?? false
                if isNameless || isLater { result.named.append(index) }
            } else {
                known[ExactText(draft.code)] = result.nextID
                result.ids.append(result.nextID)
                result.new.append(index)
                result.nextID += 1
            }
        }
        return result
    }

    /// Stores new accounts with what the ledger holds about them.
    package static func insert(
        _ accounts: [(id: Int, draft: AccountDraft, totals: AccountTotals)], run: Int?, in connection: any Connection
    ) throws {
        guard !accounts.isEmpty else { return }
        try connection.bulk(target) { writer in
            for account in accounts { try write(account, run, to: writer) }
        }
        try connection.bulk(BulkTarget("account_words", [("rowid", .bigint), ("words", .text)])) { writer in
            for account in accounts {
                writer.integer(account.id)
                writer.text(SearchText.indexed(account.draft.code, account.draft.name))
                try writer.endRow()
            }
        }
    }

    /// Former names that are kept.
    private static let mostFormer = 10

    /// Gives accounts a name in place of their code or of a former name, by which they are found from then on too.
    package static func name(_ accounts: [(id: Int, draft: AccountDraft)], in connection: any Connection) throws {
        guard !accounts.isEmpty else { return }
        var former: [Int: [String]] = [:]
        try connection.forEachRow(
            "SELECT id, code, name, former_names FROM accounts WHERE id IN \(list: accounts.map(\.id))"
        ) { row in
            let name = try row.text(2)
            let before = try row.text(3).split(separator: "\n").map(String.init)
            former[try row.int(0)] = (try row.text(1) == name ? [] : [name.replacing("\n", with: " ")]) + before
        }
        try connection.batch(
            accounts.map { id, draft in
                let names = Self.distinct(former[id] ?? [], except: draft.name).joined(separator: "\n")
                return """
                    UPDATE accounts SET name = \(draft.name), sort_name = \(SearchText.sortKey(draft.name)),
                        name_day = \(draft.nameDay), former_names = \(names)
                    WHERE id = \(id)
                    """
            })
        try connection.batch(
            accounts.map { id, draft in
                let names = Self.distinct(former[id] ?? [], except: draft.name).joined(separator: " ")
                return """
                    UPDATE account_words SET words = \(SearchText.indexed(draft.code, draft.name, names))
                    WHERE rowid = \(id)
                    """
            })
    }

    /// Each name once, the latest first.
    private static func distinct(_ names: [String], except current: String) -> [String] {
        var seen: Set = [current]
        return Array(names.filter { seen.insert($0).inserted }.prefix(mostFormer))
    }

    /// Replaces what known accounts show of the ledger.
    package static func keep(_ totals: [(id: Int, totals: AccountTotals)], in connection: any Connection) throws {
        try connection.batch(
            totals.map { id, totals in
                """
                UPDATE accounts SET revenue_minor = \(totals.revenue), orders = \(totals.orders),
                    first_day = \(totals.firstDay), last_day = \(totals.lastDay)
                WHERE id = \(id)
                """
            })
    }

    /// Takes away accounts that meet a condition and have no account below them; answers how many went.
    package static func remove(where condition: SQL, in connection: any Connection) throws -> Int {
        let ids = try connection.rows(
            """
            SELECT id FROM accounts WHERE \(condition)
            AND NOT EXISTS (SELECT 1 FROM accounts child WHERE child.parent_id = accounts.id)
            """
        ) { try $0.int(0) }
        try connection.execute("DELETE FROM account_words WHERE rowid IN \(list: ids)")
        return try connection.execute("DELETE FROM accounts WHERE id IN \(list: ids)")
    }

    /// People work with an account now, so it stays when the import that created it is taken back.
    package static func adopt(_ account: Int, in connection: any Connection) throws {
        try connection.execute(
            "UPDATE accounts SET created_run = NULL WHERE id = \(account) AND created_run IS NOT NULL")
    }

    private static let target = BulkTarget(
        "accounts",
        [
            ("id", .bigint), ("code", .text), ("name", .text), ("sort_name", .text), ("created_run", .bigint),
            ("revenue_minor", .bigint), ("orders", .bigint), ("first_day", .integer), ("last_day", .integer),
            ("name_day", .integer),
        ])

    private static func write(
        _ account: (id: Int, draft: AccountDraft, totals: AccountTotals), _ run: Int?, to writer: any BulkWriter
    ) throws {
        let name = account.draft.name.isEmpty ? account.draft.code : account.draft.name
        writer.integer(account.id)
        writer.text(account.draft.code)
        writer.text(name)
        writer.text(SearchText.sortKey(name))
        writer.integer(run.map(Int64.init))
        writer.integer(account.totals.revenue)
        writer.integer(account.totals.orders)
        writer.integer(account.totals.firstDay.map(Int64.init))
        writer.integer(account.totals.lastDay.map(Int64.init))
        writer.integer(account.draft.name.isEmpty ? nil : account.draft.nameDay.map(Int64.init))
        try writer.endRow()
    }
}
