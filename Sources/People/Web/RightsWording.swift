package import Rights
package import Site

/// Roles, reaches, fields and acts in the reader's words.
extension Role {
    package func title(_ visit: Visit) -> String { name ?? Self.builtInTitles[code].map { visit.text($0) } ?? code }

    static let builtInTitles: [String: PeopleText] = [
        "administrator": .roleAdministrator, "director": .roleDirector, "sales-manager": .roleSalesManager,
        "key-account-manager": .roleKeyAccountManager, "representative": .roleRepresentative,
        "finance": .roleFinance, "service": .roleService, "marketing": .roleMarketing, "portal": .rolePortal,
    ]
}

extension Reach {
    var title: PeopleText {
        switch self {
        case .none: .reachNone
        case .own: .reachOwn
        case .team: .reachTeam
        case .department: .reachDepartment
        case .all: .reachAll
        }
    }
}

extension Field {
    var title: PeopleText {
        switch self {
        case .cost: .fieldCost
        case .credit: .fieldCredit
        case .personal: .fieldPersonal
        }
    }
}

extension Act {
    var title: PeopleText {
        switch self {
        case .importing: .actImport
        case .undoing: .actUndo
        case .exporting: .actExport
        case .approving: .actApprove
        case .publishing: .actPublish
        case .assigning: .actAssign
        case .administering: .actAdminister
        }
    }
}

extension OrgUnit.Kind {
    var title: PeopleText { self == .department ? .kindDepartment : .kindTeam }
}

extension OrganisationProblem {
    /// At the field of the form it belongs to; none for what concerns the whole.
    func at(_ visit: Visit) -> FieldProblem {
        switch self {
        case .nameMissing: FieldProblem("name", visit.text(PeopleText.teamNameMissing))
        case .nameLong: FieldProblem("name", visit.text(PeopleText.teamNameLong))
        case .circle: FieldProblem("above", visit.text(PeopleText.teamCircle))
        case .notEmpty: FieldProblem("", visit.text(PeopleText.teamNotEmpty))
        case .shared: FieldProblem("", visit.text(PeopleText.teamShared))
        case .unknown: FieldProblem("", visit.text(PeopleText.teamGone))
        }
    }
}

extension RoleDraft.Problem {
    func at(_ visit: Visit) -> FieldProblem {
        switch self {
        case .codeMissing: FieldProblem("code", visit.text(PeopleText.codeMissing))
        case .codeLetters: FieldProblem("code", visit.text(PeopleText.codeLetters))
        case .codeTaken: FieldProblem("code", visit.text(PeopleText.codeTaken))
        case .nameMissing: FieldProblem("name", visit.text(PeopleText.roleNameMissing))
        case .nameLong: FieldProblem("name", visit.text(PeopleText.roleNameLong))
        case .administrator, .builtIn: FieldProblem("", visit.text(PeopleText.roleAdministratorNote))
        case .inUse: FieldProblem("", visit.text(PeopleText.roleInUse))
        case .unknown: FieldProblem("", visit.text(PeopleText.roleUnknown))
        }
    }
}

extension Visit {
    /// Those who are here and whose role lets them see accounts, so that something can be theirs.
    package func holders() async throws -> [User] {
        let blind = Set(
            try await OrganisationStore(database).roles().filter { $0.reads == .none }.map(\.code))
        return try await PeopleStore(database).users(scope).filter { $0.isHere && !blind.contains($0.role) }
    }
}
