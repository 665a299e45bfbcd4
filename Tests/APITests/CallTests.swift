@testable import API
import Accounts
import Contacts
import Database
import DatabaseTesting
import HTTPTypes
import Hummingbird
import Rights
import Site
import SiteTesting
import Testing

@Suite struct CallTests {
    // MARK: Problems

    @Test func whatGoesWrongIsAProblem() async throws {
        try await SampleAPI.run(.sqlite) { api in
            let token = try await api.token("li")
            let all: [(HTTPRequest.Method, String, String?, Int)] = [
                (.get, "/api", token, 404), (.get, "/api/v2/accounts", token, 404), (.get, "/nothing", nil, 404),
                (.delete, "/accounts", token, 405), (.options, "/accounts", token, 405),
                (.put, "/contacts/1", token, 405),
                (.get, "/accounts", nil, 401), (.get, "/accounts/0", token, 404), (.get, "/accounts/x", token, 404),
                (.get, "/accounts/\(SampleAPI.b)", token, 404), (.get, "/accounts?limit=0", token, 400),
                (.get, "/accounts?limit=201", token, 400), (.get, "/accounts?limit=x", token, 400),
                (.get, "/accounts?colour=red", token, 400), (.get, "/accounts?limit=1&limit=2", token, 400),
                (.get, "/accounts?sort=password", token, 400), (.get, "/accounts?cursor=x", token, 400),
                (.get, "/accounts?cursor=4.name1.x9.999999999x", token, 400),
                (.get, "/accounts?search=%00", token, 400),
            ]
            for (method, path, token, status) in all {
                let answer = try await api.call(method, path, token: token)
                #expect(answer.status.code == status, "\(method) \(path)")
                #expect(answer.headers[.contentType] == "application/problem+json", "\(method) \(path)")
                #expect(answer.json.integer("status") == status)
                #expect(answer.json.text("instance")?.hasPrefix("urn:mainstay:request:") == true)
            }
            #expect(try await api.call(.delete, "/accounts", token: token).headers[.allow]?.contains("GET") == true)
            #expect(try await api.call("/accounts", token: nil).headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
            let faults = try await api.call("/accounts?limit=x&colour=red&sort=password", token: token)
            #expect(faults.pointers == ["colour", "limit", "sort"])
        }
    }

    @Test func whatIsBrokenHereTellsNothing() async throws {
        let broken = APIOperation(
            .get, "/broken", "break", tag: "Test", "Breaks.", answer: .nothing,
            handling: .answer { _ in throw DatabaseError.statement(message: "secret", sql: "SELECT secret") })
        try await SampleAPI.run(.sqlite, more: [broken]) { api in
            let answer = try await api.call("/broken", token: try await api.token("li"))
            #expect(answer.status == .internalServerError)
            #expect(!answer.text.contains("secret") && answer.json.integer("status") == 500)
        }
    }

