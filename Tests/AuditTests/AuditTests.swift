import Audit
import Database
import DatabaseTesting
import Rights
import Testing

private let schema = [Identifiers.migration] + AuditSchema.migrations

@Suite("The audit: appended, sealed, never changed")
struct AuditTests {
    private static let li = Author(user: 7, name: "Li Wei", way: .page, address: "10.0.0.5") { 1_000 }

    /// Notes so many changes of one user.
    private static func fill(_ database: any Database, _ count: Int) async throws {
        try await database.acting(as: li).write { connection in
            for place in 0..<count {
                try Audit.note(
                    .userChanged, AuditSubject(.user, place % 3, named: "Wang"),
                    [AuditChange("name", "Wang", "Wang \(place)")], in: connection)
            }
        }
    }

    @Test("An entry says who, when, from where, what, before and after", arguments: TestDatabase.allCases)
    func entry(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            try await Self.fill(database, 1)
            let entry = try #require(try await AuditStore(database).entries(AuditListing(), scope: .everything).first)
            #expect(entry.user == 7)
            #expect(entry.userName == "Li Wei")
            #expect(entry.way == "page")
            #expect(entry.time == 1_000)
            #expect(entry.address == "10.0.0.5" && entry.act == "user.changed")
            #expect(entry.subject == AuditSubject(.user, 0, named: "Wang"))
            #expect(entry.changes == [AuditChange("name", "Wang", "Wang 0")])
            // Nobody but those who see everything reads it.
            #expect(try await AuditStore(database).entries(AuditListing(), scope: .nothing) == [])
        }
    }

    @Test("What is rolled back leaves no entry", arguments: TestDatabase.allCases)
    func together(kind: TestDatabase) async throws {
        struct Own: Error {}
        try await kind.run(migrations: schema) { database in
            await #expect(throws: Own.self) {
                try await database.write { connection in
                    try Audit.note(.twoStepOn, AuditSubject(.user, 1, named: ""), in: connection)
                    throw Own()
                }
            }
            let check = try await AuditStore(database).check()
            #expect(check.entries == 0)
        }
    }

    @Test("Filters by person, record, act and time; pages in both directions", arguments: TestDatabase.allCases)
    func listing(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            try await Self.fill(database, 30)
            try await database.acting(as: Author(user: nil, name: "root", way: .command) { 2_000 }).write {
                try Audit.note(.roleAdded, AuditSubject(.role, "x", named: "X"), in: $0)
            }
            let store = AuditStore(database)
            func ids(_ change: (inout AuditListing) -> Void) async throws -> [Int] {
                var listing = AuditListing()
                change(&listing)
                return try await store.entries(listing, scope: .everything).map(\.id)
            }
            #expect(try await ids { $0.user = 7 }.count == 30)
            #expect(try await ids { ($0.subject, $0.subjectID) = (.user, "2") }.count == 10)
            #expect(try await ids { $0.act = "role.added" } == [31])
            #expect(try await ids { $0.from = 1_001 } == [31])
            #expect(try await ids { $0.before = 2_000 }.count == 30)
            #expect(try await ids { $0.size = 2 } == [31, 30, 29])
            #expect(try await ids { ($0.size, $0.place) = (2, .after(30)) } == [29, 28, 27])
            #expect(try await ids { ($0.size, $0.place) = (2, .before(28)) } == [29, 30, 31])
        }
    }

    @Test("The database itself refuses to change or delete an entry or a seal", arguments: TestDatabase.allCases)
    func kept(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            try await Self.fill(database, 3)
            #expect(try await AuditStore(database).seal(now: 5) == 3)
            let attempts: [SQL] = [
                "UPDATE audit_entries SET user_name = 'x'", "DELETE FROM audit_entries WHERE id = 1",
                "UPDATE audit_seals SET seal = ''", "DELETE FROM audit_seals", "DELETE FROM audit_sealed",
            ]
            for attempt in attempts {
                await #expect(throws: (any Error).self) { try await database.write { try $0.execute(attempt) } }
            }
            let check = try await AuditStore(database).check()
            #expect(check.entries == 3)
            #expect(check.unsealed == 0)
            #expect(check.seals == 1)
            #expect(check.problems == [])
        }
    }

    @Test("Seals are a chain: whatever is changed, added or taken away shows", arguments: TestDatabase.allCases)
    func chain(kind: TestDatabase) async throws {
        let damages: [SQL] = [
            "UPDATE audit_entries SET changes = '[]' WHERE id = 2",
            "UPDATE audit_entries SET user_name = 'Wang' WHERE id = 5",
            "UPDATE audit_entries SET made = made + 1 WHERE id = 1",
            "DELETE FROM audit_entries WHERE id = 3",
            "DELETE FROM audit_seals WHERE id = 1",
            "UPDATE audit_seals SET seal = 'f' WHERE id = 2",
        ]
        for damage in damages {
            try await kind.run(migrations: schema) { database in
                let store = AuditStore(database)
                for _ in 0..<3 {
                    try await Self.fill(database, 2)
                    #expect(try await store.seal(now: 5) == 2)
                }
                #expect(try await store.seal(now: 5) == 0)
                let sound = try await store.check()
                #expect(sound.seals == 3)
                #expect(sound.problems == [])
                #expect(sound.lastSeal.count == 64)
                // Somebody with the whole database in hand takes the guards away first.
                try await database.write { connection in
                    for table in ["audit_entries", "audit_seals"] {
                        if kind == .postgres {
                            try connection.execute("DROP TRIGGER \(unsafe: table)_kept ON \(unsafe: table)")
                        } else {
                            try connection.execute("DROP TRIGGER \(unsafe: table)_no_update")
                            try connection.execute("DROP TRIGGER \(unsafe: table)_no_delete")
                        }
                    }
                    try connection.execute(damage)
                }
                let found = try await store.check()
                #expect(!found.problems.isEmpty)
            }
        }
    }

    @Test("An entry that comes late goes into a later seal", arguments: TestDatabase.allCases)
    func late(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database in
            let store = AuditStore(database)
            try await Self.fill(database, 4)
            #expect(try await store.seal(atMost: 3, now: 5) == 3)
            try await database.write {
                // A number that was reserved before the sealed ones.
                try $0.execute(
                    """
                    INSERT INTO audit_entries (id, made, user_name, way, act, subject, subject_id, subject_name, changes)
                    VALUES (0, 1, '', 'page', 'user.added', 'user', '9', '', '[]')
                    """)
            }
            #expect(try await store.check().unsealed == 2)
            #expect(try await store.seal(now: 6) == 2)
            let check = try await store.check()
            #expect(check.unsealed == 0)
            #expect(check.seals == 2)
            #expect(check.problems == [])
        }
    }
}
