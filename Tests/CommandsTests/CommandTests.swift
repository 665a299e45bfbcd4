import CompanyTesting
import Database
import DatabaseTesting
import Foundation
import Testing

@Suite("Commands, as people type them")
struct CommandTests {
    @Test("Import, change, undo, report", arguments: TestDatabase.allCases)
    func story(kind: TestDatabase) async throws {
        try await kind.withAddress { address in
            try await withFolder { folder in
                let program = Program(database: address.url)
                let file = folder.appending(path: "orders.csv")
                try OrderFile.write(orders: 50, to: file)
                let command = ["import", "orders", file.path, "--mapping", "online-retail", "--json"]
                let first = await program.run(command)
                #expect(first.code == 0 && first.errors.contains("takes GBP"), "\(first.errors)")
                #expect(
                    try ints(first, ["read", "accepted", "rejected", "orders_new", "accounts_new"]) == [
                        150, 150, 0, 50, 10,
                    ])
                #expect(try await ints(program.run(command), ["orders_new", "orders_unchanged"]) == [0, 50])

                let before = await program.run(["report", "concentration", "--json"]).output
                let changed = OrderFile.text(orders: 50).replacing(",France", with: ",Spain", maxReplacements: 1)
                try Data(changed.utf8).write(to: file)
                #expect(try await ints(program.run(command), ["orders_changed", "orders_unchanged"]) == [1, 49])
                let runs = try await program.run(["run", "list", "--json"]).json["runs"] as? [[String: Any]]
                #expect(runs?.compactMap { $0["run"] as? Int } == [3, 2, 1])
                let undo = await program.run(["run", "undo", "3", "--json"])
                #expect(try ints(undo, ["orders_restored", "orders_removed"]) == [1, 0])
                #expect(await program.run(["report", "concentration", "--json"]).output == before)
                #expect(await program.run(["doctor"]).code == 0)

                let rfm = try await program.run(["report", "rfm", "--json"]).json["rows"] as? [[String: Any]]
                #expect(rfm?.count == 10 && rfm?.first?["account"] as? String == "10000")
                let facts = try await program.run(["report", "facts", "--json"]).json["rows"] as? [[String: Any]]
                #expect(facts?.compactMap { $0["lines"] as? Int }.reduce(0, +) == 150)
            }
        }
    }

    @Test("Rejected lines are told by reason; what a file holds does not reach the terminal as a command")
    func terminal() async throws {
        try await withFolder { folder in
            let program = Program(database: "sqlite:" + folder.appending(path: "new.db").path)
            let file = folder.appending(path: "订单\u{1B}[2J.csv")
            let text = OrderFile.text(orders: 4).replacing("500000,", with: ",").replacing("10001.0,", with: ",")
            try Data(text.utf8).write(to: file)
            let command = ["import", "orders", file.path, "--mapping", "online-retail"]
            let told = await program.run(command)
            #expect(told.code == 0, "\(told.errors)")
            #expect(told.errors.contains("Rejected: order number is missing (3 lines).\n"), "\(told.errors)")
            let json = try await program.run(command + ["--json"]).json
            let reasons = json["rejected_because"] as? [[String: Any]]
            #expect(reasons?.contains { $0["reason"] as? String == "missing" && $0["lines"] as? Int == 3 } == true)
            let lines = try #require(reasons?.compactMap { $0["lines"] as? Int }.reduce(0, +))
            #expect(lines == json["rejected"] as? Int)
            let list = await program.run(["run", "list"]).output
            #expect(list.contains("订单\u{FFFD}[2J.csv") && !list.contains("\u{1B}"))
            // Chinese characters take two columns, and what follows stands in line.
            let rows = list.split(separator: "\n")
            let place = try #require(rows[0].range(of: "state")?.lowerBound)
            let before = try #require(rows[1].range(of: "done")?.lowerBound)
            #expect(
                rows[0].distance(from: rows[0].startIndex, to: place) == rows[1].distance(
                    from: rows[1].startIndex, to: before) + 2)
            let unknown = await program.run(["import", "orders", file.path, "--mapping", "a\u{1B}[31m"])
            #expect(unknown.code == 1 && !unknown.errors.contains("\u{1B}"))
        }
    }

    @Test("Costs come in, are judged by, and are taken back", arguments: TestDatabase.allCases)
    func costs(kind: TestDatabase) async throws {
        try await kind.withAddress { address in
            try await withFolder { folder in
                let program = Program(database: address.url)
                let (orders, costs) = (folder.appending(path: "orders.csv"), folder.appending(path: "costs.csv"))
                try OrderFile.write(orders: 50, to: orders)
                #expect(await program.run(["import", "orders", orders.path, "--mapping", "online-retail"]).code == 0)
                try Data(
                    """
                    account,date,kind,amount,note
                    10000,2011-09-10,concession,5000,entry fee
                    10000,2011-09-10,service,12.34,a visit
                    nobody,2011-09-10,service,1,

                    """.utf8
                ).write(to: costs)
                let rejects = folder.appending(path: "rejects.csv")
                let command = ["import", "costs", costs.path, "--source", "crm", "--errors", rejects.path, "--json"]
                let keys = ["read", "accepted", "rejected", "costs_new", "costs_changed", "costs_unchanged"]
                #expect(try await ints(program.run(command + ["--dry-run"]), keys) == [3, 2, 1, 2, 0, 0])
                let first = await program.run(command)
                #expect(try ints(first, keys) == [3, 2, 1, 2, 0, 0] && first.json["seconds"] is Double)
                #expect(try await ints(program.run(command), keys) == [3, 2, 1, 0, 0, 2])
                #expect(try String(contentsOf: rejects, encoding: .utf8).contains("account “nobody” is unknown"))
                #expect(await program.run(["evaluate"]).code == 0)
                func measures() async throws -> [String: Any] {
                    let shown = await program.run(["account", "show", "10000", "--json"])
                    return try shown.json["measures"] as? [String: Any] ?? [:]
                }
                func minor(_ measures: [String: Any], _ name: String) -> Int? {
                    (measures[name] as? [String: Any])?["minor"] as? Int
                }
                let found = try await measures()
                #expect(minor(found, "concessions") == 500_000 && minor(found, "service_cost") == 1_234)
                #expect(minor(found, "financing") == 0 && minor(found, "written_off") == 0)
                let revenue = try #require(minor(found, "revenue"))
                #expect(minor(found, "contribution") == revenue - 501_234)
                #expect(await program.run(["company", "--close-through", "2020-01"]).code == 0)
                let refused = await program.run(["run", "undo", "2"])
                #expect(refused.code == 1 && refused.errors.contains("would change 2 costs of months that are closed"))
                #expect(await program.run(["company", "--close-through", "none"]).code == 0)
                #expect(try await ints(program.run(["run", "undo", "2", "--json"]), ["costs_removed"]) == [2])
                #expect(try await ints(program.run(["doctor", "--json"]), ["costs", "problem_count"]) == [0, 0])
                #expect(await program.run(["evaluate", "--rebuild"]).code == 0)
                #expect(minor(try await measures(), "contribution") == revenue)
            }
        }
    }

    @Test("A month is closed, keeps others out, and is opened again", arguments: TestDatabase.allCases)
    func company(kind: TestDatabase) async throws {
        try await kind.withAddress { address in
            try await withFolder { folder in
                let program = Program(database: address.url)
                let file = folder.appending(path: "orders.csv")
                try OrderFile.write(orders: 5, to: file)
                let command = ["import", "orders", file.path, "--mapping", "online-retail", "--json"]
                #expect(await program.run(command).code == 0)
                let closed = await program.run(["company", "--close-through", "2020-01", "--json"])
                #expect(try closed.json["closed_through"] as? String == "2020-01")
                let settled = try closed.json
                #expect(settled["basis"] as? String == "order" && settled["late_orders"] as? String == "refuse")
                let undo = await program.run(["run", "undo", "1"])
                #expect(undo.code == 1 && undo.errors.contains("would change 5 orders of months that are closed"))
                let changed = OrderFile.text(orders: 5).replacing(",France", with: ",Spain", maxReplacements: 1)
                try Data(changed.utf8).write(to: file)
                let refused = await program.run(command)
                #expect(refused.code == 1 && refused.errors.contains("The file would change 1 order of months"))
                #expect(await program.run(["company", "--late-orders", "book"]).output.contains("first open month"))
                #expect(try await ints(program.run(command), ["orders_changed", "orders_late"]) == [1, 1])
                #expect(await program.run(["doctor"]).code == 0)
                #expect(
                    await program.run(["company", "--close-through", "none"]).output.contains("all months are open"))
                for wrong in [["--time-zone", "Mars"], ["--close-through", "2999-01"], ["--late-orders", "hope"]] {
                    let answer = await program.run(["company"] + wrong)
                    #expect(answer.code == 1 && answer.errors.split(separator: "\n").count == 1)
                }
            }
        }
    }

    @Test("A mapping saved in the browser is known to the command line", arguments: TestDatabase.allCases)
    func savedMapping(kind: TestDatabase) async throws {
        try await kind.withAddress { address in
            let folder = FileManager.default.temporaryDirectory.appending(path: "saved-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = folder.appending(path: "orders.csv")
            try Data("No,When,Who,What,Many,Each\n1,2011-05-20,A,P1,2,5\n".utf8).write(to: file)
            let program = Program(database: address.url)
            let command = ["import", "orders", file.path, "--mapping", "our ERP", "--json"]
            #expect(await program.run(command).errors.contains("no mapping “our ERP”"))
            let document = """
                {"version":1,"name":"our ERP","columns":{"order_number":["No"],"day":["When"],"account_code":["Who"],
                "product_code":["What"],"quantity":["Many"],"unit_price":["Each"]},"cancelled":[],
                "withoutTrailingZero":[]}
                """
            let database = try await address.open()
            try await database.write {
                try $0.execute(
                    "INSERT INTO import_mappings (name, document, saved) VALUES ('our ERP', \(document), 0)")
            }
            try await database.close()
            #expect(try await ints(program.run(command), ["orders_new", "rejected"]) == [1, 0])
        }
    }

    @Test("Reports keep to their days and name every fixed key")
    func days() async throws {
        try await withFolder { folder in
            let program = Program(database: "sqlite:" + folder.appending(path: "orders.db").path)
            let file = folder.appending(path: "orders.csv")
            try Data(
                """
                InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
                1,P1,x,1,2011-05-20,5,A,UK
                2,P1,x,1,2011-06-01,7,A,UK
                3,P1,x,1,2011-06-20,11,B,UK

                """.utf8
            ).write(to: file)
            #expect(await program.run(["import", "orders", file.path, "--mapping", "online-retail"]).code == 0)
            func revenue(_ options: [String]) async throws -> [Int] {
                let rows =
                    try await program.run(["report", "facts", "--json"] + options).json["rows"] as? [[String: Any]]
                return rows?.compactMap { $0["revenue_minor"] as? Int } ?? []
            }
            #expect(try await revenue([]) == [500, 1_800])
            #expect(try await revenue(["--as-of", "2011-06-01"]) == [500, 700])
            #expect(try await revenue(["--from", "2011-06-15", "--to", "2011-06-15"]) == [])
            let rfm = try await program.run(["report", "rfm", "--from", "2011-06-01", "--to", "2011-06-10", "--json"])
                .json
            #expect(rfm["as_of"] as? String == "2011-06-10")
            #expect((rfm["rows"] as? [[String: Any]])?.compactMap { $0["monetary_minor"] as? Int } == [700])
            let nothing = ["report", "concentration", "--json", "--from", "2012-01-01", "--to", "2012-02-01"]
            #expect(try await program.run(nothing).json["gini"] is NSNull)
        }
    }

    @Test("Rejected rows never take the place of the file, or of the database")
    func errorsFile() async throws {
        try await withFolder { folder in
            let database = folder.appending(path: "orders.db").path
            let program = Program(database: "sqlite:" + database)
            let file = folder.appending(path: "orders.csv")
            try OrderFile.write(orders: 5, to: file)
            let before = try Data(contentsOf: file)
            #expect(await program.run(["doctor"]).code == 0)
            for errors in [file.path, folder.path + "/./orders.csv", database] {
                let command = ["import", "orders", file.path, "--mapping", "online-retail", "--errors", errors]
                let answer = await program.run(command)
                #expect(answer.code == 1 && answer.errors.contains("--errors names the"), "\(answer.errors)")
            }
            #expect(try Data(contentsOf: file) == before)
            #expect(await program.run(["doctor"]).code == 0)
        }
    }

    @Test("Wrong input is told in one sentence with exit code 1; wrong usage with 2")
    func failures() async throws {
        try await withFolder { folder in
            let program = Program(database: "sqlite:" + folder.appending(path: "x.db").path)
            let notes = folder.appending(path: "notes.txt")
            try Data("This is not a database, just a text that is long enough to be read as one.".utf8).write(to: notes)
            let cases: [([String], Int32, String)] = [
                (["import", "orders", "missing.csv", "--mapping", "online-retail"], 1, "missing.csv"),
                (["import", "orders", folder.path, "--mapping", "online-retail"], 1, "is a directory, not a file"),
                (["import", "orders", notes.path, "--mapping", "nobody"], 1, "There is no mapping “nobody”"),
                (["import", "orders", notes.path, "--currency", "XXQ"], 1, "no currency"),
                (["report", "concentration"], 1, "There are no orders yet"),
                (["run", "undo", "7"], 1, "There is no run 7"),
                (["doctor", "--database", "sqlite:\(notes.path)"], 1, "is not a Mainstay database"),
                (["doctor", "--database", "sqlite:/nowhere/at/all.db"], 1, "Cannot open"),
                (["doctor", "--database", "mysql://x"], 1, "is no database address"),
                (["doctor", "--database", "postgres://nobody@127.0.0.1:1/none"], 1, "Cannot open"),
                (["restore", "missing"], 1, "There is no file"),
                (["report", "concentration", "--from", "soon"], 2, "--from"),
                (["import", "orders"], 2, "Missing expected argument"),
                (["fly"], 2, "fly"),
            ]
            for (arguments, code, text) in cases {
                let outcome = await program.run(arguments)
                #expect(outcome.code == code, "\(arguments): \(outcome.errors)")
                #expect(outcome.errors.contains(text), "\(arguments): \(outcome.errors)")
                if code == 1 { #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)") }
            }
        }
    }
}

private func ints(_ outcome: Program.Outcome, _ keys: [String]) throws -> [Int] {
    let json = try outcome.json
    return keys.map { json[$0] as? Int ?? -1 }
}
