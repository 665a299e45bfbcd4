/// What a person may see or change. Every store function takes one; commands and jobs pass `.everything`.
///
/// It is the rule of `Person.access(to:)` in a form that a store can put into a query.
package struct Scope: Sendable, Hashable {
    /// Some of the accounts, as a query finds them.
    package struct Part: Sendable, Hashable {
        package var user: Int
        /// Units whose people's accounts belong to it, besides the person's own.
        package var ownerUnits: [Int]
        /// Units whose shares the person receives.
        package var sharedUnits: [Int]
        /// Only what was given for writing counts.
        package var isForWriting: Bool
    }

    private enum Extent: Hashable { case everything, nothing, part(Part) }

    private let extent: Extent
    private let fields: Set<Field>
    /// Changes with whatever rights rest on, so that answers kept for a scope are not those of an earlier day.
    private let version: Int

    package static let everything = Scope(extent: .everything, fields: Set(Field.allCases), version: 0)
    package static let nothing = Scope(extent: .nothing, fields: [], version: 0)

    /// What a person may read.
    package static func reading(_ person: Person, version: Int) -> Scope {
        Scope(person, person.role.reads, isForWriting: false, version)
    }

    /// What a person may change.
    package static func writing(_ person: Person, version: Int) -> Scope {
        Scope(person, person.role.writes, isForWriting: true, version)
    }

    private init(extent: Extent, fields: Set<Field>, version: Int) {
        self.extent = extent
        self.fields = fields
        self.version = version
    }

    private init(_ person: Person, _ reach: Reach, isForWriting: Bool, _ version: Int) {
        switch reach {
        case .none: extent = .nothing
        case .all: extent = .everything
        case .own, .team, .department:
            extent = .part(
                Part(
                    user: person.user, ownerUnits: person.units(reach), sharedUnits: person.unitsAbove,
                    isForWriting: isForWriting))
        }
        fields = person.role.fields
        // Who sees everything sees it whatever changes; their answers stay kept.
        self.version = reach == .all ? 0 : version
    }

    /// True when a store needs no condition.
    package var isEverything: Bool { extent == .everything }

    /// True when a store need not even ask.
    package var isNothing: Bool { extent == .nothing }

    /// What a query has to ask for; nil for everything and for nothing.
    package var part: Part? {
        if case .part(let part) = extent { part } else { nil }
    }

    /// Whether a column may be shown, sorted by, filtered by or added up.
    package func sees(_ field: Field) -> Bool { fields.contains(field) }
}
