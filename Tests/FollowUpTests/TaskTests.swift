import Accounts
import Database
import DatabaseTesting
import Measures
import Rights
import Site
import Tasks
import Testing

@Suite struct TaskTests {
    private static let due = SampleTeam.today.advanced(by: 3)

    @Test(arguments: TestDatabase.allCases)
    func whoIsGivenATaskIsTold(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let boss = try await team.tasks("boss")
            let id = try await boss.add(
                TaskDraft(" Call them ", assignee: team.id("li"), account: SampleTeam.a, due: Self.due))
            #expect(try await team.notices("li") == ["task.given Boss 2026-03-19 Call them"])
            #expect(try await team.viewer("li").unreadNotices == 1)
            #expect(try await team.audit().first == "task.given Boss")

            let li = try await team.tasks("li")
            let task = try #require(try await li.task(id))
            #expect(task.title == "Call them")
            #expect(task.giver?.name == "Boss")
            #expect(task.account?.name == "Account 1")
            try await li.end(id, result: "They will order in May.")
            #expect(try await team.notices("boss") == ["task.done Li Call them"])
            #expect(try await team.notices("li").count == 1, "nobody is told what they did")
            #expect(try await li.task(id)?.done?.result == "They will order in May.")
            await #expect(throws: TaskProblem.gone) { try await li.end(id, result: "again") }
            try await li.reopen(id)
            #expect(try await li.task(id)?.isOpen == true)
            try await li.end(id, result: "", isDropped: true)
            #expect(try await li.task(id)?.done?.isDropped == true)
            let acts = try await team.audit().prefix(4)
            #expect(acts == ["task.dropped Li", "task.reopened Li", "task.done Li", "task.given Boss"])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func nobodyIsGivenATaskAboutAnAccountTheyMayNotSee(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let boss = try await team.tasks("boss")
            func add(_ assignee: Int, _ account: Int) async throws {
                _ = try await boss.add(TaskDraft("Call", assignee: assignee, account: account, due: Self.due))
            }
            await #expect(throws: TaskProblem.assigneeUnseeing) { try await add(team.id("wang"), SampleTeam.a) }
            await #expect(throws: TaskProblem.accountUnknown) { try await add(team.id("wang"), SampleTeam.c) }
            await #expect(throws: TaskProblem.accountUnknown) { try await add(team.id("wang"), 99) }
            await #expect(throws: TaskProblem.assigneeUnknown) { try await add(99, SampleTeam.a) }
            #expect(try await boss.count(TaskListing(.all, today: SampleTeam.today)) == 0)
            #expect(try await team.notices("wang") == [])
        }
    }

    @Test func whatATaskNeeds() {
        let long = String(repeating: "x", count: TaskDraft.longestTitle + 1)
        #expect(TaskDraft(" ", assignee: 1, due: Self.due).problems == [.titleMissing])
        #expect(TaskDraft(long, assignee: 1, due: Self.due).problems == [.titleLong])
        #expect(
            TaskDraft("x", note: long + String(repeating: "y", count: 4_000), assignee: 1, due: Self.due).problems
                == [.noteLong])
        for origin in [TaskOrigin.person, .activity(7), .playbook("win-back")] {
            #expect(TaskOrigin(code: origin.code) == origin)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func tasksAreReadByTheDayTheyAreDuePageByPage(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let li = try await team.tasks("li")
            for day in [5, -2, 3, 3, 9] {
                _ = try await li.add(
                    TaskDraft("T\(day)", assignee: team.id("li"), due: SampleTeam.today.advanced(by: day)))
            }
            var listing = TaskListing(today: SampleTeam.today)
            listing.size = 2
            let first = try await li.list(listing)
            #expect(first.map(\.title) == ["T-2", "T3", "T3"])
            listing.place = .after(.init(day: first[1].due, id: first[1].id))
            let second = try await li.list(listing)
            #expect(second.map(\.title) == ["T3", "T5", "T9"] && second[0].id > first[1].id)
            listing.place = .before(.init(day: second[1].due, id: second[1].id))
            #expect(try await li.list(listing).map(\.title) == ["T3", "T3", "T-2"])
            #expect(try await li.count(TaskListing(.mine, .overdue, today: SampleTeam.today)) == 1)
            listing = TaskListing(today: SampleTeam.today)
            listing.through = SampleTeam.today.advanced(by: 3)
            #expect(try await li.count(listing) == 3)
        }
    }

    /// Every person and every task: seen and changed as the rule says.
    @Test(arguments: TestDatabase.allCases)
    func tasksAreSeenAsTheRuleSays(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let names = ["li", "wang", "boss", "fin"]
            let everything = TaskStore(team.database, for: .everything)
            var tasks: [(id: Int, assignee: Int, giver: Int?, account: Int?)] = []
            for assignee in names {
                for account in [nil, SampleTeam.a, SampleTeam.b, SampleTeam.c] {
                    for giver in [nil, "li", "fin"] {
                        let database = giver.map { team.acting($0) } ?? team.database
                        let store = TaskStore(database, for: .everything)
                        let draft = TaskDraft("T", assignee: team.id(assignee), account: account, due: Self.due)
                        guard let id = try? await store.add(draft) else { continue }
                        tasks.append((id, team.id(assignee), giver.map { team.id($0) }, account))
                    }
                }
            }
            #expect(tasks.count > 20)
            let all = try await everything.list(TaskListing(.all, today: SampleTeam.today))
            #expect(Set(all.map(\.id)) == Set(tasks.map(\.id)))
            for name in names {
                let (viewer, store) = (try await team.viewer(name), try await team.tasks(name))
                let seen = Set(try await store.list(TaskListing(.all, today: SampleTeam.today)).map(\.id))
                for task in tasks {
                    var account: Access?
                    if let id = task.account {
                        let accounts = AccountStore(team.database)
                        account =
                            try await accounts.includes(id, viewer.writing)
                            ? .write : try await accounts.includes(id, viewer.scope) ? .read : Access.none
                    }
                    let access = TaskAccess.of(
                        viewer.user, assignee: task.assignee, giver: task.giver, account: account)
                    #expect(seen.contains(task.id) == (access >= .read), "\(name) \(task)")
                    let found = try await store.task(task.id)
                    let mayChange = try await store.mayChange(task.id)
                    #expect((found != nil) == (access >= .read) && mayChange == (access == .write), "\(name) \(task)")
                    // The name of an account is not told by a task about it.
                    let showsAccount = found?.account != nil
                    #expect(!showsAccount || (account ?? .none) >= .read)
                }
            }
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func whatALeaverHasToDoGoesToTheSuccessor(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let li = try await team.tasks("li")
            let open = try await li.add(TaskDraft("Open", assignee: team.id("li"), due: Self.due))
            let done = try await li.add(TaskDraft("Done", assignee: team.id("li"), due: Self.due))
            try await li.end(done, result: "")
            let (leaver, heir) = (team.id("li"), team.id("wang"))
            try await team.database.write { try TaskStore.handOver(leaver, to: heir, in: $0) }
            let store = TaskStore(team.database, for: .everything)
            #expect(try await store.task(open)?.assignee.name == "Wang")
            #expect(try await store.task(done)?.assignee.name == "Li")
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func anAccountThatPeopleWorkWithStaysWhenItsImportIsTakenBack(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            _ = try await team.tasks("li").add(
                TaskDraft("Call", assignee: team.id("li"), account: SampleTeam.a, due: Self.due))
            let created = try await team.database.read { connection in
                try connection.rows("SELECT id FROM accounts WHERE created_run = 7 ORDER BY id") { try $0.int(0) }
            }
            #expect(created == [SampleTeam.b, SampleTeam.c])
        }
    }
}
