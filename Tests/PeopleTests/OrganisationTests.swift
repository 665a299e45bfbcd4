import Database
import DatabaseTesting
import Measures
@testable import People
import Rights
import Site
import Testing

private let schema = [Identifiers.migration] + PeopleSchema.migrations

@Suite struct OrganisationTests {
    private let units = Organisation([
        OrgUnit(id: 1, kind: .department, name: "Sales"),
        OrgUnit(id: 2, parent: 1, kind: .department, name: "East", manager: 7),
        OrgUnit(id: 3, parent: 2, kind: .team, name: "East 1"), OrgUnit(id: 4, parent: 2, kind: .team, name: "East 2"),
        OrgUnit(id: 5, parent: 1, kind: .team, name: "Key accounts"), OrgUnit(id: 6, kind: .team, name: "Alone"),
    ])
    private let role = Role("r", reads: .department, writes: .team)

    @Test func aTreeIsReadFromTheTop() {
        #expect(
            units.inOrder.map { "\($0.depth) \($0.unit.name)" } == [
                "0 Alone", "0 Sales", "1 East", "2 East 1", "2 East 2", "1 Key accounts",
            ])
        #expect(units.tree(under: 2) == [2, 3, 4] && units.line(above: 3) == [3, 2, 1])
    }

    @Test func aDepartmentIsTheNearestOne() {
        #expect(units.department(of: 3) == 2)
        #expect(units.department(of: 5) == 1)
        #expect(units.department(of: 6) == 6)
        #expect(units.department(of: nil) == nil)
    }

    @Test func aPersonReachesTheirTeamAndWhatTheyManage() {
        let seller = units.person(9, role: role, unit: 3)
        #expect(seller.teamUnits == [3])
        #expect(seller.departmentUnits == [2, 3, 4])
        #expect(seller.unitsAbove == [1, 2, 3])
        let manager = units.person(7, role: role, unit: 5)
        #expect(manager.teamUnits == [2, 3, 4, 5] && manager.departmentUnits == [1, 2, 3, 4, 5])
        #expect(units.person(8, role: role, unit: nil).teamUnits == [])
        // Leading a team opens that team, not the department it belongs to.
        let led = Organisation([
            OrgUnit(id: 1, kind: .department, name: "East"), OrgUnit(id: 2, kind: .department, name: "West"),
            OrgUnit(id: 3, parent: 2, kind: .team, name: "West 1", manager: 7),
        ])
        #expect(led.person(7, role: role, unit: 1).departmentUnits == [1, 3])
    }

    @Test(arguments: TestDatabase.allCases)
    func unitsAreAddedMovedAndRemoved(_ kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database async throws in
            let store = OrganisationStore(database)
            let top = try await store.add(OrgUnit(id: 0, kind: .department, name: "Top"))
            let below = try await store.add(OrgUnit(id: 0, parent: top, kind: .team, name: "Below"))
            await #expect(throws: OrganisationProblem.circle) {
                try await store.change(OrgUnit(id: top, parent: below, kind: .department, name: "Top"))
            }
            await #expect(throws: OrganisationProblem.unknown) {
                _ = try await store.add(OrgUnit(id: 0, parent: 99, kind: .team, name: "Lost"))
            }
            await #expect(throws: OrganisationProblem.nameMissing) {
                _ = try await store.add(OrgUnit(id: 0, kind: .team, name: ""))
            }
            await #expect(throws: OrganisationProblem.notEmpty) { try await store.remove(unit: top) }
            try await store.remove(unit: below)
            try await store.remove(unit: top)
            #expect(try await store.organisation().isEmpty)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func rolesAreMadeChangedAndRemoved(_ kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database async throws in
            let store = OrganisationStore(database)
            #expect(try await store.roles() == Role.builtIn)
            let draft = try RoleDraft(
                code: "intern", name: "Intern", reads: .own, writes: .all, fields: [.personal], acts: [.exporting],
                isNew: true)
            try await store.keep(draft, isNew: true)
            let kept = try await store.roles().last
            #expect(
                kept
                    == Role(
                        "intern", name: "Intern", reads: .own, writes: .own, fields: [.personal], acts: [.exporting]))
            await #expect(throws: RoleDraft.Problem.codeTaken) { try await store.keep(draft, isNew: true) }
            let user = NewUser(username: "an", name: "An", password: nil, language: .zh, role: "intern")
            #expect(try await PeopleStore(database).add(user, now: 0) == .user(1))
            await #expect(throws: RoleDraft.Problem.inUse) { try await store.remove(role: "intern") }
            await #expect(throws: RoleDraft.Problem.builtIn) { try await store.remove(role: "director") }
            #expect(try await PeopleStore(database).change(1, name: "An", role: "director", unit: nil) == [])
            try await store.remove(role: "intern")
            #expect(try await store.roles() == Role.builtIn)
        }
    }

    @Test func aRoleIsRefusedForWhatIsWrong() {
        func make(_ code: String, _ name: String) throws {
            _ = try RoleDraft(code: code, name: name, reads: .own, writes: .own, fields: [], acts: [], isNew: true)
        }
        #expect(throws: RoleDraft.Problem.codeMissing) { try make("", "N") }
        #expect(throws: RoleDraft.Problem.codeLetters) { try make("Große Rolle", "N") }
        #expect(throws: RoleDraft.Problem.codeTaken) { try make("finance", "N") }
        #expect(throws: RoleDraft.Problem.nameMissing) { try make("x", "") }
        #expect(throws: RoleDraft.Problem.administrator) { try make("administrator", "N") }
        // Whoever administers could give themselves everything.
        #expect(throws: RoleDraft.Problem.administrator) {
            _ = try RoleDraft(
                code: "desk", name: "Desk", reads: .own, writes: .own, fields: [], acts: [.administering], isNew: true)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func whoLeavesSignsInNoMore(_ kind: TestDatabase) async throws {
        try await kind.run(migrations: schema) { database async throws in
            let store = PeopleStore(database)
            for (name, role) in [("boss", "administrator"), ("li", "representative"), ("wang", "representative")] {
                let user = NewUser(username: name, name: name, password: "correct horse", language: .zh, role: role)
                _ = try await store.add(user, now: 0)
            }
            #expect(try await store.leave(1, successor: 2, handing: [], now: 5) == [.lastAdministrator])
            #expect(try await store.change(1, name: "boss", role: "director", unit: nil) == [.lastAdministrator])
            #expect(try await store.leave(2, successor: 2, handing: [], now: 5) == [.successorUnknown])
            // Nobody takes over who sees nothing.
            let buyer = NewUser(username: "buyer", name: "buyer", password: nil, language: .zh, role: "portal")
            guard case .user(let portal) = try await store.add(buyer, now: 0) else { throw Refusal.broken }
            #expect(try await store.leave(2, successor: portal, handing: [], now: 5) == [.successorUnknown])
            let token = try await SessionStore(database).begin(user: 2, now: 1, replacing: nil)
            #expect(try await SessionStore(database).viewer(token: token, now: 2)?.user == 2)
            #expect(try await store.leave(2, successor: 3, handing: [], now: 5) == [])
            #expect(try await SessionStore(database).viewer(token: token, now: 6) == nil)
            #expect(try await store.password(of: "li") == nil)
            #expect(try await store.user(2, .everything)?.leftAt == 5)
            #expect(try await store.leave(3, successor: 2, handing: [], now: 6) == [.successorUnknown])
            try await store.takeBack(2)
            #expect(try await store.password(of: "li") != nil)
        }
    }

    /// Somebody may lose a right while signed in: the next thing they ask for is answered without it.
    @Test func aRightThatIsTakenIsGoneAtOnce() async throws {
        try await TestDatabase.sqlite.run(migrations: schema) { database async throws in
            let store = PeopleStore(database)
            let user = NewUser(username: "li", name: "Li", password: nil, language: .zh, role: "director")
            _ = try await store.add(user, now: 0)
            let token = try await SessionStore(database).begin(user: 1, now: 1, replacing: nil)
            let before = try await SessionStore(database).viewer(token: token, now: 2)
            #expect(before?.acts.contains(.publishing) == true && before?.scope.isEverything == true)
            _ = try await store.change(1, name: "Li", role: "representative", unit: nil)
            let after = try await SessionStore(database).viewer(token: token, now: 3)
            #expect(after?.acts == [])
            #expect(after?.scope.part?.user == 1)
            #expect(after?.scope.sees(.cost) == false)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func membersOfAnOlderVersionKeepWhatTheySawAndDid(_ kind: TestDatabase) async throws {
        try await kind.run(migrations: Array(schema.prefix { !$0.id.hasPrefix("people-002") })) {
            database async throws in
            try await database.write { connection in
                for (id, role) in [(1, "administrator"), (2, "member")] {
                    try connection.execute(
                        """
                        INSERT INTO users (id, username, name, password, role, language, appearance, density, created)
                        VALUES (\(id), \(role), 'N', 'x', \(role), 'zh', 'auto', 'comfortable', 0)
                        """)
                }
            }
            try await Migrator(schema).migrate(database)
            let viewers = try await database.read { connection in
                try ["administrator", "member"].map { try ViewerReading.viewer(username: $0, in: connection) }
            }
            #expect(viewers[0]?.acts == Set(Act.allCases))
            #expect(viewers[1]?.scope.isEverything == true && viewers[1]?.scope.sees(.cost) == true)
            #expect(viewers[1]?.acts == [.importing, .undoing, .exporting, .approving, .assigning])
        }
    }
}
