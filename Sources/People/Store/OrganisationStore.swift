import Audit
package import Database
package import Rights

/// The company's units and roles.
package struct OrganisationStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    // MARK: Units

    package func organisation() async throws -> Organisation {
        try await database.read { try Self.organisation(in: $0) }
    }

    static func organisation(in connection: any Connection) throws -> Organisation {
        Organisation(
            try connection.rows("SELECT id, parent_id, kind, name, manager_id FROM org_units ORDER BY id") { row in
                OrgUnit(
                    id: try row.int(0), parent: row.optionalInt(1),
                    kind: OrgUnit.Kind(rawValue: try row.text(2)) ?? .team,
                    name: try row.text(3), manager: row.optionalInt(4))
            })
    }

    /// Adds a unit and answers its id.
    /// - Throws: `OrganisationProblem`
    package func add(_ unit: OrgUnit) async throws -> Int {
        if let problem = OrgUnit.problem(ofName: unit.name) { throw problem }
        return try await database.write { connection in
            try Self.check(unit, id: nil, in: connection)
            let id = try Identifiers.reserve(1, for: "org_units", in: connection)
            try connection.execute(
                """
                INSERT INTO org_units (id, parent_id, kind, name, manager_id)
                VALUES (\(id), \(unit.parent), \(unit.kind.rawValue), \(unit.name), \(unit.manager))
                """)
            try RightsVersion.raise(in: connection)
            try Audit.note(
                .unitAdded, AuditSubject(.unit, id, named: unit.name), try Self.changes(nil, unit, in: connection),
                in: connection)
            return id
        }
    }

    /// - Throws: `OrganisationProblem`
    package func change(_ unit: OrgUnit) async throws {
        if let problem = OrgUnit.problem(ofName: unit.name) { throw problem }
        try await database.write { connection in
            try Self.check(unit, id: unit.id, in: connection)
            let before = try Self.organisation(in: connection)[unit.id]
            try connection.execute(
                """
                UPDATE org_units SET parent_id = \(unit.parent), kind = \(unit.kind.rawValue), name = \(unit.name),
                    manager_id = \(unit.manager) WHERE id = \(unit.id)
                """)
            try RightsVersion.raise(in: connection)
            let changes = try Self.changes(before, unit, in: connection)
            if !changes.isEmpty {
                try Audit.note(.unitChanged, AuditSubject(.unit, unit.id, named: unit.name), changes, in: connection)
            }
        }
    }

    /// Takes away a unit that holds nobody.
    /// - Throws: `OrganisationProblem`
    package func remove(unit: Int) async throws {
        try await database.write { connection in
            let people = try connection.integer(
                "SELECT id FROM users WHERE unit_id = \(unit) AND left_at IS NULL LIMIT 1")
            let below = try connection.integer("SELECT id FROM org_units WHERE parent_id = \(unit) LIMIT 1")
            guard people == nil, below == nil else { throw OrganisationProblem.notEmpty }
            let name = try PeopleStore.unit(unit, in: connection) ?? ""
            try connection.execute("UPDATE users SET unit_id = NULL WHERE unit_id = \(unit)")
            do {
                let gone = try connection.execute("DELETE FROM org_units WHERE id = \(unit)")
                if gone == 0 { throw OrganisationProblem.unknown }
            } catch DatabaseError.foreignKey { throw OrganisationProblem.shared }
            try RightsVersion.raise(in: connection)
            try Audit.note(.unitRemoved, AuditSubject(.unit, unit, named: name), in: connection)
        }
    }

    /// What the audit says of a unit; nil before it was there.
    private static func changes(
        _ before: OrgUnit?, _ now: OrgUnit, in connection: any Connection
    ) throws -> [AuditChange] {
        func manager(_ unit: OrgUnit?) throws -> String? {
            try unit?.manager.map { try PeopleStore.subject($0, in: connection).name }
        }
        return AuditChange.between([
            AuditChange("name", before?.name, now.name), AuditChange("kind", before?.kind.rawValue, now.kind.rawValue),
            AuditChange(
                "parent", try PeopleStore.unit(before?.parent, in: connection),
                try PeopleStore.unit(now.parent, in: connection)),
            AuditChange("manager", try manager(before), try manager(now)),
        ])
    }

    private static func check(_ unit: OrgUnit, id: Int?, in connection: any Connection) throws {
        let known = try organisation(in: connection)
        if let id, known[id] == nil { throw OrganisationProblem.unknown }
        if let parent = unit.parent {
            guard known[parent] != nil else { throw OrganisationProblem.unknown }
            if let id, known.line(above: parent).contains(id) { throw OrganisationProblem.circle }
        }
        if let manager = unit.manager {
            let there = try connection.integer("SELECT id FROM users WHERE id = \(manager)")
            if there == nil { throw OrganisationProblem.unknown }
        }
    }

    // MARK: Roles

    /// The built-in ones in their order, then the company's own by code.
    package func roles() async throws -> [Role] {
        let all = try await database.read { connection in
            try connection.rows("SELECT \(RoleRow.columns) FROM roles ORDER BY code") { try RoleRow.role($0) }
        }
        let order = Role.builtIn.map(\.code)
        return all.enumerated().sorted { left, right in
            let places = [left, right].map { order.firstIndex(of: $0.element.code) ?? order.count + $0.offset }
            return places[0] < places[1]
        }.map(\.element)
    }

    /// Keeps a role, new or changed.
    /// - Throws: `RoleDraft.Problem`
    package func keep(_ draft: RoleDraft, isNew: Bool) async throws {
        let role = draft.role
        try await database.write { connection in
            let before = try connection.first("SELECT \(RoleRow.columns) FROM roles WHERE code = \(role.code)") {
                try RoleRow.role($0)
            }
            if isNew, before != nil { throw RoleDraft.Problem.codeTaken }
            if !isNew, before == nil { throw RoleDraft.Problem.unknown }
            try connection.execute(
                """
                INSERT INTO roles (code, name, reads, writes, fields, acts)
                VALUES (\(role.code), \(role.name), \(role.reads.rawValue), \(role.writes.rawValue),
                    \(RoleRow.text(role.fields)), \(RoleRow.text(role.acts)))
                ON CONFLICT (code) DO UPDATE SET name = excluded.name, reads = excluded.reads,
                    writes = excluded.writes, fields = excluded.fields, acts = excluded.acts
                """)
            try RightsVersion.raise(in: connection)
            let changes = AuditChange.between([
                AuditChange("name", before?.name, role.name),
                AuditChange("reads", before?.reads.rawValue, role.reads.rawValue),
                AuditChange("writes", before?.writes.rawValue, role.writes.rawValue),
                AuditChange("fields", before.map { RoleRow.text($0.fields) }, RoleRow.text(role.fields)),
                AuditChange("acts", before.map { RoleRow.text($0.acts) }, RoleRow.text(role.acts)),
            ])
            if !changes.isEmpty {
                try Audit.note(
                    isNew ? .roleAdded : .roleChanged, AuditSubject(.role, role.code, named: role.name ?? role.code),
                    changes,
                    in: connection)
            }
        }
    }

    /// Takes away a role of the company's own that nobody has.
    /// - Throws: `RoleDraft.Problem`
    package func remove(role code: String) async throws {
        if Role.builtIn.contains(where: { $0.code == code }) { throw RoleDraft.Problem.builtIn }
        try await database.write { connection in
            let used = try connection.integer("SELECT id FROM users WHERE role_code = \(code) LIMIT 1")
            if used != nil { throw RoleDraft.Problem.inUse }
            let name = try connection.text("SELECT name FROM roles WHERE code = \(code)") ?? ""
            if try connection.execute("DELETE FROM roles WHERE code = \(code)") == 0 { throw RoleDraft.Problem.unknown }
            try Audit.note(.roleRemoved, AuditSubject(.role, code, named: name), in: connection)
        }
    }
}
