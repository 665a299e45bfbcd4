package import Database
import HTTPTypes
package import Rights
package import Site

/// A call that was read and found right: by whom, with what.
package struct APICall: Sendable {
    /// With the token's user as its viewer.
    package let visit: Visit
    /// Writes on the user's behalf; what it writes first remembers the call's `Idempotency-Key`.
    package let database: any Database
    /// The values of the address, by name.
    let values: [String: JSON]
    package let body: JSON

    package var scope: Scope { visit.scope }
    package var writing: Scope { visit.writing }

    package func id(_ name: String = "id") -> Int { integer(name) ?? 0 }
    package func text(_ name: String) -> String? {
        if case .text(let text)? = values[name] { text } else { nil }
    }
    package func integer(_ name: String) -> Int? { values[name]?.whole.flatMap { Int(exactly: $0) } }
    package func flag(_ name: String) -> Bool? {
        if case .flag(let flag)? = values[name] { flag } else { nil }
    }

    package var limit: Int { integer("limit") ?? APIPaging.usual }

    /// Where the page begins, as the list's own type reads it; nil for the start.
    /// - Throws: a problem for what no answer of ours said.
    package func place<Mark>(_ read: (Cursor) -> Mark?) throws -> Mark? {
        guard let text = text("cursor") else { return nil }
        guard let mark = Cursor(encoded: text).flatMap(read) else {
            throw Problem(
                .badRequest, "The cursor is none that this list gave.",
                faults: [.init(parameter: "cursor", "has to be the next_cursor of an answer of the same list and sort")]
            )
        }
        return mark
    }

    /// The answer of a list.
    /// - Parameter rows: one more than `limit` when there are more.
    package func page<Row>(
        _ rows: [Row], _ record: APIRecord<Row>, cursor: (Row) -> Cursor
    ) -> APIAnswer {
        let shown = Array(rows.prefix(limit))
        let next = rows.count > limit ? shown.last.map { cursor($0).encoded } : nil
        return APIAnswer([
            "data": .list(shown.map { record.json($0, for: scope) }), "next_cursor": .text(next),
        ])
    }

    /// - Throws: 404 for nil: what somebody may not see is not there for them.
    package func found<Row>(_ row: Row?) throws -> Row {
        guard let row else { throw Refusal.notFound }
        return row
    }
}

extension JSON {
    /// A text member; nil when it is left out or null.
    package func text(_ name: String) -> String? {
        if case .text(let text)? = self[name] { text } else { nil }
    }
    package func integer(_ name: String) -> Int? { self[name]?.whole.flatMap { Int(exactly: $0) } }
    package func flag(_ name: String) -> Bool? {
        if case .flag(let flag)? = self[name] { flag } else { nil }
    }
    package func list(_ name: String) -> [JSON]? {
        if case .list(let values)? = self[name] { values } else { nil }
    }
    package func has(_ name: String) -> Bool { self[name] != nil }
}

/// What a call is answered with.
package struct APIAnswer: Sendable, Hashable {
    /// Nil for nothing.
    package var value: JSON?
    /// Where the record is that was made.
    package var location: String?

    /// - Parameter location: below the API's version.
    package init(_ value: JSON?, location: String? = nil) {
        self.value = value
        self.location = location
    }
}
