import DatabaseSQLite
import Database
import Foundation
import Measures
@testable import People
import Rights
import Site
import Testing

@Suite struct PeopleStoreTests {
    private func user(_ username: String) -> NewUser {
        NewUser(username: username, name: "N", password: "0123456789", language: .zh, role: "administrator")
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
