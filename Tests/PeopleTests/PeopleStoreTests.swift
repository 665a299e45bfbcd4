import DatabaseSQLite
import Database
import DatabaseTesting
import Foundation
import Measures
@testable import People
import Rights
import Site
import Testing

@Suite struct PeopleStoreTests {
    private func user(_ username: String) -> NewUser {
        NewUser(username: username, name: "N", password: "correct horse", language: .zh, role: "administrator")
    }

    @Test func usersAreAddedOnceAndSeenByScope() async throws {
        let site = try await PeopleSite()
        #expect(try await site.store.add(user("wang"), now: 1) == .user(1))
        #expect(try await site.store.add(user("WANG"), now: 2) == .problems([.usernameTaken]))
        #expect(try await site.store.add(user("an"), now: 3) == .user(2))
        #expect(try await site.store.users(.everything).map(\.username) == ["an", "wang"])
        #expect(try await site.store.users(.nothing) == [])
        #expect(try await site.store.addFirst(user("li"), now: 4) == .taken)
        try await site.database.close()
    }

    @Test("People by role, team and whether they are here", arguments: TestDatabase.allCases)
    func listing(kind: TestDatabase) async throws {
        try await kind.run(migrations: [Identifiers.migration] + PeopleSchema.migrations) { database in
            let (store, organisation) = (PeopleStore(database), OrganisationStore(database))
            let east = try await organisation.add(OrgUnit(id: 0, kind: .department, name: "East"))
            let one = try await organisation.add(OrgUnit(id: 0, parent: east, kind: .team, name: "One"))
            for (name, role, unit) in [
                ("boss", "administrator", nil), ("an", "director", east), ("li", "representative", one),
                ("wang", "representative", nil),
            ] {
                _ = try await store.add(
                    NewUser(username: name, name: name, password: nil, language: .en, role: role, unit: unit), now: 1)
            }
            let left = try #require(try await store.user(username: "an", .everything)).id
            _ = try await store.leave(left, successor: nil, handing: [], now: 2)
            func names(_ change: (inout PeopleListing) -> Void, _ scope: Scope = .everything) async throws -> [String] {
                var listing = PeopleListing()
                change(&listing)
                return try await store.users(listing, scope).map(\.username)
            }
            let all = try await names { _ in }
            #expect(all == ["boss", "li", "wang", "an"])
            let hidden = try await names({ _ in }, .nothing)
            #expect(hidden == [])
            let found = try await names { $0.search = "WaN" }
            #expect(found == ["wang"])
            let literal = try await names { $0.search = "%" }
            #expect(literal == [])
            let representatives = try await names { $0.role = "representative" }
            #expect(representatives == ["li", "wang"])
            let below = try await names { $0.unit = east }
            #expect(below == ["li", "an"])
            let here = try await names { ($0.unit, $0.isHere) = (east, true) }
            #expect(here == ["li"])
            let gone = try await names { $0.isHere = false }
            #expect(gone == ["an"])
        }
    }

    @Test func onlyOneOfManyIsFirst() async throws {
        let site = try await PeopleSite()
        let results = try await withThrowingTaskGroup(of: PeopleStore.Added.self) { group in
            for number in 1...4 {
                let new = user("user\(number)")
                group.addTask { try await site.store.addFirst(new, now: 1) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.filter { $0 == .taken }.count == 3)
        #expect(try await site.store.users(.everything).count == 1)
        try await site.database.close()
    }
}
