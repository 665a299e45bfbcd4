@testable import API
import Activities
import Contacts
import Database
import DatabaseTesting
import HTTPTypes
import Rights
import Site
import SiteTesting
import Tasks
import Testing

/// Activities and tasks, called.
@Suite struct FollowUpCallTests {
    private static let key: HTTPFields = [.init("Idempotency-Key")!: "one"]

    @Test(arguments: TestDatabase.allCases)
    func anActivityWithItsNextStep(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let (li, wang) = (try await api.token("li"), try await api.token("wang"))
            for (account, name) in [(SampleAPI.a, "An"), (SampleAPI.b, "Bo")] {
                _ = try await ContactStore(api.clocked).add(ContactDetails(name), to: account, scope: .everything)
            }
            let path = "/accounts/\(SampleAPI.a)/activities"
            let wrong = try await api.call(
                .post, path, token: li,
                #"{"kind": "visit", "day": "2999-01-01", "subject": "Prices", "contacts": [1, 2, 1]}"#)
            #expect(wrong.status.code == 422)
            #expect(wrong.pointers == ["/day", "/contacts/1", "/contacts/2"])
            let unseeing = try await api.call(
                .post, path, token: li,
                "{\"kind\": \"visit\", \"day\": \"2026-03-10\", \"subject\": \"Prices\","
                    + "\"next\": {\"title\": \"Offer\", \"due\": \"2026-03-20\", \"assignee\": \(api.id("wang"))}}")
            #expect(unseeing.pointers == ["/next/assignee"])
            #expect(try await api.count("activities") == 0)

            let body = """
                {"kind": "visit", "day": "2026-03-10", "subject": "Prices", "minutes": "Two\\nlines", "contacts": [1],
                 "next": {"title": "Offer", "due": "2026-03-20"}}
                """
            let made = try await api.call(.post, path, token: li, body, headers: Self.key)
            #expect(made.status == .created && made.headers[.location] == "/api/v1/activities/1")
            #expect(made.json["contacts"] == [["id": 1, "name": "An"]])
            #expect(made.json["author"] == ["id": .integer(api.id("li")), "name": "Li"])
            let again = try await api.call(.post, path, token: li, body, headers: Self.key)
            #expect(again.text == made.text && again.headers[.idempotencyReplayed] == "true")
            #expect(try await api.count("activities") == 1)
            #expect(try await api.count("tasks") == 1)

            #expect(try await api.call("/activities", token: li).ids == [1])
            #expect(try await api.call("/activities", token: wang).ids == [])
            #expect(try await api.call("/activities/1", token: wang).status == .notFound)
            let task = try await api.call("/tasks", token: li).json.list("data")?.first
            #expect(task?.text("title") == "Offer" && task?.text("origin") == "activity:1")
            #expect(task?.text("state") == "open")
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aTaskIsGivenAndEndedOnce(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let (li, boss) = (try await api.token("li"), try await api.token("boss"))
            let given = try await api.call(
                .post, "/tasks", token: boss,
                "{\"title\": \"Call\", \"due\": \"2026-03-01\", \"assignee\": \(api.id("li")), \"account\": \(SampleAPI.a)}"
            )
            #expect(given.status == .created && given.json.text("state") == "overdue")
            #expect(given.json["giver"] == ["id": .integer(api.id("boss")), "name": "Boss"])
            let unseen = try await api.call(
                .post, "/tasks", token: li,
                "{\"title\": \"Call\", \"due\": \"2026-03-01\", \"account\": \(SampleAPI.b)}")
            #expect(unseen.status.code == 422 && unseen.pointers == ["/account"])
            #expect(try await api.call("/tasks?whose=given", token: boss).ids == [1])
            #expect(try await api.call("/tasks", token: try await api.token("wang")).ids == [])
            #expect(try await api.call("/tasks/1", token: try await api.token("wang")).status == .notFound)
            // Fin reads all accounts, and changes none.
            let fin = try await api.token("fin")
            #expect(try await api.call("/tasks/1", token: fin).status == .ok)
            #expect(try await api.call(.post, "/tasks/1/end", token: fin, "{}").status == .forbidden)
            let ended = try await api.call(.post, "/tasks/1/end", token: li, #"{"result": "Done"}"#, headers: Self.key)
            #expect(ended.json.text("state") == "done" && ended.json.text("result") == "Done")
            let again = try await api.call(.post, "/tasks/1/end", token: li, #"{"result": "Done"}"#, headers: Self.key)
            #expect(again.text == ended.text && again.headers[.idempotencyReplayed] == "true")
            #expect(try await api.call(.post, "/tasks/1/end", token: li, "{}").status == .conflict)
            #expect(try await api.call("/tasks", token: li).ids == [])
            #expect(try await api.call("/tasks?state=done", token: li).ids == [1])
        }
    }
}
