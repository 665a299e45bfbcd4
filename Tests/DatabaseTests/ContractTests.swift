import Database
import DatabaseTesting
import Testing

private let schema = [
    Identifiers.migration,
    Migration(
        "test-001",
        [
            "CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, ratio DOUBLE PRECISION, on_sale BOOLEAN NOT NULL, picture BYTEA)",
            "CREATE TABLE totals (account BIGINT, month INTEGER, amount BIGINT NOT NULL, lines BIGINT NOT NULL, PRIMARY KEY (account, month))",
            "CREATE TABLE parts (id BIGINT PRIMARY KEY, thing BIGINT NOT NULL REFERENCES things (id), size BIGINT CHECK (size > 0))",
        ]),
]

private let totals: [(name: String, type: BulkTarget.ColumnType)] = [
    ("account", .bigint), ("month", .integer), ("amount", .bigint), ("lines", .bigint),
]

@Suite("Both databases keep the same promises")
struct ContractTests {
    @Test("What is bound comes back as it was", arguments: TestDatabase.allCases)
    func bound(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            let name = "O'Brien \"大客户\" \u{1F600} \\ {x}"
            let picture: [UInt8] = [0, 1, 255]
            try await database.write { db in
                try db.execute(
                    "INSERT INTO things (id, name, ratio, on_sale, picture) VALUES (\(Int.max), \(name), \(0.1), \(true), \(picture))"
                )
                try db.execute(
                    "INSERT INTO things (id, name, ratio, on_sale, picture) VALUES (\(-1), '', \(nil as Double?), \(false), \([] as [UInt8]))"
                )
            }
            let rows = try await database.read { db in
                try db.rows("SELECT id, name, ratio, on_sale, picture FROM things ORDER BY id") {
                    try Thing(
                        id: $0.int(0), name: $0.text(1), ratio: $0.optionalDouble(2), onSale: $0.bool(3),
                        picture: $0.blob(4))
                }
            }
            #expect(
                rows == [
                    Thing(id: -1, name: "", ratio: nil, onSale: false, picture: []),
                    Thing(id: Int.max, name: name, ratio: 0.1, onSale: true, picture: picture),
                ])
        }
    }

    @Test("A list is bound whole, empty or hostile", arguments: TestDatabase.allCases)
    func lists(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            let names = ["a,b", "quote\"d", "back\\slash", "{brace}", "NULL", "", "中文", "'); DROP TABLE things; --"]
            try await database.write { db in
                for (id, name) in names.enumerated() {
                    try db.execute("INSERT INTO things (id, name, on_sale) VALUES (\(id), \(name), \(false))")
                }
            }
            let found = try await database.read { db in
                (
                    try db.integer("SELECT CAST(count(*) AS BIGINT) FROM things WHERE name IN \(list: names)"),
                    try db.integer("SELECT CAST(count(*) AS BIGINT) FROM things WHERE id IN \(list: [1, 3, 99])"),
                    try db.integer("SELECT CAST(count(*) AS BIGINT) FROM things WHERE id IN \(list: [] as [Int])")
                )
            }
            #expect(found.0 == 8)
            #expect(found.1 == 2)
            #expect(found.2 == 0)
        }
    }

    @Test("A write that throws leaves nothing", arguments: TestDatabase.allCases)
    func rollback(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.write { db in
                    try db.execute("INSERT INTO things (id, name, on_sale) VALUES (1, 'kept?', \(false))")
                    try db.execute("INSERT INTO things (id, name, on_sale) VALUES (1, 'twin', \(false))")
                }
            }
            let left = try await count("things", database)
            #expect(left == 0)
        }
    }

    @Test("Broken rules have names", arguments: TestDatabase.allCases)
    func constraints(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            try await database.write {
                try $0.execute("INSERT INTO things (id, name, on_sale) VALUES (1, 'a', \(true))")
            }
            let cases: [(SQL, @Sendable (DatabaseError) -> Bool)] = [
                (
                    "INSERT INTO things (id, name, on_sale) VALUES (2, 'a', \(true))",
                    { if case .unique = $0 { true } else { false } }
                ),
                (
                    "INSERT INTO things (id, name, on_sale) VALUES (1, 'b', \(true))",
                    { if case .unique = $0 { true } else { false } }
                ),
                (
                    "INSERT INTO things (id, name, on_sale) VALUES (3, \(nil as String?), \(true))",
                    { if case .notNull = $0 { true } else { false } }
                ),
                (
                    "INSERT INTO parts (id, thing, size) VALUES (1, 9, 1)",
                    { if case .foreignKey = $0 { true } else { false } }
                ),
                (
                    "INSERT INTO parts (id, thing, size) VALUES (1, 1, 0)",
                    { if case .check = $0 { true } else { false } }
                ),
                ("SELECT nonsense FROM things", { if case .statement = $0 { true } else { false } }),
            ]
            for (sql, isExpected) in cases {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.write { try $0.execute(sql) }
                }
                #expect(
                    error.map(isExpected) == true, "\(sql.rendered(for: .sqlite).text): \(String(describing: error))")
            }
        }
    }

    @Test("Reading cannot write, and null is not zero", arguments: TestDatabase.allCases)
    func readOnly(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.read {
                    try $0.execute("INSERT INTO things (id, name, on_sale) VALUES (1, 'x', \(true))")
                }
            }
            await #expect(throws: DatabaseError.unexpectedNull(column: 0)) {
                try await database.read { try $0.first("SELECT CAST(sum(id) AS BIGINT) FROM things") { try $0.int(0) } }
            }
        }
    }

    @Test("Bulk rows are inserted, replace, or are refused", arguments: TestDatabase.allCases)
    func bulk(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            let replacing = BulkTarget("totals", totals, onConflict: .replace(key: ["account", "month"]))
            try await fill(database, BulkTarget("totals", totals), rows: 20_000, amount: 5)
            try await fill(database, replacing, rows: 30_000, amount: 7)
            try await fill(database, replacing, rows: 19_999, amount: 1)
            let sums = try await database.read { db in
                try db.rows(
                    "SELECT amount, CAST(count(*) AS BIGINT), CAST(sum(lines) AS BIGINT) FROM totals GROUP BY amount ORDER BY amount"
                ) { try [$0.int(0), $0.int(1), $0.int(2)] }
            }
            #expect(sums == [[1, 19_999, 19_999], [7, 10_001, 10_001]])
            await #expect(throws: DatabaseError.self) {
                try await fill(database, BulkTarget("totals", totals), rows: 1, amount: 9)
            }
            let kept = try await count("totals", database)
            #expect(kept == 30_000)
        }
    }

    @Test("A refused bulk row ends the transaction, whatever comes after it", arguments: TestDatabase.allCases)
    func bulkRefused(kind: TestDatabase) async throws {
        struct Own: Error {}
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            let target = BulkTarget("totals", totals)
            let replacing = BulkTarget("totals", totals, onConflict: .replace(key: ["account", "month"]))
            try await fill(database, target, rows: 10, amount: 5)
            let twice: @Sendable (any Connection) throws -> Void = { db in
                try db.execute("DELETE FROM totals WHERE account = 1")
                try db.bulk(target) { try total(of: 2, 9, to: $0) }
            }
            await #expect(throws: DatabaseError.self) { try await database.write { try twice($0) } }
            await #expect(throws: DatabaseError.self) {
                try await database.write {
                    try twice($0)
                    _ = try $0.integer("SELECT CAST(count(*) AS BIGINT) FROM totals")
                }
            }
            await #expect(throws: (any Error).self) {
                try await database.write {
                    try twice($0)
                    throw Own()
                }
            }
            // The connections are as good as before.
            for _ in 0..<8 { try await fill(database, replacing, rows: 10, amount: 6) }
            let kept = try await count("totals", database)
            #expect(kept == 10)
        }
    }

    @Test("A transaction that does not wait for the disk is kept like any other", arguments: TestDatabase.allCases)
    func relaxed(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            try await database.write { db in
                // The tests' own server waits for nothing unless told.
                if kind == .postgres { try db.execute("SET LOCAL synchronous_commit = on") }
                try db.relaxDurability()
                try db.bulk(BulkTarget("totals", totals)) { try total(of: 1, 9, to: $0) }
                if kind == .postgres { #expect(try db.text("SHOW synchronous_commit") == "off") }
            }
            let kept = try await count("totals", database)
            #expect(kept == 1)
        }
    }

    @Test("Bulk rows of every type come back as they went in", arguments: TestDatabase.allCases)
    func bulkTypes(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            let target = BulkTarget(
                "things",
                [("id", .bigint), ("name", .text), ("ratio", .double), ("on_sale", .boolean), ("picture", .blob)])
            // More rows than go in with one statement, and a rest.
            let things = (0..<101).map { number in
                Thing(
                    id: number, name: number == 7 ? "" : String(repeating: "客", count: number % 40) + "\(number)",
                    ratio: number % 3 == 0 ? nil : Double(number) / 7, onSale: number % 2 == 0,
                    picture: Array(repeating: UInt8(number), count: number == 50 ? 600_000 : number % 5))
            }
            try await database.write { db in
                try db.bulk(target) { writer in
                    for thing in things {
                        writer.integer(thing.id)
                        writer.text(thing.name)
                        if let ratio = thing.ratio { writer.double(ratio) } else { writer.null() }
                        writer.boolean(thing.onSale)
                        writer.blob(thing.picture)
                        try writer.endRow()
                    }
                }
            }
            let found = try await database.read { db in
                try db.rows("SELECT id, name, ratio, on_sale, picture FROM things ORDER BY id") {
                    try Thing(
                        id: $0.int(0), name: $0.text(1), ratio: $0.optionalDouble(2), onSale: $0.bool(3),
                        picture: $0.blob(4))
                }
            }
            #expect(found == things)
        }
    }

    @Test("Streaming stops where its reader stops", arguments: TestDatabase.allCases)
    func streaming(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            try await fill(database, BulkTarget("totals", totals), rows: 5_000, amount: 2)
            struct Enough: Error {}
            await #expect(throws: Enough.self) {
                try await database.read { db in
                    var seen = 0
                    try db.forEachRow("SELECT amount FROM totals", streaming: true) { _ in
                        seen += 1
                        if seen == 100 { throw Enough() }
                    }
                }
            }
            let total = try await database.read { db in
                var total = 0
                try db.forEachRow("SELECT amount FROM totals", streaming: true) { total += try $0.int(0) }
                return total
            }
            #expect(total == 10_000)
        }
    }

    @Test("The same statement can be asked inside its own rows", arguments: TestDatabase.allCases)
    func nested(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            try await fill(database, BulkTarget("totals", totals), rows: 3, amount: 4)
            let pairs = try await database.read { db in
                try db.rows("SELECT account FROM totals ORDER BY account") { outer in
                    let first = try outer.int(0)
                    return try db.rows("SELECT account FROM totals ORDER BY account") { try first * 10 + $0.int(0) }
                }
            }
            #expect(pairs == [[0, 1, 2], [10, 11, 12], [20, 21, 22]])
        }
    }

    @Test("Ids are handed out once, also to rivals", arguments: TestDatabase.allCases)
    func ids(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            let firsts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 { group.addTask { try await Identifiers.reserve(10, for: "things", in: database) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(firsts.sorted() == (0..<20).map { 1 + $0 * 10 })
        }
    }

    @Test("Many statements in one batch, and one bad apple", arguments: TestDatabase.allCases)
    func batch(kind: TestDatabase) async throws {
        try await kind.run(migrations: schema, waitsForDisk: true) { database in
            let inserts = (0..<700).map {
                "INSERT INTO things (id, name, on_sale) VALUES (\($0), \("n\($0)"), \(true))" as SQL
            }
            try await database.write { try $0.batch(inserts) }
            #expect(try await count("things", database) == 700)
            await #expect(throws: DatabaseError.self) { try await database.write { try $0.batch(inserts) } }
            #expect(try await count("things", database) == 700)
        }
    }

    @Test("The schema knows whether it is empty, current, older or newer", arguments: TestDatabase.allCases)
    func states(kind: TestDatabase) async throws {
        try await kind.run { database in
            let first = Migrator([schema[0]])
            let both = Migrator(schema)
            #expect(try await both.state(of: database) == .empty)
            try await first.migrate(database)
            #expect(try await both.state(of: database) == .older(pending: ["test-001"]))
            try await both.migrate(database)
            #expect(try await both.state(of: database) == .current)
            #expect(try await first.state(of: database) == .newer(unknown: ["test-001"]))
            await #expect(throws: DatabaseError.newerSchema(unknown: ["test-001"])) {
                try await first.migrate(database)
            }
        }
        // Another program's tables are left alone.
        try await kind.run { database in
            try await database.write { try $0.execute("CREATE TABLE theirs (id INTEGER)") }
            await #expect(throws: DatabaseError.foreignTables) { try await Migrator(schema).migrate(database) }
            #expect(try await database.read { try $0.integer("SELECT count(*) FROM theirs") } == 0)
        }
    }
}

private struct Thing: Equatable, Sendable {
    var id: Int
    var name: String
    var ratio: Double?
    var onSale: Bool
    var picture: [UInt8]
}

private func count(_ table: String, _ database: any Database) async throws -> Int? {
    try await database.read { try $0.integer("SELECT CAST(count(*) AS BIGINT) FROM \(unsafe: table)") }
}

private func fill(_ database: any Database, _ target: BulkTarget, rows: Int, amount: Int) async throws {
    try await database.write { db in
        try db.bulk(target) { writer in
            for account in 0..<rows { try total(of: account, amount, to: writer) }
        }
    }
}

private func total(of account: Int, _ amount: Int, to writer: any BulkWriter) throws {
    writer.integer(account)
    writer.integer(24_000)
    writer.integer(amount)
    writer.integer(1)
    try writer.endRow()
}
