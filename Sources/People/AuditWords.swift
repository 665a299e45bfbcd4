package import Audit
package import Measures
package import Site

/// What a feature calls the acts, records and fields that it writes into the audit.
package struct AuditWords: Contribution {
    package typealias Word = @Sendable (Language) -> String

    let acts: [AuditAct: Word]
    let kinds: [AuditSubject.Kind: Word]
    let fields: [String: Word]

    package init<Key: TextKey>(acts: [AuditAct: Key], kinds: [AuditSubject.Kind: Key], fields: [String: Key]) {
        func word(_ key: Key) -> Word { { Key.texts.wording(key, $0) } }
        self.acts = acts.mapValues(word)
        self.kinds = kinds.mapValues(word)
        self.fields = fields.mapValues(word)
    }
}
