package import Database
import Foundation
package import Rights

/// Which entries are asked for; nil takes any.
package struct AuditListing: Sendable, Hashable {
    package var user: Int?
    package var subject: AuditSubject.Kind?
    package var subjectID: String?
    package var act: String?
    /// Unix seconds, the first included, the second not.
    package var from: Int?
    package var before: Int?
    package var place = Place.start
    package var size = 50

    /// Newest first; a page begins at the newest, behind an entry, or ends before one.
    package enum Place: Sendable, Hashable {
        case start
        case after(Int)
        case before(Int)
    }

    package init() {}
}

/// Reads the audit, seals it and checks the seals.
package struct AuditStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// Newest first, or oldest first before an entry; one more than asked for when there are so many. The audit speaks of everything, so it is for those
    /// who see everything.
    package func entries(_ listing: AuditListing, scope: Scope) async throws -> [AuditEntry] {
        guard scope.isEverything else { return [] }
        var condition: SQL = "TRUE"
        if let user = listing.user { condition = condition + " AND user_id = \(user)" }
        if let subject = listing.subject { condition = condition + " AND subject = \(subject.rawValue)" }
        if let id = listing.subjectID { condition = condition + " AND subject_id = \(id)" }
        if let act = listing.act { condition = condition + " AND act = \(act)" }
        if let from = listing.from { condition = condition + " AND made >= \(from)" }
        if let before = listing.before { condition = condition + " AND made < \(before)" }
        var order: SQL = "id DESC"
        switch listing.place {
        case .start: break
        case .after(let id): condition = condition + " AND id < \(id)"
        case .before(let id):
            condition = condition + " AND id > \(id)"
            order = "id"
        }
        return try await database.read { [condition, order] connection in
            try connection.rows(
                """
                SELECT \(AuditEntry.columns) FROM audit_entries WHERE \(condition) ORDER BY \(order)
                LIMIT \(listing.size + 1)
                """
            ) { try AuditEntry($0, from: 0) }
        }
    }

    // MARK: Seals

    /// Seals what is not sealed yet, at most so many entries; answers how many. Entries are written without waiting for
    /// each other, and one that comes late goes into a later seal.
    package func seal(atMost limit: Int = 5_000, now: Int) async throws -> Int {
        let isDue = try await database.read { try Self.unsealed(1, in: $0).isEmpty == false }
        guard isDue else { return 0 }
        return try await database.write { connection in
            let entries = try Self.unsealed(limit, in: connection)
            guard !entries.isEmpty else { return 0 }
            let last = try connection.first("SELECT id, seal FROM audit_seals ORDER BY id DESC LIMIT 1") {
                (try $0.int(0), try $0.text(1))
            }
            var chain = SealChain(after: last?.1 ?? "")
            for entry in entries { chain.add(entry) }
            // The numbers of seals have no gaps: one that is missing shows.
            let seal = (last?.0 ?? 0) + 1
            try connection.execute(
                """
                INSERT INTO audit_seals (id, made, entries, seal)
                VALUES (\(seal), \(now), \(entries.count), \(chain.seal))
                """)
            try connection.bulk(BulkTarget("audit_sealed", [("entry_id", .bigint), ("seal_id", .bigint)])) { writer in
                for entry in entries {
                    writer.integer(entry.id)
                    writer.integer(seal)
                    try writer.endRow()
                }
            }
            return entries.count
        }
    }

    private static func unsealed(_ limit: Int, in connection: any Connection) throws -> [AuditEntry] {
        try connection.rows(
            """
            SELECT \(AuditEntry.columns) FROM audit_entries
            WHERE NOT EXISTS (SELECT 1 FROM audit_sealed WHERE audit_sealed.entry_id = audit_entries.id)
            ORDER BY id LIMIT \(limit)
            """
        ) { try AuditEntry($0, from: 0) }
    }

    /// What the seals say of the entries.
    package struct Check: Sendable, Equatable {
        package var entries = 0
        package var seals = 0
        package var unsealed = 0
        /// The last seal, to be noted elsewhere: who takes away the newest entries with their seals cannot take it back.
        package var lastSeal = ""
        package var problems: [String] = []
    }

    package func check() async throws -> Check {
        try await database.read { connection in
            var check = Check()
            check.entries = try connection.integer("SELECT CAST(count(*) AS BIGINT) FROM audit_entries") ?? 0
            check.unsealed =
                try connection.integer(
                    """
                    SELECT CAST(count(*) AS BIGINT) FROM audit_entries
                    WHERE NOT EXISTS (SELECT 1 FROM audit_sealed WHERE audit_sealed.entry_id = audit_entries.id)
                    """) ?? 0
            let seals = try connection.rows("SELECT id, entries, seal FROM audit_seals ORDER BY id") {
                (id: try $0.int(0), entries: try $0.int(1), seal: try $0.text(2))
            }
            for (place, seal) in seals.enumerated() {
                check.seals += 1
                if seal.id != place + 1 {
                    check.problems.append("audit: seal \(place + 1) is missing")
                    return check
                }
                var chain = SealChain(after: check.lastSeal)
                var count = 0
                try connection.forEachRow(
                    """
                    SELECT \(AuditEntry.columns) FROM audit_sealed
                    JOIN audit_entries ON audit_entries.id = audit_sealed.entry_id
                    WHERE audit_sealed.seal_id = \(seal.id) ORDER BY audit_sealed.entry_id
                    """
                ) {
                    chain.add(try AuditEntry($0, from: 0))
                    count += 1
                }
                if count != seal.entries {
                    check.problems.append(
                        "audit: seal \(seal.id) is of \(seal.entries) entries, and \(count) are there")
                } else if chain.seal != seal.seal {
                    check.problems.append("audit: entries of seal \(seal.id) are not what was sealed")
                }
                check.lastSeal = seal.seal
            }
            return check
        }
    }
}

extension AuditEntry {
    static let columns: SQL = """
        audit_entries.id, audit_entries.made, audit_entries.user_id, audit_entries.user_name, audit_entries.way,
        audit_entries.address, audit_entries.act, audit_entries.subject, audit_entries.subject_id,
        audit_entries.subject_name, audit_entries.changes
        """

    init(_ row: any Row, from first: Int) throws {
        let text = try row.text(first + 10)
        self.init(
            id: try row.int(first), time: try row.int(first + 1), user: row.optionalInt(first + 2),
            userName: try row.text(first + 3), way: try row.text(first + 4),
            address: row.optionalText(first + 5), act: try row.text(first + 6),
            subject: AuditSubject(
                AuditSubject.Kind(rawValue: try row.text(first + 7)) ?? .company, try row.text(first + 8),
                named: try row.text(first + 9)),
            changes: (try? JSONDecoder().decode([AuditChange].self, from: Data(text.utf8))) ?? [], changesText: text)
    }
}
