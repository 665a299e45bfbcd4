@testable import Contacts
import Database
import DatabaseTesting
import Measures
import Rights
import Site
import Testing

@Suite struct ContactTests {
    @Test(arguments: [
        ("1980-05-01", "1980-05-01"), ("05-01", "05-01"), ("5月1日", "05-01"), ("2-29", "02-29"),
        ("1980年5月1日", "1980-05-01"), ("1980-02-30", nil), ("13-01", nil), ("soon", nil), ("1800-01-01", nil),
    ])
    func birthdays(typed: String, kept: String?) {
        #expect(Birthday.read(typed, today: SampleTeam.today)?.text == kept)
    }

    @Test func theNextBirthday() throws {
        let leap = try #require(Birthday(year: 1980, month: 2, day: 29))
        let today = try #require(Day(iso: "2026-03-01"))
        #expect(leap.next(onOrAfter: today).iso == "2027-02-28")
        #expect(leap.next(onOrAfter: try #require(Day(iso: "2028-01-01"))).iso == "2028-02-29")
        let may = try #require(Birthday(year: nil, month: 5, day: 1))
        #expect(may.next(onOrAfter: today).iso == "2026-05-01")
        #expect(may.next(onOrAfter: try #require(Day(iso: "2026-05-01"))).iso == "2026-05-01")
    }

    @Test(arguments: [
        ("", "", nil), ("+86 10 6552-9988 转 803", "", nil), ("12", "", ContactProblem.phoneUnreadable),
        ("call me", "", .phoneUnreadable), ("", "wang@example.com", nil), ("", "wang", .emailUnreadable),
        ("", "a@b", .emailUnreadable), ("", "a b@example.com", .emailUnreadable),
        ("", "a@example.com\r\nBcc: b@example.com", .emailUnreadable), ("", "王@例子.中国", nil),
    ])
    func whatCanBeReached(phone: String, email: String, problem: ContactProblem?) {
        var details = ContactDetails("Wang")
        (details.personal.phone, details.personal.email) = (phone, email)
        #expect(details.problems.first == problem)
    }

