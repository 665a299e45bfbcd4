package import Measures
package import Site

/// A kind of notice that a feature brings, with its words.
package struct NoticeKind: Contribution {
    /// As it is kept, and never changes.
    package var code: String
    /// What such notices are called.
    package var title: @Sendable (Language) -> String
    package var sentence: @Sendable (Language, _ values: [String: String]) -> String

    package init<Key: TextKey>(_ code: String, title: Key, sentence: Key) {
        self.code = code
        self.title = { Key.texts.wording(title, $0) }
        self.sentence = { Key.texts.wording(sentence, $0, $1) }
    }
}

extension Notice {
    /// What it says; of a kind that nobody brings any more, where it leads.
    package func sentence(_ kinds: [NoticeKind], _ language: Language) -> String {
        kinds.first { $0.code == kind }?.sentence(language, values) ?? path
    }
}
