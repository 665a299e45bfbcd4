import Measures
import Foundation
import HTTPTypes
import People
import Rights
import SiteTesting
import Site
import Testing

@Suite struct SetUpTests {
    private let good = [
        "token": "token-on-console", "name": "Li Wei", "username": "Li.Wei", "password": "correct horse",
        "language": "zh",
    ]

    @Test func theFirstVisitorWithTheTokenBecomesAdministratorOnce() async throws {
        let site = try await PeopleSite()
        try await site.walk { visitor in
            #expect(try await visitor.get("/sign-in").place == "/setup")
            let page = try await visitor.get("/setup")
            #expect(page.text.contains("data-page=\"setup\"") && page.text.contains("data-test=\"setup\""))
            for name in ["token", "name", "username", "password"] { #expect(page.text.contains("name=\"\(name)\"")) }
            let answer = try await visitor.send("/setup", good)
            #expect(answer.status == .seeOther && answer.place == "/")
            let today = try await visitor.get("/").text
            #expect(today.contains("data-page=\"today\"") && today.contains("设置完成"))
            let users = try await site.store.users(.everything)
            #expect(users.map(\.username) == ["li.wei"] && users.map(\.role) == ["administrator"])
            #expect(try await visitor.get("/setup").status == .notFound)
            #expect(try await visitor.send("/setup", from: "/", good).status == .notFound)
            #expect(try await visitor.stranger.get("/sign-in").status == .ok)
        }
    }

    @Test func problemsStandAtTheirFieldsAndNothingIsLost() async throws {
        let site = try await PeopleSite()
        try await site.walk { visitor in
            let answer = try await visitor.send(
                "/setup",
                ["token": "guess", "name": "Li Wei", "username": "li wei!", "password": "short", "language": "zh"])
            #expect(answer.status == .unprocessableContent)
            for problem in [
                "This is not the token", "letters, digits, and . _ - @ only", "Use at least 10 characters.",
            ] { #expect(answer.text.contains(problem)) }
            #expect(answer.text.contains("value=\"Li Wei\"") && answer.text.contains("value=\"li wei!\""))
            #expect(!answer.text.contains("value=\"short\""))
            #expect(answer.text.contains("<option value=\"zh\" selected>"))
            #expect(try await site.store.hasAdministrator() == false)
        }
    }

    @Test func theTokenCannotBeGuessedForLong() async throws {
        let site = try await PeopleSite()
        try await site.walk { visitor in
            for _ in 1...5 {
                let answer = try await visitor.send("/setup", good.merging(["token": "x"]) { $1 })
                #expect(answer.status == .unprocessableContent)
            }
            #expect(try await visitor.send("/setup", good).status == .tooManyRequests)
        }
    }

    @Test func withoutATokenThereIsNoSetUp() async throws {
        try await PeopleSite(setUpToken: nil).walk { visitor in
            let answer = try await visitor.get("/setup")
            #expect(answer.status == .notFound)
        }
    }
}
