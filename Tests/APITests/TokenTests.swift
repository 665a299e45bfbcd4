@testable import API
import Accounts
import Database
import DatabaseTesting
import HTTPTypes
@testable import People
import Rights
import Site
import SiteTesting
import Testing

@Suite struct TokenTests {
    /// Who comes back begins without the tokens of before.
    @Test(arguments: TestDatabase.allCases)
    func aLeaversTokensStayEnded(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let token = try await api.token("li")
            #expect(try await api.call("/accounts", token: token).status == .ok)
            let people = PeopleStore(api.clocked)
            let handing = api.site.contributions(People.Handover.self)
            #expect(
                try await people.leave(api.id("li"), successor: nil, handing: handing, now: SampleAPI.start).isEmpty)
            #expect(try await api.call("/accounts", token: token).status == .unauthorized)
            try await people.takeBack(api.id("li"))
            #expect(try await api.call("/accounts", token: token).status == .unauthorized)
            let listed = try await TokenStore(api.database).tokens(of: nil, now: SampleAPI.start)
            #expect(listed.isEmpty)
            let noted = try await api.database.read {
                try $0.integer("SELECT count(*) FROM audit_entries WHERE act = 'token.revoked'")
            }
            #expect(noted == 1)
        }
    }

    @Test("Two tokens that work are not called the same", arguments: TestDatabase.allCases)
    func namesakes(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let store = TokenStore(api.clocked)
            let draft = TokenDraft("ERP", scopes: [.read], days: 1)
            _ = try await store.add(draft, for: api.id("li"))
            await #expect(throws: TokenProblem.nameTaken) { _ = try await store.add(draft, for: api.id("li")) }
            _ = try await store.add(draft, for: api.id("wang"))
            let first = try #require(try await store.tokens(of: api.id("li"), now: SampleAPI.start).first)
            try await store.revoke(first.id, of: api.id("li"))
            _ = try await store.add(draft, for: api.id("li"))
            api.clock.pass(86_400)
            _ = try await store.add(draft, for: api.id("li"))
        }
    }

    /// What was answered once is not told to who may not see it any more.
    @Test(arguments: TestDatabase.allCases)
    func aRepeatedCallShowsWhatMayBeSeenNow(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let token = try await api.token("li")
            let (path, body) = ("/accounts/\(SampleAPI.a)/contacts", #"{"name": "Wang"}"#)
            let key: HTTPFields = [.idempotencyKey: "k"]
            let first = try await api.call(.post, path, token: token, body, headers: key)
            #expect(first.status == .created)
            #expect(try await api.call(.post, path, token: token, body, headers: key).json == first.json)
            let owner = api.id("wang")
            try await api.clocked.write { try CircleStore.assign([SampleAPI.a], to: owner, in: $0) }
            #expect(try await api.call(.post, path, token: token, body, headers: key).status == .notFound)
            #expect(try await api.count("contacts") == 1)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aTokenSpeaksForItsUserAsLongAsItHolds(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let token = try await api.token("li", [.read], days: 2)
            #expect(try await api.call("/accounts", token: token).ids == [SampleAPI.a])
            #expect(try await api.call("/accounts", token: nil).status == .unauthorized)
            #expect(try await api.call("/accounts", token: token + "0").status == .unauthorized)
            api.clock.pass(2 * 86_400 - 1)
            #expect(try await api.call("/accounts", token: token).status == .ok)
            api.clock.pass(1)
            let over = try await api.call("/accounts", token: token)
            #expect(over.status == .unauthorized)
            #expect(over.headers[.wwwAuthenticate] == "Bearer realm=\"Mainstay\", error=\"invalid_token\"")
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func onlyItsHashIsKept(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let token = try await api.token("li")
            #expect(token.hasPrefix("mainstay_") && token.utf8.count == 9 + 64)
            let kept = try await api.database.read { try $0.text("SELECT token_hash FROM api_tokens") }
            #expect(kept?.utf8.count == 64)
            #expect(kept != String(token.dropFirst(9)) && kept?.contains("mainstay") == false)
            let said = try await api.database.read { connection in
                try connection.rows("SELECT act, changes FROM audit_entries WHERE subject = 'token'") {
                    (try $0.text(0), try $0.text(1))
                }
            }
            #expect(said.map(\.0) == ["token.made"])
            #expect(said.allSatisfy { !$0.1.contains(token.dropFirst(9)) && !$0.1.contains(kept ?? token) })
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func revokedOrLeftIsOver(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let (first, second) = (try await api.token("li"), try await api.token("wang"))
            let store = TokenStore(api.clocked)
            let listed = try await store.tokens(of: api.id("li"), now: api.clock.now)
            let number = try #require(listed.first?.id)
            // Nobody revokes what is somebody else's.
            let other = api.id("wang")
            await #expect(throws: TokenProblem.gone) { try await store.revoke(number, of: other) }
            try await store.revoke(number, of: api.id("li"))
            #expect(try await api.call("/accounts", token: first).status == .unauthorized)
            #expect(try await store.tokens(of: api.id("li"), now: api.clock.now) == [])

            #expect(try await api.call("/accounts", token: second).status == .ok)
            _ = try await PeopleStore(api.database).leave(
                api.id("wang"), successor: nil, handing: [], now: api.clock.now)
            #expect(try await api.call("/accounts", token: second).status == .unauthorized)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func theLastUseIsKeptWithoutWritingEachTime(_ kind: TestDatabase) async throws {
        try await SampleAPI.run(kind) { api in
            let token = try await api.token("li", days: 30)
            @Sendable func used() async throws -> Int? {
                try await TokenStore(api.database).tokens(of: nil, now: api.clock.now).first?.used
            }
            #expect(try await used() == nil)
            let first = api.clock.now
            _ = try await api.call("/accounts", token: token)
            api.clock.pass(TokenStore.useStep - 1)
            _ = try await api.call("/accounts", token: token)
            #expect(try await used() == first)
            api.clock.pass(1)
            _ = try await api.call("/accounts", token: token)
            #expect(try await used() == first + TokenStore.useStep)
        }
    }

    @Test func whatATokenIsFor() async throws {
        try await SampleAPI.run(.sqlite) { api in
            let (reads, writes) = (try await api.token("li", [.read]), try await api.token("li", [.write]))
            let refused = try await api.call(
                .post, "/accounts/\(SampleAPI.a)/contacts", token: reads, "{\"name\":\"Wang\"}")
            #expect(refused.status == .forbidden)
            #expect(refused.headers[.wwwAuthenticate]?.contains("insufficient_scope") == true)
            #expect(try await api.call("/accounts", token: writes).status == .forbidden)
            let made = try await api.call(
                .post, "/accounts/\(SampleAPI.a)/contacts", token: writes, "{\"name\":\"Wang\"}")
            #expect(made.status == .created)
            // A customer's buyer has nothing in here.
            #expect(try await api.call("/accounts", token: try await api.token("pat")).status == .forbidden)
        }
    }

    @Test func onlyTheHeaderCounts() async throws {
        try await SampleAPI.run(.sqlite) { api in
            let token = try await api.token("li")
            let session = try await signedIn(api, "li")
            #expect(try await api.plain("/settings/tokens", headers: session).status == .ok)
            #expect(try await api.plain("/api/v1/accounts", headers: session).status == .unauthorized)
            for query in ["access_token=\(token)", "token=\(token)", "search=\(token)", "api_key=x"] {
                let answer = try await api.call("/accounts?" + query, token: token)
                #expect(answer.status == .badRequest)
                #expect(answer.json.text("detail")?.contains("ends up in logs") == true)
                #expect(!answer.text.contains(token))
            }
            for header in ["Basic \(token)", "Bearer", token, "Bearer \(token) x", "Bearer  "] {
                #expect(
                    try await api.plain("/api/v1/accounts", headers: [.authorization: header]).status == .unauthorized)
            }
            let lower = try await api.plain("/api/v1/accounts", headers: [.authorization: "bearer \(token)"])
            #expect(lower.status == .ok)
        }
    }

    @Test func aTokenIsMadeShownOnceAndRevokedInTheBrowser() async throws {
        try await SampleAPI.run(.sqlite) { api in
            let walker = Walker(client: SiteClient(api.site))
            walker["mainstay_session"] = try await SessionStore(api.database).begin(
                user: api.id("li"), now: api.clock.now, replacing: nil)
            #expect(
                try await walker.send("/settings/tokens", ["name": "", "days": "90"]).status == .unprocessableContent)
            let made = try await walker.send(
                "/settings/tokens", ["name": "Books", "days": "90", "scope-read": "yes"])
            let found = made.text.firstMatch(of: /mainstay_[0-9a-f]{64}/).map { String($0.0) }
            let token = try #require(found)
            #expect(try await api.call("/accounts", token: token).ids == [SampleAPI.a])
            let page = try await walker.get("/settings/tokens").text
            #expect(page.contains("Books") && !page.contains(token))
            let path = try #require(
                page.firstMatch(of: /action="(\/settings\/tokens\/[0-9]+\/revoke)"/).map { String($0.1) })
            // Another's token is not there for a representative; an administrator stops anybody's.
            let other = walker.stranger
            other["mainstay_session"] = try await SessionStore(api.database).begin(
                user: api.id("wang"), now: api.clock.now, replacing: nil)
            #expect(try await other.send(path, from: "/settings/tokens").status == .notFound)
            let root = walker.stranger
            root["mainstay_session"] = try await SessionStore(api.database).begin(
                user: api.id("root"), now: api.clock.now, replacing: nil)
            #expect(try await root.get("/settings/tokens").text.contains("Books · Li"))
            #expect(try await root.send(path, from: "/settings/tokens").status == .seeOther)
            #expect(try await api.call("/accounts", token: token).status == .unauthorized)
            #expect(try await walker.get("/settings/api").text.contains("listAccounts") == false)
            #expect(try await walker.get("/settings/api").text.contains("/api/v1/accounts/{id}/contacts"))
        }
    }

    private func signedIn(_ api: SampleAPI, _ name: String) async throws -> HTTPFields {
        let session = try await SessionStore(api.database).begin(
            user: api.id(name), now: api.clock.now, replacing: nil)
        return [.cookie: "mainstay_session=\(session)"]
    }
}
