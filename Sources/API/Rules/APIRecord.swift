package import Rights

/// How a record is answered: each member once, with what it is and where it comes from.
package struct APIRecord<Root>: Sendable {
    package struct Member: Sendable {
        let member: APIShape.Member
        let value: @Sendable (Root, Scope) -> JSON

        /// - Parameter field: who may not see it is told null.
        package init(
            _ name: String, _ schema: APISchema, _ about: String, field: Field? = nil,
            _ value: @escaping @Sendable (Root) -> JSON
        ) {
            let shown: APISchema =
                if field != nil, case .nullable = schema { schema } else if field != nil { .nullable(schema) } else {
                    schema
                }
            member = APIShape.Member(name, shown, about, isRequired: true, field: field)
            self.value = { root, _ in value(root) }
        }

        /// Records inside a record: what their own members mask is masked here too.
        package init<Inner>(
            _ name: String, _ record: APIRecord<Inner>, _ about: String,
            _ value: @escaping @Sendable (Root) -> [Inner]
        ) {
            member = APIShape.Member(name, .list(.shape(record.shape)), about, isRequired: true)
            self.value = { root, scope in .list(value(root).map { record.json($0, for: scope) }) }
        }

        /// One record inside a record.
        package init<Inner>(
            _ name: String, one record: APIRecord<Inner>, _ about: String,
            _ value: @escaping @Sendable (Root) -> Inner
        ) {
            member = APIShape.Member(name, .shape(record.shape), about, isRequired: true)
            self.value = { root, scope in record.json(value(root), for: scope) }
        }

        /// One record inside a record, or null.
        package init<Inner>(
            _ name: String, orNull record: APIRecord<Inner>, _ about: String,
            _ value: @escaping @Sendable (Root) -> Inner?
        ) {
            member = APIShape.Member(name, .nullable(.shape(record.shape)), about, isRequired: true)
            self.value = { root, scope in value(root).map { record.json($0, for: scope) } ?? .null }
        }
    }

    package let shape: APIShape
    private let members: [Member]

    package init(_ name: String, _ members: [Member]) {
        shape = APIShape(name, members.map(\.member))
        self.members = members
    }

    /// - Parameter scope: of whoever asks.
    package func json(_ root: Root, for scope: Scope) -> JSON {
        .object(
            members.map { member in
                let isSeen = member.member.field.map { scope.sees($0) } ?? true
                return JSON.Member(member.member.name, isSeen ? member.value(root, scope) : .null)
            })
    }
}
