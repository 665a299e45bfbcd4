package import Database
import Foundation

/// The jobs in the database, shared by every process that works on it.
package enum JobStore {
    /// Puts a job behind the others, in the transaction of what it belongs to: both are there, or neither.
    @discardableResult
    package static func enqueue(
        _ kind: String, _ payload: some Encodable, now: Int, in connection: any Connection
    ) throws -> Int {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = String(decoding: try encoder.encode(payload), as: UTF8.self)
        let (id, author) = (try Identifiers.reserve(1, for: "jobs", in: connection), connection.author)
        try connection.execute(
            """
            INSERT INTO jobs (id, kind, payload, state, attempts, not_before, progress, created, user_id, user_name,
                address)
            VALUES (\(id), \(kind), \(text), 'waiting', 0, \(now), 0.0, \(now), \(author.user), \(author.name),
                \(author.address))
            """)
        return id
    }

    /// Whether a job of the kind waits or is being done.
    package static func isUnderWay(_ kind: String, in connection: any Connection) throws -> Bool {
        try connection.integer(
            "SELECT id FROM jobs WHERE kind = \(kind) AND state IN ('waiting', 'running') LIMIT 1") != nil
    }

    package static func find(_ id: Int, in connection: any Connection) throws -> Job? {
        try connection.first("\(columns) WHERE id = \(id)", Job.init)
    }

    /// Takes the oldest job of these kinds that nobody is at. Two rivals never get the same one: SQLite writes one
    /// after the other, PostgreSQL runs the loser of the race again.
    static func claim(
        _ kinds: [String], as worker: String, terms: JobTerms, now: Int, in connection: any Connection
    ) throws -> Job? {
        try giveUp(kinds, terms: terms, now: now, in: connection)
        let free = try connection.integer(
            """
            SELECT id FROM jobs WHERE \(isFree(kinds, terms, now)) AND attempts < \(terms.attempts) ORDER BY id LIMIT 1
            """)
        guard let free else { return nil }
        try connection.execute(
            """
            UPDATE jobs SET state = 'running', claimed_by = \(worker), heartbeat = \(now), attempts = attempts + 1,
                started = COALESCE(started, \(now))
            WHERE id = \(free)
            """)
        return try find(free, in: connection)
    }

    /// Whether a claim would be worth a transaction that writes.
    static func hasWork(_ kinds: [String], terms: JobTerms, now: Int, in connection: any Connection) throws -> Bool {
        try connection.integer("SELECT id FROM jobs WHERE \(isFree(kinds, terms, now)) LIMIT 1") != nil
    }

    /// Shows that the worker lives; false when the job is no longer its own.
    static func beat(
        _ id: Int, as worker: String, progress: Double, now: Int, in connection: any Connection
    ) throws -> Bool {
        let count = try connection.execute(
            """
            UPDATE jobs SET heartbeat = \(now), progress = \(progress)
            WHERE id = \(id) AND claimed_by = \(worker) AND state = 'running'
            """)
        return count == 1
    }

    static func finish(_ id: Int, as worker: String, now: Int, in connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE jobs SET state = 'done', progress = 1.0, problem = NULL, ended = \(now), claimed_by = NULL
            WHERE id = \(id) AND claimed_by = \(worker)
            """)
    }

    static func fail(
        _ id: Int, as worker: String, problem: String, now: Int, in connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE jobs SET state = 'failed', problem = \(problem), ended = \(now), claimed_by = NULL
            WHERE id = \(id) AND claimed_by = \(worker)
            """)
    }

    /// Lets another attempt begin, not before a time.
    static func postpone(
        _ id: Int, as worker: String, until time: Int, problem: String, in connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE jobs SET state = 'waiting', problem = \(problem), not_before = \(time), claimed_by = NULL
            WHERE id = \(id) AND claimed_by = \(worker)
            """)
    }

    /// Gives a job back as if it had not been begun: the process stops, the job is not to blame.
    static func release(_ id: Int, as worker: String, in connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE jobs SET state = 'waiting', attempts = attempts - 1, claimed_by = NULL
            WHERE id = \(id) AND claimed_by = \(worker)
            """)
    }

    /// A job that took its process with it again and again ends here.
    private static func giveUp(_ kinds: [String], terms: JobTerms, now: Int, in connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE jobs SET state = 'failed', ended = \(now), claimed_by = NULL,
                problem = COALESCE(problem, 'stopped in the middle ' || attempts || ' times')
            WHERE \(isFree(kinds, terms, now)) AND attempts >= \(terms.attempts)
            """)
    }

    private static func isFree(_ kinds: [String], _ terms: JobTerms, _ now: Int) -> SQL {
        """
        kind IN \(list: kinds) AND state IN ('waiting', 'running') AND (
            (state = 'waiting' AND not_before <= \(now)) OR (state = 'running' AND heartbeat <= \(now - terms.lease)))
        """
    }

    private static let columns: SQL = """
        SELECT id, kind, payload, state, attempts, progress, problem, created, started, ended, user_id, user_name,
            address
        FROM jobs
        """
}

extension Job {
    init(_ row: any Row) throws {
        id = try row.int(0)
        kind = try row.text(1)
        payload = try row.text(2)
        state = State(rawValue: try row.text(3)) ?? .failed
        attempts = try row.int(4)
        progress = try row.double(5)
        problem = row.optionalText(6)
        created = try row.int(7)
        started = row.optionalInt(8)
        ended = row.optionalInt(9)
        user = row.optionalInt(10)
        userName = try row.text(11)
        address = row.optionalText(12)
    }
}
