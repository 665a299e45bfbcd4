import Accounts
import Activities
import Contacts
import Database
import DatabaseTesting
import Foundation
import Jobs
import Measures
import Notices
import People
import Rights
import Site
import Tasks

/// Li and Wang sell in the team East, which Boss manages; Fin keeps the books. Account A is Li's, B is Wang's, C nobody's.
struct SampleTeam {
    static let schema =
        [Identifiers.migration] + JobsSchema.migrations + PeopleSchema.migrations + AccountsSchema.migrations
        + NoticesSchema.migrations
        + TasksSchema.migrations + ContactsSchema.migrations + ActivitiesSchema.migrations
    static let today = Day(iso: "2026-03-16")!
    static let now = 1_773_633_600
    static let a = 1, b = 2, c = 3

    let database: any Database
    private let users: [String: Int]

    static func run(_ kind: TestDatabase, _ body: @escaping @Sendable (SampleTeam) async throws -> Void) async throws {
        try await kind.run(migrations: schema) { database async throws in
            try await body(try await SampleTeam(in: database))
        }
    }

    init(in database: any Database) async throws {
        self.database = database
        let organisation = OrganisationStore(database)
        let east = try await organisation.add(OrgUnit(id: 0, kind: .team, name: "East"))
        var users: [String: Int] = [:]
        for (name, role) in [
            ("li", "representative"), ("wang", "representative"), ("boss", "sales-manager"), ("fin", "finance"),
        ] {
            let user = NewUser(
                username: name, name: name.capitalized, password: nil, language: .en, role: role,
                unit: role == "finance" ? nil : east)
            if case .user(let id) = try await PeopleStore(database).add(user, now: Self.now) { users[name] = id }
        }
        self.users = users
        let owners = [users["li"], users["wang"], nil]
        try await database.write { connection in
            let accounts = [Self.a, Self.b, Self.c].map {
                (id: $0, draft: AccountDraft(code: "C\($0)", name: "Account \($0)"), totals: AccountTotals.none)
            }
            try AccountRegister.insert(accounts, run: 7, in: connection)
            for (account, owner) in zip([Self.a, Self.b, Self.c], owners) {
                try CircleStore.keep(AccountCircle(owner: owner), of: account, in: connection)
            }
        }
    }

    func id(_ name: String) -> Int { users[name] ?? 0 }

    func viewer(_ name: String) async throws -> Viewer {
        guard let viewer = try await database.read({ try ViewerReading.viewer(username: name, in: $0) }) else {
            throw Refusal.broken
        }
        return viewer
    }

    /// Writing on nobody's behalf, at the sample's time.
    var clocked: any Database {
        database.acting(as: Author(user: nil, name: "", way: .program) { Self.now })
    }

    func acting(_ name: String) -> any Database {
        database.acting(as: Author(user: id(name), name: name.capitalized, way: .page) { Self.now })
    }

    func reader(_ name: String) async throws -> TaskReader {
        let viewer = try await viewer(name)
        return TaskReader(viewer.user, reads: viewer.scope, writes: viewer.writing)
    }

    func tasks(_ name: String) async throws -> TaskStore {
        TaskStore(acting(name), for: try await reader(name))
    }

    /// What somebody was told, the newest first.
    func notices(_ name: String) async throws -> [String] {
        try await NoticeStore(database).notices(of: id(name), .start, size: 50).map { notice in
            notice.kind + " " + notice.values.sorted { $0.key < $1.key }.map(\.value).joined(separator: " ")
        }
    }

    /// Acts of the audit, the newest first.
    func audit() async throws -> [String] {
        try await database.read { connection in
            try connection.rows("SELECT act, user_name FROM audit_entries ORDER BY id DESC") {
                "\(try $0.text(0)) \(try $0.text(1))"
            }
        }
    }
}
