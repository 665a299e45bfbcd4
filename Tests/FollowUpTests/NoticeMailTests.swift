import Accounts
import Database
import DatabaseTesting
import Foundation
import Jobs
import Logging
import Mail
import MailTesting
import Measures
import Notices
import People
import Rights
import Site
import Tasks
import Testing

/// Notices as mail, through a real mail server.
@Suite struct NoticeMailTests {
    /// A team whose mail goes out.
    private struct Office {
        let team: SampleTeam
        let server: MailServer
        let worker: JobWorker

        init(_ team: SampleTeam, _ server: MailServer) throws {
            self.team = team
            self.server = server
            let from = try #require(MailAddress("mainstay@example.com"))
            let post = MailPost(
                SMTPMailer(try SMTPServer(server.address)), from: Mailbox(from, named: "Mainstay"),
                site: "https://mainstay.example")
            let mailing = NoticeMailing(
                post, features: [NoticesFeature.feature(hasPost: true), TasksFeature.feature])
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            worker = JobWorker(
                [mailing.handler], database: team.database, logger: logger, now: { SampleTeam.now })
        }

        func wish(_ name: String, _ rhythm: MailWish.Rhythm, _ address: String? = nil) async throws {
            try await NoticeMailStore(team.clocked).keep(
                MailWish(address: address ?? "\(name)@example.com", rhythm: rhythm), of: team.id(name),
                today: SampleTeam.today.advanced(by: -1))
        }

        func give(_ title: String, to name: String, due: Int = 0) async throws {
            _ = try await team.tasks("boss").add(
                TaskDraft(
                    title, assignee: team.id(name), account: SampleTeam.a, due: SampleTeam.today.advanced(by: due)))
        }

        /// The jobs' states with their problems.
        func jobs() async throws -> [String] {
            try await team.database.read { connection in
                try connection.rows("SELECT state, coalesce(problem, '') FROM jobs ORDER BY id") {
                    "\(try $0.text(0)) \(try $0.text(1))"
                }
            }
        }
    }

    private func run(_ kind: TestDatabase, _ body: @escaping @Sendable (Office) async throws -> Void) async throws {
        let server = try MailServer(.plain)
        defer { server.stop() }
        try await SampleTeam.run(kind) { team in try await body(Office(team, server)) }
    }

    @Test(arguments: TestDatabase.allCases)
    func whoWantsItIsToldAtOnce(_ kind: TestDatabase) async throws {
        try await run(kind) { office in
            try await office.give("Before", to: "li")
            try await office.wish("li", .atOnce)
            try await PeopleStore(office.team.database).keep(Preferences(language: .zh), of: office.team.id("li"))
            try await office.give("<寄送>样品", to: "li", due: 3)
            try await office.give("Second", to: "li", due: 4)
            try await office.give("Not asked", to: "boss")
            _ = try await office.worker.workOff()
            let mails = try office.server.received()
            // Both were waiting when the first was written, so one mail tells both.
            let mail = try #require(mails.first)
            #expect(mails.count == 1)
            #expect(mail.recipients == ["li@example.com"])
            #expect(mail.defects == [])
            #expect(mail.subject == "Mainstay：2 条提醒")
            #expect(mail.from.name == "Mainstay")
            #expect(mail.to.name == "Li")
            let text = try #require(mail.text)
            #expect(text.contains("Boss给您指派了任务（2026-03-19 前）：<寄送>样品") && text.contains("Second"))
            #expect(text.contains("https://mainstay.example/notices/") && !text.contains("Before"))
            #expect(mail.html?.contains("&lt;寄送&gt;样品") == true)
            #expect(mail.header("List-Unsubscribe") == "<https://mainstay.example/settings/notices>")
            #expect(mail.header("Auto-Submitted") == "auto-generated")

            // What was sent, or read meanwhile, is not sent again.
            let notices = NoticeStore(office.team.acting("li"))
            try await office.give("Third", to: "li")
            let third = try #require(try await notices.notices(of: office.team.id("li"), .start, size: 1).first)
            _ = try await notices.read(third.id, of: office.team.id("li"))
            _ = try await office.worker.workOff()
            let later = try office.server.received()
            #expect(later.count == 1)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func theDailyMailComesOnceInTheMorningWithWhatIsDue(_ kind: TestDatabase) async throws {
        try await run(kind) { office in
            try await office.wish("li", .daily)
            try await office.wish("wang", .daily)
            try await office.give("Overdue", to: "li", due: -2)
            try await office.give("Today", to: "li")
            try await office.give("Later", to: "li", due: 1)
            let store = NoticeMailStore(office.team.clocked)
            func send(_ day: Day, _ hour: Int) async throws -> [ReceivedMail] {
                try await store.sendDaily(today: day, hour: hour)
                _ = try await office.worker.workOff()
                return try office.server.received()
            }
            let early = try await send(SampleTeam.today, 6)
            #expect(early.isEmpty)
            let morning = try await send(SampleTeam.today, 7)
            let mail = try #require(morning.first)
            #expect(morning.count == 1, "nobody is written to when there is nothing to say")
            #expect(mail.recipients == ["li@example.com"] && mail.subject == "Mainstay: 5 notices")
            let due = try #require(mail.text?.components(separatedBy: "Tasks due or overdue").last)
            #expect(due.contains("Overdue · Account 1 · overdue since 2026-03-14") && due.contains("Today"))
            #expect(!due.contains("Later"))
            let again = try await send(SampleTeam.today, 9)
            #expect(again.count == 1)
            let next = try await send(SampleTeam.today.advanced(by: 1), 8)
            #expect(next.count == 2 && next[1].subject == "Mainstay: 3 notices")
            #expect(next[0].id != next[1].id)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func whoLeftOrMayNotSeeAnAccountReadsNothingOfIt(_ kind: TestDatabase) async throws {
        try await run(kind) { office in
            try await office.wish("li", .daily)
            try await office.give("Call them", to: "li")
            _ = try await office.team.database.write { connection in
                try CircleStore.keep(AccountCircle(owner: nil), of: SampleTeam.a, in: connection)
            }
            let store = NoticeMailStore(office.team.clocked)
            try await store.sendDaily(today: SampleTeam.today, hour: 8)
            _ = try await office.worker.workOff()
            let first = try #require(try office.server.received().first)
            #expect(first.text?.contains("Call them") == true && first.text?.contains("Account 1") == false)

            _ = try await PeopleStore(office.team.database).leave(
                office.team.id("li"), successor: nil, handing: [], now: SampleTeam.now)
            try await store.sendDaily(today: SampleTeam.today.advanced(by: 1), hour: 8)
            _ = try await office.worker.workOff()
            let all = try office.server.received()
            #expect(all.count == 1)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func whatCannotWorkIsGivenUpAndWhatMayWorkLaterIsTriedAgain(_ kind: TestDatabase) async throws {
        try await run(kind) { office in
            try await office.wish("li", .atOnce, "li@refused.example")
            try await office.give("One", to: "li")
            _ = try await office.worker.workOff()
            let refused = try await office.jobs()
            #expect(refused.count == 1 && refused[0].hasPrefix("failed the mail server refuses the recipient"))

            try await office.wish("li", .atOnce, "li@later.example")
            try await office.give("Two", to: "li")
            _ = try await office.worker.workOff()
            let waiting = try await office.jobs()
            #expect(waiting.count == 2 && waiting[1].hasPrefix("waiting "))
            let unread = try await office.team.viewer("li").unreadNotices
            #expect(unread == 2, "what is not mailed is still told in the product")
        }
    }
}
