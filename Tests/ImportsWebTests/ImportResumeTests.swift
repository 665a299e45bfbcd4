import Database
import DatabaseTesting
import Foundation
@testable import Imports
import Jobs
import Ledger
import Measures
import Rights
import Testing

@Suite struct ImportResumeTests {
    private struct NotBegun: Error {}

    private static let orders = 6_000
    private static let lines = 12_000

    private static var file: String {
        let rows = (0..<lines).map { line in
            "\(line % orders),2011-0\(line % 9 + 1)-11,K\(line % 700),P\(line % 50),\(line % 7 + 1),1.25"
        }
        // The two lines of an order share day and customer, so the order decides them.
        return "order number,order date,customer code,product code,quantity,unit price\n"
            + rows.enumerated().map { index, row in index < orders ? row : rows[index - orders] }.joined(
                separator: "\n")
    }

    private func upload(_ database: any Database) async throws -> Pass {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("resume-\(UUID().uuidString).csv")
        try Data(Self.file.utf8).write(to: place)
        defer { try? FileManager.default.removeItem(at: place) }
        let readable = try await ReadableFile.check(path: place.path)
        #expect(readable.lines == Self.lines)
        let file = try await UploadStore(database).add(
            place, name: "resume.csv", readable, user: nil, now: 1_800_001_000)
        let mapping = MappingForm(
            MappingGuess.mapping(name: "orders", header: readable.sample.names) { readable.sample.values(of: $0) },
            readable.sample
        ).mapping
        let passes = PassStore(database)
        let beginning = try await passes.begin(
            file, isCheck: false, mapping: mapping, language: .en, user: nil, now: 1_800_001_000)
        guard case .begun(let id) = beginning else { throw NotBegun() }
        return try #require(try await passes.find(id, .everything))
    }

    private func worker(_ database: any Database, now: Int) -> JobWorker {
        JobWorker(
            ImportsFeature.jobs(), database: database, terms: JobTerms(beat: .milliseconds(10)),
            logger: ImportSite.quiet, now: { now })
    }

    /// Stops a worker as soon as orders are in the ledger, and leaves the job and the run as a kill would.
    private func killInTheMiddle(_ database: any Database) async throws {
        let killed = Task { try await worker(database, now: 1_800_001_000).workOnce() }
        while try await database.read({ try $0.integer("SELECT count(*) FROM orders") }) == 0 {
            try await Task.sleep(for: .milliseconds(2))
        }
        killed.cancel()
        _ = try? await killed.value
        try await database.write { connection in
            try connection.execute("UPDATE runs SET state = 'running', ended = NULL WHERE state = 'failed'")
            try connection.execute(
                """
                UPDATE jobs SET state = 'running', claimed_by = 'dead', heartbeat = 1800001000, attempts = 1
                WHERE state = 'waiting'
                """)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aKilledImportIsTakenUpByTheNextWorkerAndCountsOnce(kind: TestDatabase) async throws {
        try await kind.run(migrations: ImportSite.migrations) { database in
            let pass = try await upload(database)
            try await killInTheMiddle(database)
            let before = try #require(try await database.read { try $0.integer("SELECT count(*) FROM orders") })
            #expect(before > 0 && before < Self.orders)
            #expect(try await worker(database, now: 1_800_001_010).workOff() == 0)
            #expect(try await worker(database, now: 1_800_001_100).workOff() == 1)

            let done = try #require(try await PassStore(database).find(pass.id, .everything))
            let outcome = try #require(done.outcome)
            #expect(outcome.ordersNew == Self.orders)
            #expect(outcome.ordersUnchanged == 0)
            #expect(outcome.accepted == Self.lines)
            #expect(outcome.accountsNew == 700)
            #expect(outcome.continued)
            #expect(done.job?.state == .done)
            #expect(try await database.read { try $0.integer("SELECT count(*) FROM order_lines") } == Self.lines)
            let runs = try await database.read { try RunStore.list(in: $0) }
            #expect(runs.map(\.state) == [.done] && runs.map(\.id) == [done.run])
            #expect(try await database.read { try $0.integer("SELECT count(*) FROM orders") } == Self.orders)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func aKillBetweenTheLastBatchAndTheEndIsNotASecondImport(kind: TestDatabase) async throws {
        try await kind.run(migrations: ImportSite.migrations) { database in
            let pass = try await upload(database)
            try await worker(database, now: 1_800_001_000).workOff()
            try await database.write { connection in
                try connection.execute("UPDATE import_passes SET outcome = NULL, run_id = NULL, ended = NULL")
                try connection.execute("UPDATE jobs SET state = 'running', claimed_by = 'dead', heartbeat = 1800001000")
            }
            #expect(try await worker(database, now: 1_800_001_100).workOff() == 1)
            let done = try #require(try await PassStore(database).find(pass.id, .everything))
            #expect(done.run == 1 && done.outcome?.ordersNew == Self.orders)
            #expect(try await database.read { try RunStore.list(in: $0) }.count == 1)
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func anImportWhoseRunIsUndoneMeanwhileEndsAndIsNotTriedAgain(kind: TestDatabase) async throws {
        try await kind.run(migrations: ImportSite.migrations) { database in
            let pass = try await upload(database)
            let work = Task { try await worker(database, now: 1_800_001_000).workOff() }
            while try await database.read({ try $0.integer("SELECT count(*) FROM orders") }) == 0 {
                try await Task.sleep(for: .milliseconds(2))
            }
            try await database.write { try $0.execute("UPDATE runs SET state = 'undone' WHERE state = 'running'") }
            _ = try await work.value
            let done = try #require(try await PassStore(database).find(pass.id, .everything))
            #expect(done.problem?[.en] == "The import was undone before it came to its end, so it stopped.")
            #expect(done.job?.state == .failed && done.run == nil)
            #expect(try await worker(database, now: 9_000).workOff() == 0)
            #expect(try await database.read { try RunStore.list(in: $0) }.map(\.state) == [.undone])
        }
    }
}
