import Database
import Foundation
import HTTPTypes
import Measures
@testable import People
import Rights
import Site
import SiteTesting
import Testing

/// Li administers; Wang came without a password.
@Suite struct PasswordLinkTests {
    private let right = ["username": "li", "password": "correct horse"]

    private func signedIn(_ body: @escaping @Sendable (PeopleSite, Walker) async throws -> Void) async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        let wang = NewUser(username: "wang", name: "Wang Wei", password: nil, language: .en, role: "representative")
        _ = try await site.store.add(wang, now: site.now)
        try await site.walk { li in
            try await li.send("/sign-in", right)
            try await body(site, li)
        }
    }

    /// The place of a new link for Wang.
    private static func link(_ li: Walker) async throws -> String {
        let page = try await li.send("/settings/people/2/password-links", from: "/settings/people/2")
        let found = page.text.firstMatch(of: /data-test="password-link">[^<]*(\/password\/[0-9a-f]+)</)
        return try #require(found.map { String($0.1) })
    }

    @Test func aLinkGivesAPasswordOnce() async throws {
        try await signedIn { _, li in
            let link = try await Self.link(li)
            let wang = li.stranger
            #expect(try await wang.get(link).text.contains("Wang Wei"))
            let short = try await wang.send(link, ["password": "short"])
            #expect(short.status == .unprocessableContent && short.text.contains("at least 10"))
            #expect(try await wang.send(link, ["password": "a better one"]).place == "/sign-in")
            #expect(try await wang.get(link).status == .notFound)
            #expect(try await wang.send("/sign-in", ["username": "wang", "password": "a better one"]).place == "/")
        }
    }

    @Test func aNewerLinkEndsTheOlderAndSoDoesTime() async throws {
        try await signedIn { site, li in
            let first = try await Self.link(li)
            let second = try await Self.link(li)
            #expect(try await li.stranger.get(first).status == .notFound)
            #expect(try await li.stranger.get(second).status == .ok)
            site.pass(PasswordLinks.life)
            #expect(try await li.stranger.get(second).status == .notFound)
        }
    }

    @Test func whoLeftChoosesNoPassword() async throws {
        try await signedIn { site, li in
            let link = try await Self.link(li)
            #expect(try await site.store.leave(2, successor: nil, handing: [], now: site.now) == [])
            #expect(try await li.stranger.get(link).status == .notFound)
            #expect(try await PasswordLinks(site.database).make(for: 2, now: site.now) == nil)
        }
    }

    @Test func onlyAdministratorsMakeLinks() async throws {
        try await signedIn { _, li in
            let wang = li.stranger
            try await wang.send(try await Self.link(li), ["password": "a better one"])
            try await wang.send("/sign-in", ["username": "wang", "password": "a better one"])
            let refused = try await wang.send("/settings/people/1/password-links", from: "/settings")
            #expect(refused.status == .forbidden)
        }
    }
}

@Suite struct SessionListTests {
    private let right = ["username": "li", "password": "correct horse"]

    @Test func sessionsAreListedAndEnded() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { here in
            try await here.send("/sign-in", right)
            let there = here.stranger
            try await there.send("/sign-in", right)
            let list = try await here.get("/settings/sessions").text
            #expect(list.matches(of: /name="session" value="/).count == 1 && list.contains("this one"))
            #expect(list.contains(/since \d{4}-\d\d-\d\d \d\d:\d\d · last seen \d{4}-\d\d-\d\d \d\d:\d\d/))
            let name = try #require(list.firstMatch(of: /name="session" value="([0-9a-f]+)"/).map { String($0.1) })
            #expect(name.count == 16)
            try await here.send("/settings/sessions/end", from: "/settings/sessions", ["session": name])
            #expect(try await there.get("/").place?.hasPrefix("/sign-in") == true)
            #expect(try await here.get("/").status == .ok)
        }
    }

    @Test func nobodyEndsAnothersSession() async throws {
        let site = try await PeopleSite()
        let li = try await site.addLi()
        let wang = NewUser(
            username: "wang", name: "Wang", password: "correct horse", language: .en, role: "representative")
        _ = try await site.store.add(wang, now: site.now)
        try await site.walk { visitor in
            try await visitor.send("/sign-in", right)
            let name = try await SessionStore(site.database).sessions(of: li, now: site.now, this: nil)[0].name
            let other = visitor.stranger
            try await other.send("/sign-in", ["username": "wang", "password": "correct horse"])
            try await other.send("/settings/sessions/end", from: "/settings/sessions", ["session": name])
            #expect(try await visitor.get("/").status == .ok)
        }
    }

    @Test(arguments: [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126 Safari/537.36",
            "Chrome · Windows"
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 MicroMessenger/8.0 Safari",
            "WeChat · iPhone"
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox · Linux"),
        ("curl/8.5", "curl"), ("something else", nil),
    ])
    func aBrowserInAFewWords(_ agent: String, _ words: String?) {
        #expect(AgentWords.of(agent) == words)
    }
}
