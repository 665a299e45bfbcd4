import Database
import DatabaseTesting
@testable import Jobs
import Logging
import Synchronization
import Testing

/// A clock that tests turn, and what handlers did.
private final class Diary: Sendable {
    private let seconds = Mutex(1_000)
    private let entries = Mutex<[Int]>([])
    var now: Int { seconds.withLock { $0 } }
    var done: [Int] { entries.withLock { $0 } }
    func pass(_ time: Int) { seconds.withLock { $0 += time } }
    func note(_ job: Int) { entries.withLock { $0.append(job) } }
}

@Suite struct JobWorkerTests {
    private static let migrations = [Identifiers.migration] + JobsSchema.migrations
    private static let terms = JobTerms(
        lease: 30, beat: .milliseconds(20), pause: .milliseconds(10), attempts: 3, firstDelay: 5)
    private static let quiet: Logger = {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }()

    private func worker(
        _ database: any Database, _ diary: Diary, run: @escaping @Sendable (JobContext) async throws -> Void
    ) -> JobWorker {
        JobWorker(
            [JobHandler("parcel", run: run)], database: database, terms: Self.terms, logger: Self.quiet,
            now: { diary.now })
    }

    private func enqueue(_ count: Int, _ database: any Database, _ diary: Diary) async throws {
        try await database.write { connection in
            for _ in 0..<count { try JobStore.enqueue("parcel", [0], now: diary.now, in: connection) }
        }
    }

    private func job(_ id: Int, _ database: any Database) async throws -> Job {
        try #require(try await database.read { try JobStore.find(id, in: $0) })
    }

    /// Waits for something that happens in its own time; a minute is far more than it takes.
    private func eventually(_ isSo: @Sendable () async throws -> Bool) async throws {
        for _ in 0..<6_000 {
            if try await isSo() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it never happened")
    }

    @Test("A job works for whoever asked for it, and from where they did", arguments: TestDatabase.allCases)
    func onSomebodysBehalf(kind: TestDatabase) async throws {
        try await kind.run(migrations: Self.migrations) { database in
            let diary = Diary()
            let li = Author(user: 7, name: "Li", way: .page, address: "192.0.2.1") { 0 }
            try await enqueue(1, database.acting(as: li), diary)
            try await enqueue(1, database, diary)
            let authors = Mutex<[String]>([])
            try await worker(database, diary) { context in
                let author = try await context.database.read { $0.author }
                authors.withLock {
                    $0.append("\(author.user ?? 0) \(author.name) \(author.way) \(author.address ?? "–")")
                }
            }.workOff()
            #expect(authors.withLock { $0 } == ["7 Li job 192.0.2.1", "0  job –"])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func eachJobIsDoneOnceAmongRivals(kind: TestDatabase) async throws {
        try await kind.run(migrations: Self.migrations) { database in
            let diary = Diary()
            try await enqueue(24, database, diary)
            let rivals = (1...6).map { _ in
                Task { await worker(database, diary) { diary.note($0.job.id) }.run() }
            }
            try await eventually {
                try await database.read { try $0.integer("SELECT count(*) FROM jobs WHERE state = 'done'") } == 24
            }
            for rival in rivals {
                rival.cancel()
                await rival.value
            }
            #expect(diary.done.sorted() == Array(1...24))
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func anErrorIsTriedAgainLaterAndLaterAndGivenUp(kind: TestDatabase) async throws {
        struct Broken: Error {}
        try await kind.run(migrations: Self.migrations) { database in
            let diary = Diary()
            let worker = worker(database, diary) { context in
                diary.note(context.job.attempts)
                throw Broken()
            }
            try await enqueue(1, database, diary)
            #expect(try await worker.workOff() == 1)
            #expect(try await job(1, database).state == .waiting)
            diary.pass(4)
            #expect(try await worker.workOff() == 0)
            diary.pass(1)
            #expect(try await worker.workOff() == 1)
            diary.pass(10)
            #expect(try await worker.workOff() == 1)
            diary.pass(10_000)
            #expect(try await worker.workOff() == 0)
            let job = try await job(1, database)
            #expect(job.state == .failed)
            #expect(job.problem == "Broken()")
            #expect(diary.done == [1, 2, 3])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func whatAHandlerRefusesIsNotTriedAgain(kind: TestDatabase) async throws {
        try await kind.run(migrations: Self.migrations) { database in
            let diary = Diary()
            try await enqueue(1, database, diary)
            try await worker(database, diary) { _ in throw JobRefused("no such street") }.workOff()
            let job = try await job(1, database)
            #expect(job.state == .failed)
            #expect(job.problem == "no such street")
            #expect(job.ended == 1_000)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aJobWhoseProcessDiedIsTakenUpByTheNext(kind: TestDatabase) async throws {
        try await kind.run(migrations: Self.migrations) { database in
            let diary = Diary()
            try await enqueue(1, database, diary)
            _ = try await database.write {
                try JobStore.claim(["parcel"], as: "dead", terms: Self.terms, now: diary.now, in: $0)
            }
            let next = worker(database, diary) { diary.note($0.job.attempts) }
            #expect(try await next.workOff() == 0)
            diary.pass(30)
            #expect(try await next.workOff() == 1)
            let job = try await job(1, database)
            #expect(job.state == .done)
            #expect(job.progress == 1)
            #expect(diary.done == [2])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aStoppedWorkerGivesItsJobBackAtOnce(kind: TestDatabase) async throws {
        try await kind.run(migrations: Self.migrations) { database in
            let diary = Diary()
            try await enqueue(1, database, diary)
            let stopped = Task {
                await worker(database, diary) { context in
                    context.show(0.25)
                    diary.note(context.job.id)
                    try await Task.sleep(for: .seconds(3_600))
                }.run()
            }
            try await eventually { try await job(1, database).progress == 0.25 }
            stopped.cancel()
            await stopped.value
            let given = try await job(1, database)
            #expect(given.state == .waiting)
            #expect(given.attempts == 0)
            #expect(given.progress == 0.25)
            #expect(try await worker(database, diary) { diary.note($0.job.id) }.workOff() == 1)
            #expect(diary.done == [1, 1])
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aWorkerThatLostItsJobStops(kind: TestDatabase) async throws {
        try await kind.run(migrations: Self.migrations) { database in
            let diary = Diary()
            try await enqueue(1, database, diary)
            let slow = Task {
                try await worker(database, diary) { _ in
                    diary.note(1)
                    try await Task.sleep(for: .seconds(3_600))
                }.workOnce()
            }
            try await eventually { diary.done == [1] }
            try await database.write { try $0.execute("UPDATE jobs SET claimed_by = 'another' WHERE id = 1") }
            #expect(try await slow.value)
            #expect(try await job(1, database).state == .running)
        }
    }
}
