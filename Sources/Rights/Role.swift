/// What a kind of person may see and do.
package struct Role: Sendable, Hashable {
    /// How commands and files name it.
    package var code: String
    /// What an administrator called it; nil for the built-in ones, whose names come with the language.
    package var name: String?
    package var reads: Reach
    package var writes: Reach
    package var fields: Set<Field>
    package var acts: Set<Act>

    package init(
        _ code: String, name: String? = nil, reads: Reach, writes: Reach, fields: Set<Field> = [], acts: Set<Act> = []
    ) {
        self.code = code
        self.name = name
        self.reads = reads
        self.writes = min(writes, reads)
        self.fields = fields
        self.acts = acts
    }

    package func may(_ act: Act) -> Bool { acts.contains(act) }
}

extension Role {
    /// Those a new company begins with; an administrator changes them and makes more.
    package static let builtIn: [Role] = [
        Role("administrator", reads: .all, writes: .all, fields: Set(Field.allCases), acts: Set(Act.allCases)),
        Role(
            "director", reads: .all, writes: .all, fields: Set(Field.allCases),
            acts: [.exporting, .approving, .publishing, .assigning]),
        Role(
            "sales-manager", reads: .department, writes: .team, fields: Set(Field.allCases),
            acts: [.exporting, .approving, .assigning]),
        Role("key-account-manager", reads: .team, writes: .own, fields: Set(Field.allCases), acts: [.exporting]),
        Role("representative", reads: .own, writes: .own, fields: [.personal]),
        Role(
            "finance", reads: .all, writes: .none, fields: [.cost, .credit], acts: [.importing, .undoing, .exporting]),
        Role("service", reads: .all, writes: .none, fields: [.personal]),
        Role("marketing", reads: .all, writes: .none, fields: [.personal], acts: [.exporting]),
        // The customer's own buyers; what they may see is the portal's to say (SPEC D1).
        Role("portal", reads: .none, writes: .none),
    ]

    /// Whoever may change it could lock everybody out, so nobody may.
    package static let administratorCode = "administrator"
}
