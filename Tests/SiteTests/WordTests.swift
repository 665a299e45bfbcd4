import Foundation
import Measures
@testable import Site
import Testing

private enum SampleText: String, TextKey {
    case users, greeting, lost
    static let texts = Texts(
        en: #"{"users": {"one": "{count} user", "other": "{count} users"}, "greeting": "Hello {name}{mark}"}"#,
        zh: #"{"users": "{count} 位用户", "greeting": "您好,{name}", "spare": "x"}"#)
}

@Suite struct WordTests {
    private let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/Site")

    @Test func sitesOwnWordsAndTemplatesAreComplete() throws {
        #expect(try TextCheck.problems(SiteText.self, sources: sources) == [])
        #expect(try TextCheck.templateProblems(Site.ownFeature, sources: sources) == [])
    }

    @Test(arguments: [(Language.en, 1, "1 user"), (.en, 0, "0 users"), (.en, 2, "2 users"), (.zh, 1, "1 位用户")])
    func pluralsFollowTheLanguage(language: Language, count: Int, text: String) {
        #expect(SampleText.texts.wording(SampleText.users, language, count: count) == text)
    }

    @Test func namesAreFilledInOnce() {
        let text = SampleText.texts.wording(SampleText.greeting, .en, ["name": "{mark}", "mark": "."])
        #expect(text == "Hello {mark}.")
    }

    @Test func incompleteWordsAreReported() throws {
        let problems = Set(try TextCheck.problems(SampleText.self, sources: sources))
        #expect(problems.isSuperset(of: ["zh.json misses lost", "en.json misses lost", "zh.json has unknown spare"]))
        #expect(problems.contains("greeting has different {names} in its languages"))
        #expect(problems.contains("greeting is never used") && problems.contains("lost is never used"))
    }
}