    @Test(arguments: TestDatabase.allCases)
    func personalDataAreForThoseWhoMaySeeThem(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let (li, fin, wang) = (
                try await team.viewer("li"), try await team.viewer("fin"), try await team.viewer("wang")
            )
            var details = ContactDetails("Wang Fang")
            details.title = "Buyer"
            (details.personal.phone, details.personal.email) = ("13900000001", "wang@example.com")
            (details.personal.note, details.personal.birthday) = ("plays go", Birthday(year: nil, month: 5, day: 1))
            let store = ContactStore(team.acting("li"))
            let id = try await store.add(details, to: SampleTeam.a, scope: li.writing)

            #expect(try await store.contact(id, scope: li.scope)?.details == details)
            let masked = try #require(try await store.contact(id, scope: fin.scope)).details
            #expect(masked.title == "Buyer" && masked.personal == .init())
            #expect(try await store.contact(id, scope: wang.scope) == nil)
            #expect(try await store.list(ContactListing(), scope: wang.scope) == [])
            #expect(try await store.list(ContactListing(), scope: fin.scope).map(\.details) == [masked])

            // The audit is kept for good, so it holds no personal data.
            let said = try await team.database.read {
                try $0.text("SELECT changes FROM audit_entries ORDER BY id DESC LIMIT 1")
            }
            #expect(said?.contains("1390") == false && said?.contains("example.com") == false)
            #expect(said?.contains("personal") == true)
        }
    }

    @Test(
        "Contacts are found by what they do, and by phone and e-mail for those who may see them",
        arguments: TestDatabase.allCases)
    func search(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let (li, fin) = (try await team.viewer("li"), try await team.viewer("fin"))
            var details = ContactDetails("Wang Fang")
            (details.title, details.department) = ("Head Buyer", "采购部")
            (details.personal.phone, details.personal.email) = ("+86 (139) 0000-0001", "Wang.Fang@example.com")
            let store = ContactStore(team.acting("li"))
            let id = try await store.add(details, to: SampleTeam.a, scope: li.writing)
            func found(_ search: String, _ scope: Scope) async throws -> Bool {
                var listing = ContactListing()
                listing.search = search
                return try await store.list(listing, scope: scope).map(\.id) == [id]
            }
            for search in [
                "fang", "head buyer", "采购", "wang.fang@", "13900000001", "139 0000 0001", "+86-139-0000-0001",
                "１３９００００", "139-0000", "0000 0001", "+86 13900000001",
                "0086 139 0000 0001",
            ] {
                #expect(try await found(search, li.scope), "\(search)")
            }
            details.personal.phone = "139/0000 0001 转 803"
            try await store.change(id, to: details, scope: li.writing)
            for search in ["+86 (139) 0000-0001", "13900000001", "139.0000.0001"] {
                #expect(try await found(search, li.scope), "\(search)")
            }
            for search in ["13900000002", "01", "100%", "_ang", "K1390000"] {
                #expect(try await !found(search, li.scope), "\(search)")
            }
            #expect(try await found("buyer", fin.scope))
            for search in ["example.com", "13900000001"] { #expect(try await !found(search, fin.scope), "\(search)") }
        }
    }

    @Test("Numbers that were kept before are found as well", arguments: TestDatabase.allCases)
    func numbersOfBefore(_ kind: TestDatabase) async throws {
        let old = "+86（139）0000-0001 转 ８"
        try await kind.run { database in
            let statements = ContactsSchema.migrations.map { $0.statements(database.dialect) }
            let rows = try await database.write { connection in
                try connection.execute("CREATE TABLE contacts (phone TEXT NOT NULL)")
                try connection.execute("INSERT INTO contacts (phone) VALUES (\(old))")
                for statement in statements[1] { try connection.execute(SQL(unsafe: statement)) }
                return try connection.rows("SELECT phone_digits FROM contacts") { try $0.text(0) }
            }
            #expect(rows == [PhoneNumber.digits(old)] && rows == ["86139000000018"])
        }
    }

    @Test("The page says what programs and commands say")
    func oneSentence() {
        #expect(ContactText.texts.wording(ContactText.phoneUnreadable, .en) == PhoneNumber.rule)
        #expect(ContactText.texts.wording(ContactText.emailUnreadable, .en) == EmailAddress.rule)
    }

    @Test(arguments: TestDatabase.allCases)
    func whoDoesNotSeePersonalDataLeavesThemAsTheyAre(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let blind = Scope.writing(
                Person(user: team.id("li"), role: Role("x", reads: .own, writes: .own)), version: 0)
            let li = try await team.viewer("li")
            var details = ContactDetails("Wang")
            details.personal.phone = "13900000001"
            let store = ContactStore(team.acting("li"))
            let id = try await store.add(details, to: SampleTeam.a, scope: li.writing)
            details.personal = .init()
            (details.title, details.left) = ("Head", SampleTeam.today)
            try await store.change(id, to: details, scope: blind)
            let kept = try #require(try await store.contact(id, scope: li.scope)).details
            #expect(kept.title == "Head")
            #expect(kept.personal.phone == "13900000001")
            #expect(kept.left == SampleTeam.today)
            // Nor do they add any.
            details.personal.phone = "13900000002"
            let other = try await store.add(details, to: SampleTeam.a, scope: blind)
            #expect(try await store.contact(other, scope: li.scope)?.details.personal.phone == "")
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func onlyThoseWhoMayChangeTheAccountChangeItsContacts(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let (li, wang, fin) = (
                try await team.viewer("li"), try await team.viewer("wang"), try await team.viewer("fin")
            )
            let store = ContactStore(team.acting("li"))
            let id = try await store.add(ContactDetails("Fang"), to: SampleTeam.a, scope: li.writing)
            for other in [wang, fin] {
                await #expect(throws: ContactProblem.gone) {
                    _ = try await store.add(ContactDetails("X"), to: SampleTeam.a, scope: other.writing)
                }
                await #expect(throws: ContactProblem.gone) {
                    try await store.change(id, to: ContactDetails("X"), scope: other.writing)
                }
                await #expect(throws: ContactProblem.gone) { try await store.remove(id, scope: other.writing) }
            }
            try await store.remove(id, scope: li.writing)
            #expect(try await store.contact(id, scope: li.scope) == nil)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func namesAreFoundAndPaged(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let li = try await team.viewer("li")
            let store = ContactStore(team.acting("li"))
            for name in ["Ｚhou 50%", "王芳", "王小明", "Abel"] {
                _ = try await store.add(ContactDetails(name), to: SampleTeam.a, scope: li.writing)
            }
            func found(_ text: String) async throws -> [String] {
                var listing = ContactListing()
                listing.search = text
                return try await store.list(listing, scope: li.scope).map(\.details.name)
            }
            #expect(try await found("王") == ["王小明", "王芳"].sorted { SampleTeam.order($0, $1) })
            #expect(try await found("zhou") == ["Ｚhou 50%"])
            #expect(try await found("50%") == ["Ｚhou 50%"])
            #expect(try await found("5_%") == [])
            #expect(try await found("%") == ["Ｚhou 50%"])
            var listing = ContactListing()
            listing.size = 2
            let first = try await store.list(listing, scope: li.scope)
            #expect(first.prefix(2).map(\.details.name) == ["Abel", "Ｚhou 50%"] && first.count == 3)
            listing.place = .after(first[1].mark)
            let second = try await store.list(listing, scope: li.scope)
            #expect(second.count == 2)
            listing.place = .before(second[0].mark)
            #expect(try await store.list(listing, scope: li.scope).map(\.details.name) == ["Ｚhou 50%", "Abel"])
        }
    }
}

extension SampleTeam {
    /// As the databases sort: by code points.
    static func order(_ left: String, _ right: String) -> Bool {
        left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
    }
}
