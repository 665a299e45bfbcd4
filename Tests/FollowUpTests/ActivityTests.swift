import Activities
import Contacts
import Database
import DatabaseTesting
import Measures
import Notices
import Rights
import Site
import Tasks
import Testing

@Suite struct ActivityTests {
    private static let day = SampleTeam.today.advanced(by: -1)

    @Test(arguments: TestDatabase.allCases)
    func theNextStepOfAVisitBecomesATask(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let li = try await team.viewer("li")
            let contact = try await ContactStore(team.acting("li"))
                .add(ContactDetails("Fang"), to: SampleTeam.a, scope: li.writing)
            let elsewhere = try await ContactStore(team.database)
                .add(ContactDetails("Other"), to: SampleTeam.b, scope: .everything)
            let store = ActivityStore(team.acting("li"))
            let id = try await store.add(
                ActivityDraft(
                    .visit, Self.day, subject: "Plant", minutes: "Stock is low.", contacts: [contact, elsewhere, 99],
                    next: .init("Send the list", assignee: team.id("li"), due: SampleTeam.today)),
                to: SampleTeam.a, for: try await team.reader("li"), today: SampleTeam.today)
            let activity = try #require(try await store.activity(id, scope: li.scope))
            #expect(activity.contacts.map(\.name) == ["Fang"], "contacts of other accounts were not there")
            #expect(activity.author?.name == "Li")
            #expect(activity.minutes == "Stock is low.")
            #expect(activity.kind == .visit)
            let task = try #require(try await team.tasks("li").list(TaskListing(today: SampleTeam.today)).first)
            #expect(task.title == "Send the list")
            #expect(task.origin == .activity(id))
            #expect(task.account?.id == SampleTeam.a)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func whatCannotBeKeptIsNotKeptInPart(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let store = ActivityStore(team.acting("li"))
            let reader = try await team.reader("li")
            func add(_ draft: ActivityDraft, to account: Int = SampleTeam.a) async throws {
                _ = try await store.add(draft, to: account, for: reader, today: SampleTeam.today)
            }
            let wang = team.id("wang")
            let next = ActivityDraft.NextStep("Call", assignee: wang, due: SampleTeam.today)
            await #expect(throws: TaskProblem.assigneeUnseeing) {
                try await add(ActivityDraft(.visit, Self.day, subject: "Plant", next: next))
            }
            await #expect(throws: ActivityProblem.dayAhead) {
                try await add(ActivityDraft(.visit, SampleTeam.today.advanced(by: 1), subject: "Plant"))
            }
            await #expect(throws: ActivityProblem.subjectMissing) {
                try await add(ActivityDraft(.visit, Self.day, subject: " "))
            }
            await #expect(throws: ActivityProblem.gone) {
                try await add(ActivityDraft(.visit, Self.day, subject: "Plant"), to: SampleTeam.b)
            }
            #expect(try await store.list(ActivityListing(), scope: .everything) == [])
            #expect(try await team.notices("wang") == [])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aCoachingCommentReachesItsAuthor(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let (li, boss, wang) = (
                try await team.viewer("li"), try await team.viewer("boss"), try await team.viewer("wang")
            )
            let id = try await ActivityStore(team.acting("li")).add(
                ActivityDraft(.call, Self.day, subject: "Prices"), to: SampleTeam.a, for: try await team.reader("li"),
                today: SampleTeam.today)
            let coach = ActivityStore(team.acting("boss"))
            try await coach.comment(on: id, " Ask who decides. ", scope: boss.scope)
            #expect(try await team.notices("li") == ["activity.comment Account 1 Boss Prices"])
            #expect(try await team.viewer("li").unreadNotices == 1)
            #expect(try await coach.comments(on: id, scope: li.scope).map(\.text) == ["Ask who decides."])
            #expect(try await coach.comments(on: id, scope: wang.scope) == [])
            #expect(try await coach.activity(id, scope: boss.scope)?.comments == 1)
            await #expect(throws: ActivityProblem.commentMissing) {
                try await coach.comment(on: id, "  ", scope: boss.scope)
            }
            await #expect(throws: ActivityProblem.gone) {
                try await ActivityStore(team.acting("wang")).comment(on: id, "Hm", scope: wang.scope)
            }
            // Reading a notice is one's own to do.
            let notices = NoticeStore(team.acting("li"))
            let notice = try #require(try await notices.notices(of: team.id("li"), .start, size: 5).first)
            #expect(try await notices.read(notice.id, of: team.id("wang")) == nil)
            #expect(try await notices.read(notice.id, of: team.id("li"))?.path == "/activities/\(id)")
            #expect(try await team.viewer("li").unreadNotices == 0)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func activitiesAreReadTheNewestFirstAsFarAsTheirAccountsAreSeen(_ kind: TestDatabase) async throws {
        try await SampleTeam.run(kind) { team in
            let all = ActivityStore(team.database)
            for (account, days) in [(SampleTeam.a, 5), (SampleTeam.a, 2), (SampleTeam.b, 3), (SampleTeam.a, 2)] {
                _ = try await all.add(
                    ActivityDraft(.visit, SampleTeam.today.advanced(by: -days), subject: "V\(account)\(days)"),
                    to: account, for: .everything, today: SampleTeam.today)
            }
            let li = try await team.viewer("li")
            let seen = try await all.list(ActivityListing(), scope: li.scope)
            #expect(seen.map(\.subject) == ["V12", "V12", "V15"] && seen[0].id > seen[1].id)
            var listing = ActivityListing()
            listing.size = 1
            listing.place = .after(.init(day: seen[1].day, id: seen[1].id))
            #expect(try await all.list(listing, scope: .everything).map(\.subject) == ["V23", "V15"])
            listing.place = .before(.init(day: seen[1].day, id: seen[1].id))
            #expect(try await all.list(listing, scope: .everything).map(\.id) == [seen[0].id])
            try await all.remove(seen[0].id, scope: li.writing)
            #expect(try await all.list(ActivityListing(account: SampleTeam.a), scope: li.scope).count == 2)
            await #expect(throws: ActivityProblem.gone) { try await all.remove(seen[1].id, scope: .nothing) }
        }
    }

    @Test func whoMayChangeAndComment() {
        #expect(ActivityRight.mayChange(author: 1, viewer: 1, changesAccount: true, approves: false))
        #expect(!ActivityRight.mayChange(author: 1, viewer: 1, changesAccount: false, approves: true))
        #expect(!ActivityRight.mayChange(author: 1, viewer: 2, changesAccount: true, approves: false))
        #expect(ActivityRight.mayChange(author: 1, viewer: 2, changesAccount: true, approves: true))
        #expect(!ActivityRight.mayChange(author: nil, viewer: nil, changesAccount: true, approves: false))
        #expect(ActivityRight.mayComment(author: 1, viewer: 2, approves: true))
        #expect(!ActivityRight.mayComment(author: 1, viewer: 1, approves: true))
        #expect(!ActivityRight.mayComment(author: 1, viewer: 2, approves: false))
    }
}