    @Test func bodiesAreReadWithCare() async throws {
        try await SampleAPI.run(.sqlite) { api in
            let token = try await api.token("li")
            let path = "/accounts/\(SampleAPI.a)/contacts"
            @Sendable func status(_ body: String, _ type: String = "application/json") async throws -> Int {
                try await api.call(.post, path, token: token, body, headers: [.contentType: type]).status.code
            }
            #expect(try await status("{\"name\":\"Wang\"}", "text/plain") == 415)
            #expect(try await status("name=Wang", "application/x-www-form-urlencoded") == 415)
            #expect(try await status("{\"name\":\"Wang\"}", "application/json; charset=utf-8") == 201)
            #expect(try await status("") == 400)
            #expect(try await status("{\"name\":\"Wang\"") == 400)
            #expect(
                try await status(String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000)) == 400)
            #expect(try await status("{\"name\":\"a\",\"name\":\"b\"}") == 400)
            #expect(try await status("{\"name\":\"" + String(repeating: "a", count: 1_000_000) + "\"}") == 413)
            let wrong = try await api.call(
                .post, path, token: token, #"{"id": 7, "account_id": 2, "email": "none", "left": "2011-02-30"}"#)
            #expect(wrong.status.code == 422)
            #expect(wrong.pointers == ["/name", "/left", "/email", "/id", "/account_id"])
            #expect(try await api.count("contacts") == 1)
        }
    }

    @Test func aTokenHasSoManyCallsInAMinute() async throws {
        try await SampleAPI.run(.sqlite, limit: 3) { api in
            let (token, other) = (try await api.token("li"), try await api.token("li"))
            let first = try await api.call("/accounts", token: token)
            #expect(first.headers[.init("RateLimit-Policy")!] == "\"token\";q=3;w=60")
            #expect(first.headers[.init("RateLimit")!] == "\"token\";r=2;t=20")
            _ = try await api.call("/nothing?x", token: token)
            for _ in 0..<2 { #expect(try await api.call("/accounts", token: token).status == .ok) }
            let refused = try await api.call("/accounts", token: token)
            #expect(refused.status == .tooManyRequests && refused.headers[.retryAfter] == "20")
            #expect(refused.headers[.contentType] == "application/problem+json")
            #expect(try await api.call("/accounts", token: other).status == .ok)
            api.clock.pass(20)
            #expect(try await api.call("/accounts", token: token).status == .ok)
            #expect(try await api.call("/accounts", token: token).status == .tooManyRequests)
        }
    }

    // MARK: Once

    private static let key: HTTPFields = [.init("Idempotency-Key")!: "one"]

    @Test(arguments: TestDatabase.allCases)
    func theSameCallIsDoneOnce(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let token = try await api.token("li")
            let path = "/accounts/\(SampleAPI.a)/contacts"
            @Sendable func add(_ body: String, _ token: String) async throws -> SiteAnswer {
                try await api.call(.post, path, token: token, body, headers: Self.key)
            }
            // What was refused was not done, and may be sent again under the same key.
            #expect(try await add("{}", token).status.code == 422)
            let first = try await add("{\"name\":\"Wang\"}", token)
            #expect(first.status == .created && first.headers[.idempotencyReplayed] == nil)
            let again = try await add("{\"name\":\"Wang\"}", token)
            #expect(again.status == .created && again.headers[.idempotencyReplayed] == "true")
            #expect(again.text == first.text && again.headers[.location] == first.headers[.location])
            #expect(try await add("{\"name\":\"Li\"}", token).status.code == 422)
            // Keys are each token's own.
            #expect(
                try await add("{\"name\":\"Wang\"}", try await api.token("li")).headers[.idempotencyReplayed] == nil)
            #expect(try await api.count("contacts") == 2)
        }
    }

    @Test func aDayLaterTheKeyIsForgotten() async throws {
        try await SampleAPI.run(.sqlite) { api in
            let token = try await api.token("li", days: 5)
            let path = "/accounts/\(SampleAPI.a)/contacts"
            _ = try await api.call(.post, path, token: token, "{\"name\":\"Wang\"}", headers: Self.key)
            api.clock.pass(24 * 3_600)
            let again = try await api.call(.post, path, token: token, "{\"name\":\"Li\"}", headers: Self.key)
            #expect(again.status == .created && again.headers[.idempotencyReplayed] == nil)
            #expect(try await api.count("contacts") == 2)
            #expect(try await api.count("api_answers") == 1)
        }
    }

    /// The program ends between writing and answering: the record is there once, and is answered when asked again.
    @Test(arguments: TestDatabase.allCases)
    func whatWasWrittenBeforeACrashIsNotWrittenAgain(_ kind: TestDatabase) async throws {
        let isOver = Flag()
        let operation = APIOperation(
            .post, "/accounts/{id}/people", "addPerson", tag: "Test", "Adds.", scope: .write,
            answer: .nothing,
            handling: .write(
                { call in
                    try await ContactStore(call.database).add(
                        ContactDetails("Wang"), to: call.id(), scope: call.writing)
                },
                answer: { _, id in
                    if !isOver.isSet { throw Refusal.broken }
                    return APIAnswer(["id": .integer(id)])
                }))
        try await SampleAPI.run(kind, more: [operation]) { api in
            let token = try await api.token("li")
            let path = "/accounts/\(SampleAPI.a)/people"
            #expect(try await api.call(.post, path, token: token, headers: Self.key).status.code == 500)
            #expect(try await api.count("contacts") == 1)
            isOver.set()
            let again = try await api.call(.post, path, token: token, headers: Self.key)
            #expect(again.status == .ok && again.headers[.idempotencyReplayed] == "true")
            #expect(again.json.integer("id") == 1)
            #expect(try await api.count("contacts") == 1)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func twoAtOnceAreOne(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let token = try await api.token("li")
            let codes = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await api.call(
                            .post, "/accounts/\(SampleAPI.a)/contacts", token: token, "{\"name\":\"Wang\"}",
                            headers: Self.key
                        ).status.code
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.contains(201) && codes.allSatisfy { $0 == 201 || $0 == 409 })
            #expect(try await api.count("contacts") == 1)
        }
    }

    // MARK: Rights

    @Test(arguments: TestDatabase.allCases)
    func whatSomebodyListsIsWhatTheStoreAllows(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            for account in [SampleAPI.a, SampleAPI.b, SampleAPI.c] {
                for name in ["An", "Bo", "Chi"] {
                    _ = try await ContactStore(api.clocked).add(
                        ContactDetails("\(name) \(account)"), to: account, scope: .everything)
                }
            }
            for user in ["li", "wang", "boss", "fin", "root"] {
                let (token, viewer) = (try await api.token(user), try await api.viewer(user))
                let accounts = try await AccountStore(api.database).list(AccountListing(), scope: viewer.scope)
                let contacts = try await ContactStore(api.database).list(ContactListing(), scope: viewer.scope)
                #expect(try await api.call("/accounts", token: token).ids == accounts.map(\.id))
                #expect(try await pages("/contacts?limit=2", token, api) == contacts.map(\.id))
                for id in 1...9 {
                    let status = try await api.call("/contacts/\(id)", token: token).status.code
                    #expect(status == (contacts.contains { $0.id == id } ? 200 : 404))
                }
            }
        }
    }

    /// Every page of a list, one after the other.
    private func pages(_ path: String, _ token: String, _ api: SampleAPI) async throws -> [Int] {
        var (ids, cursor): ([Int], String?) = ([], nil)
        repeat {
            let answer = try await api.call(
                path + (cursor.map { "&cursor=" + PercentEncoding.component($0) } ?? ""), token: token)
            ids += answer.ids
            cursor = answer.json.text("next_cursor")
        } while cursor != nil && ids.count < 100
        return ids
    }

    @Test func sortedListsGoOnWhereTheyEnded() async throws {
        try await SampleAPI.run(.sqlite) { api in
            let token = try await api.token("root")
            for sort in AccountListing.Sort.allCases.flatMap({ [$0.rawValue, "-" + $0.rawValue] }) {
                let ids = try await pages("/accounts?limit=1&sort=\(sort)", token, api)
                #expect(Set(ids) == [SampleAPI.a, SampleAPI.b, SampleAPI.c] && ids.count == 3, "\(sort)")
            }
            let answer = try await api.call("/accounts?limit=1&sort=name", token: token)
            let cursor = PercentEncoding.component(try #require(answer.json.text("next_cursor")))
            #expect(try await api.call("/accounts?sort=code&cursor=\(cursor)", token: token).status == .badRequest)
        }
    }

    @Test func whatARoleDoesNotShowIsNull() async throws {
        try await SampleAPI.run(.sqlite) { api in
            let (li, fin) = (try await api.token("li"), try await api.token("fin"))
            let made = try await api.call(
                .post, "/accounts/\(SampleAPI.a)/contacts", token: li,
                #"{"name": "Wang", "phone": "13900000001", "email": "w@example.com", "birthday": "02-29"}"#)
            #expect(made.json.text("birthday") == "02-29" && made.json.text("phone") == "13900000001")
            let seen = try await api.call("/contacts/1", token: fin)
            #expect(seen.json["phone"] == .null)
            #expect(seen.json["note"] == .null)
            #expect(seen.json.text("name") == "Wang")
            #expect(!(try await api.call("/contacts", token: fin).text.contains("139")))
            // A representative sees no costs: neither the score nor its sequence.
            let account = try await api.call("/accounts/\(SampleAPI.a)", token: li).json
            #expect(account["value_score"] == .null && account["contribution"] == .null)
            let sorted = try await api.call("/accounts?sort=-value", token: li)
            #expect(sorted.status == .forbidden && sorted.pointers == ["sort"])
            #expect(try await api.call("/accounts?sort=-value", token: fin).status == .ok)
        }
    }

    @Test func whatIsNotSentStays() async throws {
        try await SampleAPI.run(.sqlite) { api in
            let token = try await api.token("li")
            _ = try await api.call(
                .post, "/accounts/\(SampleAPI.a)/contacts", token: token,
                #"{"name": "Wang", "title": "Buyer", "phone": "13900000001", "part": "buys", "birthday": "1980-02-29"}"#
            )
            let changed = try await api.call(.patch, "/contacts/1", token: token, #"{"title": "Head", "part": null}"#)
                .json
            #expect(changed.text("title") == "Head" && changed["part"] == .null)
            #expect(changed.text("phone") == "13900000001" && changed.text("birthday") == "1980-02-29")
            let wrong = try await api.call(.patch, "/contacts/1", token: token, #"{"birthday": "1981-02-29"}"#)
            #expect(wrong.status.code == 422 && wrong.pointers == ["/birthday"])
            #expect(try await api.call(.delete, "/contacts/1", token: token).status == .noContent)
            #expect(try await api.call(.delete, "/contacts/1", token: token).status == .notFound)
            let said = try await api.database.read { connection in
                try connection.rows(
                    "SELECT act, way, user_name FROM audit_entries WHERE subject = 'contact' ORDER BY id"
                ) {
                    "\(try $0.text(0)) \(try $0.text(1)) \(try $0.text(2))"
                }
            }
            #expect(said == ["contact.added api Li", "contact.changed api Li", "contact.removed api Li"])
        }
    }

    // MARK: The document

    @Test func theDocumentIsWhatIsHung() async throws {
        try await SampleAPI.run(.sqlite) { api in
            let document = try await api.call("/openapi.json", token: nil).json
            guard case .object(let paths)? = document["paths"] else { throw Refusal.broken }
            let said = paths.flatMap { path -> [String] in
                guard case .object(let methods) = path.value else { return [] }
                return methods.map { $0.name.uppercased() + " /api/v1" + path.name }
            }
            let hung = api.site.endpoints.filter { if case .token = $0.audience { true } else { false } }.map {
                $0.method + " "
                    + $0.path.split(separator: "/").map { $0.hasPrefix(":") ? "/{\($0.dropFirst())}" : "/\($0)" }
                    .joined()
            }
            #expect(Set(said) == Set(hung))
            #expect(said.count == hung.count)
            #expect(!hung.isEmpty)
            #expect(document.text("openapi") == "3.1.0")
        }
    }
}
