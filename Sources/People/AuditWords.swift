package import Audit
package import Measures
package import Site

/// What a feature calls the acts, records, fields and codes that it writes into the audit.
package struct AuditWords: Contribution {
    package typealias Word = @Sendable (Language) -> String

    let acts: [AuditAct: Word]
    let kinds: [AuditSubject.Kind: Word]
    let fields: [String: Word]
    /// Of a field's codes.
    let values: [String: [String: Word]]

    /// - Parameter values: of each field that holds codes, what they mean.
    package init<Key: TextKey>(
        acts: [AuditAct: Key] = [:], kinds: [AuditSubject.Kind: Key] = [:], fields: [String: Key] = [:],
        values: [String: [String: Key]] = [:]
    ) {
        func word(_ key: Key) -> Word { { Key.texts.wording(key, $0) } }
        self.acts = acts.mapValues(word)
        self.kinds = kinds.mapValues(word)
        self.fields = fields.mapValues(word)
        self.values = values.mapValues { $0.mapValues(word) }
    }

    /// Of words that no text of a feature holds.
    package init(values: [String: [String: Word]]) {
        (acts, kinds, fields) = ([:], [:], [:])
        self.values = values
    }
}
