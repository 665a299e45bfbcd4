import Database
import DatabaseTesting
@testable import Jobs
import Testing

@Suite struct JobStoreTests {
    private static let migrations = [Identifiers.migration] + JobsSchema.migrations
    private static let terms = JobTerms(lease: 30, attempts: 3)

    private struct Parcel: Codable, Equatable { var weight: Int }

    @Test(arguments: TestDatabase.allCases)
    func aJobIsThereOnlyWhenItsTransactionIs(kind: TestDatabase) async throws {
        try await kind.run(migrations: Self.migrations) { database in
            struct Change: Error {}
            await #expect(throws: Change.self) {
                try await database.write { connection in
                    try JobStore.enqueue("parcel", Parcel(weight: 1), now: 100, in: connection)
                    throw Change()
                }
            }
            let id = try await database.write { try JobStore.enqueue("parcel", Parcel(weight: 2), now: 100, in: $0) }
            let job = try #require(try await database.read { try JobStore.find(id, in: $0) })
            #expect(job.state == .waiting)
            #expect(job.attempts == 0)
            #expect(job.progress == 0)
            #expect(job.created == 100)
            #expect(try job.payload(as: Parcel.self) == Parcel(weight: 2))
            #expect(try await database.read { try $0.integer("SELECT count(*) FROM jobs") } == 1)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func theOldestJobOfTheKindsIsClaimedOnce(kind: TestDatabase) async throws {
        try await kind.run(migrations: Self.migrations) { database in
            try await database.write { connection in
                for name in ["letter", "parcel", "parcel"] {
                    try JobStore.enqueue(name, Parcel(weight: 0), now: 100, in: connection)
                }
            }
            let claimed = try await database.write { connection in
                try (1...3).map { _ in
                    try JobStore.claim(["parcel"], as: "ann", terms: Self.terms, now: 101, in: connection)?.id
                }
            }
            #expect(claimed == [2, 3, nil])
            let job = try #require(try await database.read { try JobStore.find(2, in: $0) })
            #expect(job.state == .running)
            #expect(job.attempts == 1)
            #expect(job.started == 101)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aJobWithoutHeartbeatIsClaimedAgainAndLostToItsFormerWorker(kind: TestDatabase) async throws {
        try await kind.run(migrations: Self.migrations) { database in
            func claim(_ worker: String, _ now: Int) async throws -> Int? {
                try await database.write {
                    try JobStore.claim(["parcel"], as: worker, terms: Self.terms, now: now, in: $0)?.attempts
                }
            }
            func beat(_ worker: String, _ now: Int) async throws -> Bool {
                try await database.write { try JobStore.beat(1, as: worker, progress: 0.5, now: now, in: $0) }
            }
            try await database.write { try JobStore.enqueue("parcel", Parcel(weight: 0), now: 100, in: $0) }
            #expect(try await claim("ann", 100) == 1)
            #expect(try await beat("ann", 120))
            #expect(try await claim("bob", 149) == nil)
            #expect(try await claim("bob", 150) == 2)
            #expect(try await !beat("ann", 151))
            try await database.write { try JobStore.finish(1, as: "ann", now: 152, in: $0) }
            let job = try #require(try await database.read { try JobStore.find(1, in: $0) })
            #expect(job.state == .running)
            #expect(job.progress == 0.5)
            #expect(job.started == 100)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aJobThatKillsItsProcessEachTimeIsGivenUp(kind: TestDatabase) async throws {
        try await kind.run(migrations: Self.migrations) { database in
            try await database.write { try JobStore.enqueue("parcel", Parcel(weight: 0), now: 0, in: $0) }
            for attempt in 1...4 {
                let job = try await database.write {
                    try JobStore.claim(["parcel"], as: "ann", terms: Self.terms, now: attempt * 100, in: $0)
                }
                #expect(job?.attempts == (attempt <= 3 ? attempt : nil))
            }
            let job = try #require(try await database.read { try JobStore.find(1, in: $0) })
            #expect(job.state == .failed)
            #expect(job.problem == "stopped in the middle 3 times")
            #expect(job.ended == 400)
        }
    }

    @Test(arguments: [(1, 5), (2, 10), (3, 20), (7, 320), (8, 600), (60, 600)])
    func eachFurtherAttemptWaitsTwiceAsLong(attempt: Int, seconds: Int) {
        #expect(JobTerms.usual.delay(after: attempt) == seconds)
    }
}
