import Database
import DatabaseTesting
import Measures
import People
import Rights
import Site
import Testing

@Suite("Saved views are kept, shared and taken away")
struct ViewStoreTests {
    @Test(arguments: TestDatabase.allCases)
    func sharing(kind: TestDatabase) async throws {
        try await kind.run(migrations: [Identifiers.migration] + PeopleSchema.migrations) { database in
            let (people, organisation) = (PeopleStore(database), OrganisationStore(database))
            let east = try await organisation.add(OrgUnit(id: 0, kind: .department, name: "East"))
            let one = try await organisation.add(OrgUnit(id: 0, parent: east, kind: .team, name: "One"))
            for (name, unit) in [("boss", east), ("li", one), ("fin", nil)] {
                _ = try await people.add(
                    NewUser(
                        username: name, name: name, password: nil, language: .en, role: "representative", unit: unit),
                    now: 0)
            }
            let (boss, li, fin) = (1, 2, 3)
            let store = ViewStore(database)
            let (orders, months) = ("/accounts/:id/orders", "/accounts/:id/months")
            func save(_ name: String, of list: String, _ query: String, sharing: Bool, by user: Int) async throws {
                let isKept = try await store.save(name, of: list, address: list + query, sharing: sharing, by: user)
                #expect(isKept)
            }
            try await save("Returns", of: orders, "?kind=return", sharing: true, by: boss)
            try await save("Mine", of: orders, "?kind=sale", sharing: false, by: boss)
            try await save("Li", of: orders, "", sharing: true, by: li)
            try await save("Revenue", of: months, "?col=revenue", sharing: true, by: fin)
            func names(_ list: String, _ user: Int) async throws -> [String] {
                try await store.views(of: list, for: user).map { ($0.isOwn ? "own " : "") + $0.name }
            }
            // From above comes what is shared, from below nothing.
            #expect(try await names(orders, boss) == ["own Mine", "own Returns"])
            #expect(try await names(orders, li) == ["own Li", "Returns"])
            #expect(try await names(orders, fin) == [])
            #expect(try await names(months, fin) == ["own Revenue"])
            // Who is in no team shares with nobody.
            #expect(try await names(months, li) == [])
            // One of the same name takes the former one's place.
            try await save("Returns", of: orders, "?kind=void", sharing: false, by: boss)
            #expect(try await names(orders, li) == ["own Li"])
            let views = try await store.views(of: orders, for: boss)
            #expect(views.map(\.address) == [orders + "?kind=sale", orders + "?kind=void"])
            #expect(try await store.remove(views[0].id, of: li) == false)
            #expect(try await store.remove(views[0].id, of: boss))
            #expect(try await names(orders, boss) == ["own Returns"])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aHundredAreEnough(kind: TestDatabase) async throws {
        try await kind.run(migrations: [Identifiers.migration] + PeopleSchema.migrations) { database in
            _ = try await PeopleStore(database).add(
                NewUser(username: "li", name: "Li", password: nil, language: .en, role: "representative"), now: 0)
            let store = ViewStore(database)
            for place in 0..<ViewStore.most {
                let isKept = try await store.save(
                    "V\(place)", of: "/tasks", address: "/tasks", sharing: false, by: 1)
                #expect(isKept)
            }
            let isKept = try await store.save("V", of: "/tasks", address: "/tasks", sharing: false, by: 1)
            let isReplaced = try await store.save("V7", of: "/tasks", address: "/tasks?x=1", sharing: false, by: 1)
            #expect(!isKept && isReplaced)
        }
    }
}
