import Database
import Foundation
import HTTPTypes
import Measures
@testable import People
import Rights
import Site
import SiteTesting
import Testing

@Suite struct OneTimeCodeTests {
    /// RFC 6238, appendix B, its last six digits.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func codesAreThoseOfTheStandard(_ now: Int, _ code: String) {
        let secret = Array("12345678901234567890".utf8)
        #expect(OneTimeCode.code(secret, step: now / 30) == code)
    }

    @Test func aCodeCountsOnceAndForALittleWhile() {
        let secret = Array("12345678901234567890".utf8)
        let (now, step) = (1_111_111_109, 1_111_111_109 / 30)
        #expect(OneTimeCode.step(of: "081 804", secret, now: now, after: nil) == step)
        #expect(OneTimeCode.step(of: "081804", secret, now: now + 30, after: nil) == step)
        #expect(OneTimeCode.step(of: "081804", secret, now: now + 90, after: nil) == nil)
        #expect(OneTimeCode.step(of: "081804", secret, now: now, after: step) == nil)
        #expect(OneTimeCode.step(of: "81804", secret, now: now, after: nil) == nil)
        #expect(OneTimeCode.step(of: "", secret, now: now, after: nil) == nil)
    }

    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func secretsAreWrittenInBase32(_ plain: String, _ coded: String) {
        #expect(Base32.encode(Array(plain.utf8)) == coded)
        #expect(Base32.decode(coded.lowercased()) == Array(plain.utf8))
        #expect(Base32.decode(coded + "!") == nil)
    }

    @Test func recoveryCodesAreTypedHoweverPeopleLike() {
        let codes = (0..<100).map { _ in RecoveryCode.make() }
        #expect(Set(codes).count == 100 && codes.allSatisfy { $0.count == 11 })
        #expect(RecoveryCode.folded(" ABCDE fghij ") == "abcdefghij" && RecoveryCode.folded("abc") == nil)
    }

    @Test func aSecretIsAPicture() throws {
        let svg = try #require(QRCode.picture("otpauth://totp/Mainstay:li?secret=MZXW6YTBOI", title: "Scan <this>"))
        #expect(svg.html.contains("aria-label=\"Scan &lt;this&gt;\"") && svg.html.contains("<path d=\"M4 4h1v1h-1z"))
        #expect(
            OneTimeCode.address([0x66], username: "li@x y")
                == "otpauth://totp/Mainstay:li%40x%20y?secret=MY&issuer=Mainstay")
    }
}

/// Li signs in with a code.
@Suite struct TwoStepTests {
    private let right = ["username": "li", "password": "correct horse"]

    /// Signed in, with the second step turned on; the secret, and the recovery codes.
    private func withCodes(
        _ body: @escaping @Sendable (PeopleSite, Walker, [UInt8], [String]) async throws -> Void
    ) async throws {
        let site = try await PeopleSite()
        try await site.addLi()
        try await site.walk { li in
            try await li.send("/sign-in", right)
            try await li.send("/settings/two-step")
            let shown = try await li.get("/settings/two-step").text
            let typed = try #require(shown.firstMatch(of: /two-step-secret">([A-Z2-7 ]+)</).map { String($0.1) })
            let secret = try #require(Base32.decode(typed))
            let wrong = try await li.send("/settings/two-step/confirm", from: "/settings/two-step", ["code": "000000"])
            #expect(wrong.status == .unprocessableContent)
            let code = OneTimeCode.code(secret, step: site.now / 30)
            let page = try await li.send("/settings/two-step/confirm", from: "/settings/two-step", ["code": code])
            let codes = page.text.matches(of: /<li><code>([a-z2-7-]+)<\/code>/).map { String($0.1) }
            #expect(codes.count == 10)
            site.pass(60)
            try await body(site, li, secret, codes)
        }
    }

    @Test func thePasswordAloneIsNoLongerEnough() async throws {
        try await withCodes { site, li, secret, _ in
            let phone = li.stranger
            let half = try await phone.send("/sign-in", right.merging(["next": "/settings"]) { $1 })
            #expect(half.place == "/sign-in/code?next=%2Fsettings")
            #expect(try await phone.get("/settings").place?.hasPrefix("/sign-in") == true)
            let code = OneTimeCode.code(secret, step: site.now / 30)
            let page = "/sign-in/code?next=%2Fsettings"
            let wrong = try await phone.send("/sign-in/code", from: page, ["code": "123", "next": "/settings"])
            #expect(wrong.status == .unprocessableContent)
            let whole = try await phone.send("/sign-in/code", from: page, ["code": code, "next": "/settings"])
            #expect(whole.place == "/settings")
            #expect(try await phone.get("/settings").status == .ok)
            // The same code does not open a second browser.
            let thief = li.stranger
            try await thief.send("/sign-in", right)
            let again = try await thief.send("/sign-in/code", ["code": code])
            #expect(again.status == .unprocessableContent)
        }
    }

    @Test func aRecoveryCodeLetsInOnce() async throws {
        try await withCodes { _, li, _, codes in
            let first = li.stranger
            try await first.send("/sign-in", right)
            #expect(try await first.send("/sign-in/code", ["code": codes[0].uppercased()]).place == "/")
            let second = li.stranger
            try await second.send("/sign-in", right)
            #expect(try await second.send("/sign-in/code", ["code": codes[0]]).status == .unprocessableContent)
            #expect(try await first.get("/settings/two-step").text.contains("9 recovery codes"))
        }
    }

    @Test func theSecondStepWaitsFiveMinutes() async throws {
        try await withCodes { site, li, secret, _ in
            let phone = li.stranger
            try await phone.send("/sign-in", right)
            let csrf = try await phone.get("/sign-in/code").csrf ?? ""
            site.pass(TwoStepStore.patience)
            let code = OneTimeCode.code(secret, step: site.now / 30)
            #expect(try await phone.post("/sign-in/code", ["code": code, "csrf": csrf]).place == "/sign-in")
            #expect(try await phone.get("/sign-in/code").place == "/sign-in")
        }
    }

    @Test func guessingCodesIsSlowedDown() async throws {
        try await withCodes { _, li, _, _ in
            let thief = li.stranger
            try await thief.send("/sign-in", right)
            for _ in 0..<5 { try await thief.send("/sign-in/code", ["code": "111111"]) }
            #expect(try await thief.send("/sign-in/code", ["code": "111111"]).status == .tooManyRequests)
        }
    }

    @Test func turningItOffNeedsThePassword() async throws {
        try await withCodes { _, li, _, _ in
            let wrong = try await li.send("/settings/two-step/end", from: "/settings/two-step", ["current": "no"])
            #expect(wrong.status == .unprocessableContent)
            let path = "/settings/two-step"
            #expect(try await li.send(path + "/end", from: path, ["current": "correct horse"]).place == path)
            #expect(try await li.stranger.send("/sign-in", right).place == "/")
        }
    }

    @Test func anAdministratorHelpsWhoLostTheirPhone() async throws {
        try await withCodes { site, li, _, _ in
            let wang = NewUser(
                username: "wang", name: "Wang", password: "correct horse", language: .en, role: "administrator")
            _ = try await site.store.add(wang, now: site.now)
            let other = li.stranger
            try await other.send("/sign-in", ["username": "wang", "password": "correct horse"])
            try await other.send("/settings/people/1/two-step/end", from: "/settings/people/1")
            #expect(try await li.stranger.send("/sign-in", right).place == "/")
        }
    }
}
