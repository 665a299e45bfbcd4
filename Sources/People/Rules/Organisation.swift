package import Rights

/// A team or department of the company.
package struct OrgUnit: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable { case department, team }

    package var id: Int
    package var parent: Int?
    package var kind: Kind
    package var name: String
    /// Who leads it; their reach covers it wherever they themselves sit.
    package var manager: Int?

    package init(id: Int, parent: Int? = nil, kind: Kind, name: String, manager: Int? = nil) {
        self.id = id
        self.parent = parent
        self.kind = kind
        self.name = name
        self.manager = manager
    }
}

/// The company's departments and teams as a tree (SPEC O1).
package struct Organisation: Sendable, Equatable {
    /// A unit with how deep it stands.
    package struct Placed: Sendable, Hashable {
        package var unit: OrgUnit
        package var depth: Int
    }

    private let units: [Int: OrgUnit]
    private let below: [Int: [Int]]

    package init(_ units: [OrgUnit]) {
        self.units = Dictionary(units.map { ($0.id, $0) }) { first, _ in first }
        below = Dictionary(grouping: units.filter { $0.parent != nil }) { $0.parent ?? 0 }
            .mapValues { $0.map(\.id).sorted() }
    }

    package var isEmpty: Bool { units.isEmpty }

    package subscript(id: Int) -> OrgUnit? { units[id] }

    /// All units as a reader expects them: each below the one it belongs to, neighbours by name.
    package var inOrder: [Placed] {
        func placed(_ unit: OrgUnit, _ depth: Int) -> [Placed] {
            [Placed(unit: unit, depth: depth)] + children(of: unit.id).flatMap { placed($0, depth + 1) }
        }
        return children(of: nil).flatMap { placed($0, 0) }
    }

    /// The unit itself and everything below it.
    package func tree(under unit: Int) -> [Int] {
        var found = [unit]
        var next = 0
        while next < found.count {
            found += (below[found[next]] ?? []).filter { !found.contains($0) }
            next += 1
        }
        return found
    }

    /// The unit itself and all above it, the nearest first.
    package func line(above unit: Int?) -> [Int] {
        var line: [Int] = []
        var next = unit
        while let id = next, units[id] != nil, !line.contains(id) {
            line.append(id)
            next = units[id]?.parent
        }
        return line
    }

    /// The department a unit belongs to: the nearest at or above it, else the topmost unit.
    package func department(of unit: Int?) -> Int? {
        let line = line(above: unit)
        return line.first { units[$0]?.kind == .department } ?? line.last
    }

    /// Somebody with a role in a unit, as the rules of rights see them.
    package func person(_ user: Int, role: Role, unit: Int?) -> Person {
        let managed = units.values.filter { $0.manager == user }.map(\.id)
        let team = Set(([unit].compactMap { $0 } + managed).flatMap { tree(under: $0) })
        let own = department(of: unit).map { tree(under: $0) } ?? []
        return Person(
            user: user, role: role, unitsAbove: line(above: unit), teamUnits: team.sorted(), departmentUnits: own)
    }

    private func children(of parent: Int?) -> [OrgUnit] {
        units.values.filter { $0.parent == parent }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
}

/// Why the organisation cannot be changed so.
package enum OrganisationProblem: Error, Sendable, Equatable {
    case nameMissing, nameLong
    /// A unit cannot stand below itself.
    case circle
    /// People or units are still in it.
    case notEmpty
    /// Accounts are shared with it.
    case shared
    case unknown
}

extension OrgUnit {
    package static let longestName = 100

    /// What is wrong with a name as typed.
    package static func problem(ofName name: String) -> OrganisationProblem? {
        if name.isEmpty { return .nameMissing }
        return name.count > longestName ? .nameLong : nil
    }
}
