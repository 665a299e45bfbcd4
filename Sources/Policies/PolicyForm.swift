import Database
package import Judging
package import Measures
package import Site

/// A policy as its page shows it; the feature that judges by it brings one.
package struct PolicyForm: Contribution {
    /// The last part of its address.
    package let kind: String
    let title: @Sendable (Visit) -> String
    let question: @Sendable (Visit) -> String
    let sections: @Sendable (Visit, PolicyRowCount) async throws -> [PolicySection]
    /// What a document would change, in words; nil where there is nothing yet that it could.
    let preview: @Sendable (Visit, _ document: String) async throws -> PolicyPreview?
    /// The day from which a new version usually judges; nil for today.
    let start: @Sendable (Visit) async throws -> Day?
    /// Newest first.
    let records: @Sendable (any Database) async throws -> [PolicyRecord]
    /// Answers the new version's number.
    let publish: @Sendable (PolicyDraft, any Database) async throws -> Int

    /// - Parameter sections: every number and word of the policy, once.
    package init<Body: Policy>(
        _ type: Body.Type, title: @escaping @Sendable (Visit) -> String,
        question: @escaping @Sendable (Visit) -> String,
        sections: @escaping @Sendable (Visit, PolicyRowCount) async throws -> [PolicySection],
        preview: @escaping @Sendable (Visit, Body) async throws -> PolicyPreview?,
        start: @escaping @Sendable (Visit) async throws -> Day?
    ) {
        self.preview = { visit, document in try await preview(visit, try PolicyDocument.read(document)) }
        self.start = start
        kind = Body.kind
        self.title = title
        self.question = question
        self.sections = sections
        records = { database in try await database.read { try PolicyStore.records(of: Body.self, in: $0) } }
        publish = { draft, database in
            let body: Body = try PolicyDocument.read(draft.document)
            return try await database.write { connection in
                try PolicyStore.publish(
                    body, from: draft.effective, following: draft.base, note: draft.note, user: draft.user,
                    now: draft.now, in: connection
                ).version
            }
        }
    }
}

/// What publishing would change, said before it does.
package struct PolicyPreview: Sendable {
    let sentences: [String]
    let table: Markup?

    package init(_ sentences: [String], table: Markup?) {
        self.sentences = sentences
        self.table = table
    }
}

/// How many rows a list of a policy has, by the keys that lead to it.
package typealias PolicyRowCount = @Sendable (_ list: String) -> Int

/// A new version on its way.
struct PolicyDraft: Sendable {
    var document: String
    var effective: Day
    /// The version it was made from.
    var base: Int
    var note: String
    var user: Int?
    var now: Int
}

/// Numbers of a policy that belong together, as a table.
package struct PolicySection: Sendable {
    /// A cell of the table.
    package struct Field: Sendable {
        package enum Kind: Sendable {
            /// Shown and typed as so many times what is kept: 100 for a share in per cent.
            case number(factor: Double)
            case text
            case choice([(value: String, title: String)])
        }

        let place: String
        let kind: Kind

        package static func number(_ place: String, factor: Double = 1) -> Field {
            Field(place: place, kind: .number(factor: factor))
        }

        package static func text(_ place: String) -> Field { Field(place: place, kind: .text) }

        package static func choice(_ place: String, _ options: [(value: String, title: String)]) -> Field {
            Field(place: place, kind: .choice(options))
        }
    }

    package struct Row: Sendable {
        let label: String
        let fields: [Field]

        package init(_ label: String, _ fields: [Field]) {
            self.label = label
            self.fields = fields
        }
    }

    let title: String
    let note: String?
    /// The first names the rows.
    let columns: [String]
    let rows: [Row]
    /// Where a fault of all of them is told, as of weights that do not add up.
    let place: String
    /// The keys of the list that its rows are; rows can be left empty and go then.
    let list: String?

    package init(
        _ title: String, note: String? = nil, columns: [String], rows: [Row], place: String = "", list: String? = nil
    ) {
        self.title = title
        self.note = note
        self.columns = columns
        self.rows = rows
        self.place = place
        self.list = list
    }
}
