import CompanyTesting
import Database
import DatabaseTesting
import Foundation
import Testing

@Suite("Contacts, activities and tasks by command")
struct FollowUpCommandTests {
    @Test(arguments: TestDatabase.allCases)
    func story(kind: TestDatabase) async throws {
        try await kind.withAddress { address in
            let folder = FileManager.default.temporaryDirectory.appending(path: "commands-" + UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let program = Program(database: address.url)
            func run(_ words: String...) async -> Program.Outcome { await program.run(words) }
            func rows(_ words: String...) async throws -> [[String: Any]] {
                let outcome = await program.run(words + ["--json"])
                return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]] ?? []
            }
            let file = folder.appending(path: "orders.csv")
            try OrderFile.write(orders: 20, to: file)
            #expect(await run("import", "orders", file.path, "--mapping", "online-retail").code == 0)
            let password = folder.appending(path: "password")
            try Data("correct horse 7 staple".utf8).write(to: password)
            for (user, role) in [
                ("li", "representative"), ("wang", "representative"), ("fin", "finance"), ("buyer", "portal"),
            ] {
                let added = await run(
                    "user", "add", user, "--name", user, "--role", role, "--password-file", password.path)
                #expect(added.code == 0, "\(added.errors)")
            }
            #expect(await run("account", "assign", "10001", "--owner", "li").code == 0)
            let blind = await run("account", "assign", "10001", "--owner", "buyer")
            #expect(blind.code == 1 && blind.errors.contains("shows no accounts"))

            let contact = await run("contact", "add", "10001", "王芳", "--phone", "13900000001", "--as", "li")
            #expect(contact.code == 0, "\(contact.errors)")
            #expect(await run("contact", "add", "10001", "X", "--as", "wang").code == 1)
            #expect(
                await run("contact", "add", "10001", "X", "--email", "none").errors
                    == "mainstay: An e-mail address looks like wang@example.com.\n")
            #expect(try await rows("contact", "list").first?["phone"] as? String == "13900000001")
            #expect(try await rows("contact", "list", "--as", "fin").first?["phone"] is NSNull)
            #expect(try await rows("contact", "list", "--as", "wang").isEmpty)

            #expect(
                await run("activity", "add", "10001", "visit", "Plant", "--day", "2011-12-09", "--as", "li").code == 0)
            #expect(await run("activity", "add", "10001", "visit", "Plant", "--day", "2099-01-01").code == 1)
            let activity = try #require(try await rows("activity", "list", "--account", "10001").first)
            #expect(activity["author"] as? String == "li" && activity["day"] as? String == "2011-12-09")

            let unseeing = await run("task", "add", "Call", "--for", "wang", "--by", "2011-12-12", "--account", "10001")
            #expect(unseeing.code == 1 && unseeing.errors.contains("may not see the account"))
            #expect(
                await run("task", "add", "Call", "--for", "li", "--by", "2011-12-12", "--account", "10001").code == 0)
            let task = try #require(try await rows("task", "list", "--overdue").first)
            #expect(task["assignee"] as? String == "li" && task["state"] as? String == "overdue")
            #expect(try await rows("task", "list", "--as", "wang").isEmpty)
            let id = String(try #require(task["id"] as? Int))
            #expect(await run("task", "end", id, "--as", "wang").code == 1)
            #expect(await run("task", "end", id, "--result", "They order.", "--as", "li").code == 0)
            #expect(try await rows("task", "list", "--done").first?["result"] as? String == "They order.")
            // Of whom a command speaks, the audit says so.
            let database = try await address.open()
            let acts = try await database.read { connection in
                try connection.rows("SELECT user_name FROM audit_entries WHERE act = 'task.done'") { try $0.text(0) }
            }
            try await database.close()
            #expect(acts == ["li"])
            #expect(await run("doctor").code == 0)

            // What people work with stays when its import is taken back.
            #expect(await run("run", "undo", "1").code == 0)
            #expect(try await rows("contact", "list").count == 1)
        }
    }
}
