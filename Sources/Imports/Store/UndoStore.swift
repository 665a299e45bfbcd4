import Database
import Foundation
import Jobs
import Ledger
import Measures
import Rights

/// A wish to take a run back, and what came of it.
struct UndoRequest: Sendable, Equatable {
    struct Outcome: Sendable, Equatable, Codable {
        var removed: Int
        var restored: Int
        /// Orders a later run changed: they stayed.
        var kept: Int
        var keptNumbers: [String]
        var accountsRemoved: Int
        var productsRemoved: Int
        /// Orders of closed months whose difference is booked into the first open one.
        var late: Int?
    }

    var run: Int
    var outcome: Outcome?
    /// Why it was refused, in every language.
    var problem: [Language: String]?
    var job: Job?
}

/// The runs people took back in the browser.
struct UndoStore: Sendable {
    static let job = "import-undo"

    struct Payload: Codable {
        var run: Int
    }

    private let database: any Database

    init(_ database: any Database) { self.database = database }

    /// Asks for it once: a second click, or one after a failure, finds the same request.
    func request(_ run: Int, user: Int?, now: Int) async throws {
        try await database.write { connection in
            if let job = try Self.find(run, in: connection)?.job, !job.isOver { return }
            let job = try JobStore.enqueue(Self.job, Payload(run: run), now: now, in: connection)
            try connection.execute(
                """
                INSERT INTO import_undos (run_id, job_id, user_id, created) VALUES (\(run), \(job), \(user), \(now))
                ON CONFLICT (run_id) DO UPDATE SET job_id = excluded.job_id, problem = NULL
                """)
        }
    }

    func find(_ run: Int, _ scope: Scope) async throws -> UndoRequest? {
        if scope.isNothing { return nil }
        return try await database.read { try Self.find(run, in: $0) }
    }

    func conclude(_ run: Int, _ outcome: UndoRequest.Outcome) async throws {
        let document = String(decoding: try JSONEncoder().encode(outcome), as: UTF8.self)
        try await database.write {
            try $0.execute("UPDATE import_undos SET outcome = \(document) WHERE run_id = \(run)")
        }
    }

    func conclude(_ run: Int, problem: [Language: String]) async throws {
        let document = String(decoding: try JSONEncoder().encode(problem), as: UTF8.self)
        try await database.write {
            try $0.execute("UPDATE import_undos SET problem = \(document) WHERE run_id = \(run)")
        }
    }

    private static func find(_ run: Int, in connection: any Connection) throws -> UndoRequest? {
        let sql: SQL = "SELECT job_id, outcome, problem FROM import_undos WHERE run_id = \(run)"
        let found = try connection.first(sql) { row in
            (
                job: try row.int(0),
                outcome: try row.optionalText(1).map {
                    try JSONDecoder().decode(UndoRequest.Outcome.self, from: Data($0.utf8))
                },
                problem: try row.optionalText(2).map {
                    try JSONDecoder().decode([Language: String].self, from: Data($0.utf8))
                }
            )
        }
        guard let found else { return nil }
        let job = try JobStore.find(found.job, in: connection)
        return UndoRequest(run: run, outcome: found.outcome, problem: found.problem, job: job)
    }
}

extension UndoRequest.Outcome {
    init(_ outcome: RunUndo.Outcome) {
        removed = outcome.removed
        restored = outcome.restored
        kept = outcome.kept
        keptNumbers = outcome.keptNumbers
        accountsRemoved = outcome.accountsRemoved
        productsRemoved = outcome.productsRemoved
        late = outcome.late
    }
}
