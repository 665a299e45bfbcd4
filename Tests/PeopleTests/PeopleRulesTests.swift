import Foundation
import Measures
@testable import People
import Site
import Testing

@Suite struct PeopleRulesTests {
    @Test(arguments: [
        ("li", "Li", "correct horse", [UserProblem]()), ("李伟", "李伟", "correct horse", []),
        ("li", "", "short", [.nameMissing, .passwordShort]),
        ("", "Li", "correct horse", [.usernameMissing]), ("a/b", "Li", "correct horse", [.usernameLetters]),
        (String(repeating: "a", count: 61), "Li", "correct horse", [.usernameLong]),
        ("li", String(repeating: "a", count: 101), "correct horse", [.nameLong]),
        ("li", "Li", String(repeating: "长", count: 300), [.passwordLong]),
    ])
    func aNewUserMustBeSound(username: String, name: String, password: String, problems: [UserProblem]) {
        let user = NewUser(username: username, name: name, password: password, language: .en, role: "representative")
        #expect(user.problems == problems)
    }

    @Test(
        "What anybody would try first is no password",
        arguments: [
            "1234567890", "13800138000", "19900101199001", "aaaaaaaaaaaa", "abababababab", "abcdefghijkl", "qwertyuiop",
            "qwertyuiop123", "1q2w3e4r5t6y", "asdfghjkl;'", "Password123!", "P@ssw0rd!!", "iloveyou520",
            "woaini1314520",
            "Admin@2026", "Summer2026!", "liwei12345", "Li.Wei2026!", "!@#$%^&*()", "Wei.Li2026", "李伟2026李伟2026",
            "woshiliwei", "20260101 20260101", "2026-11-28 2026", "iloveyouverymuch",
            "hello world!", "HelloWorld2026", "a1b2c3d4e5f6", "monkey dragon",
        ])
    func guessable(password: String) {
        #expect(NewUser.problems(ofPassword: password, names: ["li.wei", "李伟"]) == [.passwordGuessable])
    }

    @Test(
        "What nobody guesses is taken, however it is made",
        arguments: [
            "correct horse", "a long enough password", "pMuC-F0K1-30q3-3IrT", "我的密码是一首唐诗名", "tr0ub4dor&3x",
            "open sesame now",
            "2026 rain on tin roofs", "9f2ka7q1xe", "somebody rides a bicycle",
        ])
    func notGuessable(password: String) {
        #expect(NewUser.problems(ofPassword: password, names: ["li.wei", "李伟"]) == [])
    }

    @Test func usernamesAreFolded() { #expect(NewUser.folded(" Li.WEI ") == "li.wei") }

    @Test func passwordsAreKeptAsScryptWithItsParameters() async throws {
        let hash = try await PasswordHash.make("correct horse")
        #expect(hash.stored.hasPrefix("scrypt$15$8$1$") && hash.stored.split(separator: "$").count == 6)
        #expect(try await hash.matches("correct horse"))
        #expect(try await !hash.matches("correct horsf"))
        #expect(try await PasswordHash.make("correct horse") != hash)
        #expect(try await !PasswordHash.nobody.matches(""))
        for damaged in ["", "scrypt$15$8$1$x$y", "bcrypt$15$8$1$YQ==$YQ==", "scrypt$40$8$1$YQ==$YQ=="] {
            #expect(try await !PasswordHash(stored: damaged).matches("correct horse"))
        }
    }

    /// RFC 7914, section 12: scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1), its first 32 bytes.
    @Test func scryptIsTheOneOfTheStandard() async throws {
        let salt = Data("SodiumChloride".utf8).base64EncodedString()
        let bytes: [UInt8] = [
            0x70, 0x23, 0xbd, 0xcb, 0x3a, 0xfd, 0x73, 0x48, 0x46, 0x1c, 0x06, 0xcd, 0x81, 0xfd, 0x38, 0xeb,
            0xfd, 0xa8, 0xfb, 0xba, 0x90, 0x4f, 0x8e, 0x3e, 0xa9, 0xb5, 0x43, 0xf6, 0x54, 0x5d, 0xa1, 0xf2,
        ]
        let stored = "scrypt$14$8$1$\(salt)$\(Data(bytes).base64EncodedString())"
        #expect(try await PasswordHash(stored: stored).matches("pleaseletmein"))
    }

    @Test func randomPasswordsAreReadable() {
        var generator = Counting()
        let password = RandomPassword.make(using: &generator)
        #expect(password.count == 19 && password.split(separator: "-").map(\.count) == [4, 4, 4, 4])
        #expect(!password.contains { "lIO01".contains($0) })
        #expect(RandomPassword.make() != RandomPassword.make())
    }

    @Test func theThrottleForgetsAndForgives() async {
        let throttle = SignInThrottle()
        for second in 0..<5 { #expect(await throttle.wait(name: "li", address: "a", now: second) == nil) }
        #expect(await throttle.wait(name: "li", address: "a", now: 10) == 890)
        #expect(await throttle.wait(name: "li", address: "b", now: 10) == nil)
        #expect(await throttle.wait(name: "li", address: "a", now: 900) == nil)
        await throttle.forgive(name: "li", address: "a")
        for _ in 0..<5 { #expect(await throttle.wait(name: "li", address: "a", now: 901) == nil) }
        #expect(await throttle.wait(name: "li", address: "a", now: 901) != nil)
        for name in 0..<60 { _ = await throttle.wait(name: "\(name)", address: "c", now: 902) }
        #expect(await throttle.wait(name: "new", address: "c", now: 902) != nil)
    }

    @Test func wordsAndTemplatesAreComplete() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/People")
        #expect(try TextCheck.problems(PeopleText.self, sources: sources) == [])
        #expect(try TextCheck.templateProblems(PeopleFeature.feature(), sources: sources) == [])
    }
}

private struct Counting: RandomNumberGenerator {
    var state: UInt64 = 0
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return (state ^ (state >> 31)) &* 0xBF58_476D_1CE4_E5B9
    }
}
