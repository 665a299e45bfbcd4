import Measures
import Database
import DatabaseSQLite
import Foundation
import HTTPTypes
import Rights
import SiteTesting
@testable import People
import Site
import Testing

@Suite struct SignInTests {
    private let right = ["username": "li", "password": "correct horse"]

    @Test func theRightPasswordLeadsWhereTheVisitorWanted() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            #expect(try await visitor.get("/settings").place == "/sign-in?next=%2Fsettings")
            let page = try await visitor.get("/sign-in?next=%2Fsettings")
            #expect(page.text.contains("data-page=\"sign-in\"") && page.text.contains("data-test=\"sign-in\""))
            let answer = try await visitor.send(
                "/sign-in", from: "/sign-in?next=%2Fsettings",
                right.merging(["next": "/settings"]) { first, _ in first })
            #expect(answer.status == .seeOther && answer.place == "/settings")
            let settings = try await visitor.get("/settings")
            #expect(settings.text.contains("data-page=\"settings\"") && settings.text.contains("Li Wei"))
            #expect(try await visitor.get("/").text.contains("data-page=\"today\""))
        }
    }

    @Test(arguments: ["https://evil.example/", "//evil.example", "/\\evil.example"])
    func signingInLeadsNowhereElse(next: String) async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            let answer = try await visitor.send("/sign-in", right.merging(["next": next]) { first, _ in first })
            #expect(answer.place == "/")
        }
    }

    @Test func nobodyLearnsWhetherANameExists() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            let wrong = try await visitor.send("/sign-in", ["username": "li", "password": "wrong"])
            let unknown = try await visitor.send("/sign-in", ["username": "wu", "password": "wrong"])
            #expect(wrong.status == .unprocessableContent && unknown.status == .unprocessableContent)
            #expect(wrong.text.contains("This username and password do not go together."))
            #expect(wrong.text.contains("value=\"li\"") && !wrong.text.contains("value=\"wrong\""))
            let same = unknown.text.replacing("value=\"wu\"", with: "value=\"li\"")
            #expect(same == wrong.text)
            #expect(visitor["mainstay_session"] == nil)
        }
    }

    /// By whom it was tried is kept, what was typed is not: a password ends up in the field of the name at times.
    @Test func whoWasNotLetInIsInTheAudit() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            _ = try await visitor.send("/sign-in", ["username": "li", "password": "hunter2"])
            _ = try await visitor.send("/sign-in", ["username": "hunter2", "password": "hunter2"])
            let entries = try await site.database.read { connection in
                try connection.rows(
                    """
                    SELECT act, subject_name, user_id IS NULL, changes || user_name FROM audit_entries
                    WHERE act = 'sign_in.refused' ORDER BY id
                    """
                ) { [try $0.text(0), try $0.text(1), "\(try $0.bool(2))", $0.optionalText(3) ?? ""] }
            }
            #expect(entries.map { $0[1] } == ["Li Wei", ""] && entries.allSatisfy { $0[2] == "true" })
            #expect(!entries.joined().contains { $0.contains("hunter2") })
        }
    }

    @Test func signingInNeedsTheFormsToken() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            #expect(try await visitor.post("/sign-in", right).status == .forbidden)
            let token = try await visitor.get("/sign-in").csrf ?? ""
            let fields = right.merging(["csrf": token]) { first, _ in first }
            #expect(try await visitor.stranger.post("/sign-in", fields).status == .forbidden)
            #expect(try await visitor.post("/sign-in", fields).status == .seeOther)
        }
    }

    @Test func aSessionIsNewAtEachSignInAndGoneAfterSignOut() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            let planted = String(repeating: "ab", count: 32)
            visitor["mainstay_session"] = planted
            try await visitor.send("/sign-in", right)
            let first = try #require(visitor["mainstay_session"])
            #expect(first != planted && first.count == 64)
            let thief = visitor.stranger
            thief["mainstay_session"] = first
            #expect(try await thief.get("/settings").status == .ok)
            #expect(try await visitor.post("/sign-out", [:]).status == .forbidden)
            #expect(try await visitor.send("/sign-out", from: "/settings").place == "/sign-in")
            #expect(visitor["mainstay_session"] == nil)
            let ended = try await site.database.read {
                try $0.rows("SELECT user_id, way FROM audit_entries WHERE act = 'session.ended'") {
                    "\($0.optionalInt(0) ?? 0) \(try $0.text(1))"
                }
            }
            #expect(ended == ["1 page"])
            #expect(try await thief.get("/settings").status == .seeOther)
            #expect(try await visitor.get("/sign-in").text.contains("You are signed out."))
        }
    }

    @Test func theDatabaseDoesNotKnowTheToken() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            try await visitor.send("/sign-in", right)
            let token = try #require(visitor["mainstay_session"])
            let stored = try await site.database.read { try $0.text("SELECT token_hash FROM sessions") }
            #expect(stored == SessionStore.hash(token) && stored != token)
        }
    }

    @Test(arguments: [(11 * 3_600, 3, true), (12 * 3_600, 1, false), (11 * 3_600, 16, false)])
    func sessionsEndByIdlenessAndAge(step: Int, times: Int, stays: Bool) async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            try await visitor.send("/sign-in", right)
            var last = HTTPResponse.Status.ok
            for _ in 0..<times {
                site.pass(step)
                last = try await visitor.get("/settings").status
            }
            #expect((last == .ok) == stays)
        }
    }

    @Test func guessingIsSlowedDown() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            for _ in 1...5 {
                let answer = try await visitor.send("/sign-in", ["username": "LI", "password": "wrong"])
                #expect(answer.status == .unprocessableContent)
            }
            let refused = try await visitor.send("/sign-in", right)
            #expect(refused.status == .tooManyRequests && refused.headers[.retryAfter] == "900")
            #expect(refused.text.contains("Too many tries"))
            #expect(
                try await visitor.send("/sign-in", ["username": "wu", "password": "x"]).status == .unprocessableContent)
            site.pass(900)
            #expect(try await visitor.send("/sign-in", right).status == .seeOther)
        }
    }

    @Test func aNewPasswordEndsTheOtherSessions() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            let other = visitor.stranger
            try await visitor.send("/sign-in", right)
            try await other.send("/sign-in", right)
            let wrong = try await visitor.send(
                "/settings/password", from: "/settings", ["current": "wrong", "password": "battery staple"])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("This is not your current password."))
            let short = try await visitor.send(
                "/settings/password", from: "/settings", ["current": "correct horse", "password": "short"])
            #expect(short.text.contains("Use at least 10 characters."))
            let changed = try await visitor.send(
                "/settings/password", from: "/settings", ["current": "correct horse", "password": "battery staple"])
            #expect(changed.place == "/settings")
            #expect(try await visitor.get("/settings").status == .ok)
            #expect(try await other.get("/settings").status == .seeOther)
            #expect(try await other.send("/sign-in", right).status == .unprocessableContent)
        }
    }

    @Test func whoSendsAFormTooLateIsToldAndComesBackToThePage() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            try await visitor.send("/sign-in", right)
            let token = try await visitor.get("/settings").csrf ?? ""
            site.pass(13 * 3_600)
            let late = try await visitor.post(
                "/settings/password", ["csrf": token], referer: "https://crm.example/settings")
            #expect(late.place == "/sign-in?next=%2Fsettings")
            let page = try await visitor.get(late.place ?? "").text
            #expect(page.contains("what you sent was not saved") && page.contains("name=\"next\" value=\"/settings\""))
            #expect(try await visitor.get("/sign-in").text.contains("was not saved") == false)
        }
    }

    @Test func aRefusedPasswordLeavesTheLanguageButtonOnTheSettings() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            try await visitor.send("/sign-in", right)
            let refused = try await visitor.send("/settings/password", from: "/settings", ["current": "wrong"])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("name=\"next\" value=\"/settings\""))
        }
    }

    @Test("Whoever chose no language reads their browser's, at each sign-in until they choose")
    func theBrowsersLanguage() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            func language() async throws -> Language? {
                try await site.store.users(.everything).first?.preferences.language
            }
            for browser in ["zh-CN,zh;q=0.9", "en-GB,en;q=0.8", "zh-CN"] {
                visitor.acceptLanguage = browser
                try await visitor.send("/sign-in", right)
                #expect(try await language() == Language(acceptLanguage: browser))
                try await visitor.send("/sign-out", from: "/")
            }
            visitor.acceptLanguage = nil
            try await visitor.send("/sign-in", right)
            #expect(try await language() == .zh)
            try await visitor.send("/preferences", from: "/", ["language": "zh", "next": "/"])
            try await visitor.send("/sign-out", from: "/")
            visitor.acceptLanguage = "en-GB"
            try await visitor.send("/sign-in", right)
            #expect(try await language() == .zh)
        }
    }

    @Test func aLanguageAskedForBeforeSigningInIsKept() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            let before = try #require(try await site.store.users(.everything).first).preferences.language
            let asked = before.other
            try await visitor.send("/preferences", from: "/sign-in", ["language": asked.rawValue, "next": "/sign-in"])
            try await visitor.send("/sign-in", right)
            #expect(try await site.store.users(.everything).map(\.preferences.language) == [asked])
            // Asked once: whoever signs in here next keeps their own.
            #expect(visitor["mainstay_asked_language"] == nil)
            try await visitor.send("/preferences", from: "/", ["language": before.rawValue, "next": "/"])
            try await visitor.send("/sign-out", from: "/")
            try await visitor.send("/sign-in", right)
            #expect(try await site.store.users(.everything).map(\.preferences.language) == [before])
        }
    }

    @Test func preferencesStayWithTheUser() async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { visitor in
            try await visitor.send("/sign-in", right)
            try await visitor.send("/settings", ["language": "zh", "appearance": "dark", "density": "compact"])
            let page = try await visitor.get("/settings").text
            #expect(page.contains("lang=\"zh-CN\"") && page.contains("data-bs-theme=\"dark\""))
            #expect(page.contains("data-density=\"compact\"") && page.contains("设置已保存。"))
            try await visitor.send("/preferences", from: "/", ["language": "en", "next": "/settings"])
            #expect(try await visitor.get("/").text.contains("lang=\"en\""))
            let users = try await site.store.users(.everything)
            #expect(users.map(\.preferences.language) == [.en] && users.map(\.preferences.appearance) == [.dark])
        }
    }
}
