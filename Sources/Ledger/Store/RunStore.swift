import Audit
package import Database
import Site

/// The runs in the database.
package enum RunStore {
    /// Opens a run; it shows as running from now on.
    package static func begin(
        kind: String, file: String, user: Int?, now: Int, in connection: any Connection
    ) throws -> Int {
        let id = try Identifiers.reserve(1, for: "runs", in: connection)
        try connection.execute(
            """
            INSERT INTO runs (id, kind, file, state, user_id, started, progress, cursor_part, cursor_order, lines_read,
                accepted, rejected, orders_new, orders_changed, orders_unchanged, accounts_new, products_new)
            VALUES (\(id), \(kind), \(file), 'running', \(user), \(now), 0.0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            """)
        return id
    }

    /// Notes what the run is about, once the file has been read: its source, its fingerprint and how many lines.
    package static func describe(
        _ run: Int, source: Int, fingerprint: String, mapping: String, counts: RunCounts, in connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE runs SET source_id = \(source), fingerprint = \(fingerprint), mapping = \(mapping),
                lines_read = \(counts.read), accepted = \(counts.accepted), rejected = \(counts.rejected)
            WHERE id = \(run)
            """)
    }

    /// A run of a file and mapping that did not come to its end.
    package struct Unfinished: Sendable {
        package var run: Int
        package var cursor: RunCursor
        package var counts: RunCounts
        /// Who was last at work on it, and when that was, in unix seconds.
        package var worker: (name: String, beat: Int)?
        /// Other runs have written or were taken back since: what it skipped may no longer be as it found it.
        package var isOvertaken: Bool
    }

    package static func unfinished(
        fingerprint: String, source: Int, in connection: any Connection
    ) throws -> Unfinished? {
        try connection.first(
            """
            SELECT id, cursor_part, cursor_order, \(RunCounts.columns), worker, beat,
                EXISTS (
                    SELECT 1 FROM runs other WHERE other.id <> runs.id AND (
                        other.id > runs.id AND other.orders_new + other.orders_changed + other.costs_new
                            + other.costs_changed > 0
                        OR other.state = 'undoing'
                        OR other.state = 'undone' AND other.ended >= COALESCE(runs.beat, runs.started)))
            FROM runs WHERE fingerprint = \(fingerprint) AND source_id = \(source) AND state IN ('running', 'failed')
            ORDER BY id DESC
            """
        ) { row in
            let worker = row.optionalText(14).flatMap { name in row.optionalInt(15).map { (name, $0) } }
            return try Unfinished(
                run: row.int(0), cursor: RunCursor(part: row.int(1), order: row.int(2)),
                counts: RunCounts(row, from: 3),
                worker: worker, isOvertaken: row.bool(16))
        }
    }

    /// Says who is at work on the run from now on.
    package static func claim(_ run: Int, for worker: String, now: Int, in connection: any Connection) throws {
        try connection.execute("UPDATE runs SET worker = \(worker), beat = \(now) WHERE id = \(run)")
    }

    /// Forgets runs whose worker died while it still read its file: they wrote nothing, and nobody can go on with them.
    package static func forgetUnread(now: Int, in connection: any Connection) throws {
        let unread = try connection.rows(
            "SELECT id, worker, beat FROM runs WHERE state = 'running' AND fingerprint IS NULL AND worker IS NOT NULL"
        ) { (run: try $0.int(0), worker: try $0.text(1), beat: $0.optionalInt(2) ?? 0) }
        for found in unread where !RunWorker.isAtWork(found.worker, beat: found.beat, now: now) {
            try forget(found.run, in: connection)
        }
    }

    /// Forgets a run that has written nothing: another one goes on in its place.
    package static func forget(_ run: Int, in connection: any Connection) throws {
        try connection.execute("DELETE FROM runs WHERE id = \(run)")
    }

    /// Ends a run that an error stopped. One that never came to know its file has written nothing and is forgotten:
    /// there is nothing to go on with.
    package static func fail(_ run: Int, problem: String, now: Int, in connection: any Connection) throws {
        try connection.execute("DELETE FROM runs WHERE id = \(run) AND fingerprint IS NULL")
        try connection.execute(
            """
            UPDATE runs SET state = 'failed', problem = \(problem), ended = \(now)
            WHERE id = \(run) AND state IN ('running', 'failed')
            """)
        try noteEnd(run, in: connection)
    }

    /// Moves a run on, in the same transaction as the batch it tells of.
    /// - Throws: `LedgerError.runTakenBack`.
    package static func advance(
        _ run: Int, to cursor: RunCursor, progress: Double, counts: RunCounts, now: Int,
        in connection: any Connection
    ) throws {
        let count = try connection.execute(
            """
            UPDATE runs SET state = 'running', problem = NULL, beat = \(now), cursor_part = \(cursor.part),
                cursor_order = \(cursor.order), progress = \(progress), orders_new = \(counts.ordersNew),
                orders_changed = \(counts.ordersChanged), orders_unchanged = \(counts.ordersUnchanged),
                accounts_new = \(counts.accountsNew), products_new = \(counts.productsNew),
                costs_new = \(counts.costsNew), costs_changed = \(counts.costsChanged),
                costs_unchanged = \(counts.costsUnchanged)
            WHERE id = \(run) AND state IN ('running', 'failed')
            """)
        guard count == 1 else { throw LedgerError.runTakenBack(run) }
    }

    /// Ends a run that wrote all it had to.
    /// - Throws: `LedgerError.runTakenBack`.
    package static func complete(_ run: Int, now: Int, in connection: any Connection) throws {
        guard try find(run, in: connection)?.state == .running else { throw LedgerError.runTakenBack(run) }
        try end(run, as: .done, now: now, in: connection)
        try noteEnd(run, in: connection)
    }

    /// An import is one entry, however many orders it brought: the file by its SHA-256, and the counts.
    static func noteEnd(_ run: Int, as act: AuditAct = .runEnded, in connection: any Connection) throws {
        guard let found = try find(run, in: connection) else { return }
        let fingerprint = try connection.text("SELECT fingerprint FROM runs WHERE id = \(run)") ?? ""
        // 64 digits of the file, among what else the run goes by.
        let file = fingerprint.split(separator: ":").first { $0.count == 64 }.map(String.init)
        let counts = found.counts
        let changes: [(String, Int)] = [
            ("read", counts.read), ("accepted", counts.accepted), ("rejected", counts.rejected),
            ("orders_new", counts.ordersNew), ("orders_changed", counts.ordersChanged),
            ("orders_unchanged", counts.ordersUnchanged), ("accounts_new", counts.accountsNew),
            ("products_new", counts.productsNew), ("costs_new", counts.costsNew),
            ("costs_changed", counts.costsChanged), ("costs_unchanged", counts.costsUnchanged),
        ]
        try Audit.note(
            act, AuditSubject(.run, run, named: found.file),
            [
                AuditChange("kind", nil, found.kind), AuditChange("state", nil, found.state.rawValue),
                AuditChange("sha256", nil, file),
            ].filter { $0.after != nil }
                + changes.filter { $0.1 != 0 }.map { AuditChange($0.0, nil, String($0.1)) }, in: connection)
    }

    /// Whether somebody is at work on the run.
    package static func isAtWork(_ run: Int, now: Int, in connection: any Connection) throws -> Bool {
        let worker = try connection.first(
            "SELECT worker, beat FROM runs WHERE id = \(run) AND state IN ('running', 'failed') AND worker IS NOT NULL"
        ) { (try $0.text(0), $0.optionalInt(1) ?? 0) }
        return worker.map { RunWorker.isAtWork($0.0, beat: $0.1, now: now) } ?? false
    }

    /// Notes how many lines a run read and took.
    package static func count(_ run: Int, _ counts: RunCounts, in connection: any Connection) throws {
        try connection.execute(
            """
            UPDATE runs SET lines_read = \(counts.read), accepted = \(counts.accepted), rejected = \(counts.rejected)
            WHERE id = \(run)
            """)
    }

    package static func end(
        _ run: Int, as state: Run.State, problem: String? = nil, now: Int, in connection: any Connection
    ) throws {
        let progress: SQL = state == .done ? "1.0" : "progress"
        try connection.execute(
            """
            UPDATE runs SET state = \(state.rawValue), problem = \(problem), ended = \(now), progress = \(progress)
            WHERE id = \(run)
            """)
    }

    /// Newest first.
    package static func list(limit: Int = 200, in connection: any Connection) throws -> [Run] {
        try connection.rows("\(columns) ORDER BY id DESC LIMIT \(limit)", Run.init)
    }

    /// One more than asked for when there are so many, in reading order: backwards for a page before a run.
    package static func page(_ listing: RunListing, in connection: any Connection) throws -> [Run] {
        let way: SQL = listing.place.isBackward ? "ASC" : "DESC"
        return try connection.rows(
            "\(columns) WHERE \(listing.condition) ORDER BY id \(way) LIMIT \(listing.size + 1)", Run.init)
    }

    package static func find(_ run: Int, in connection: any Connection) throws -> Run? {
        try connection.first("\(columns) WHERE id = \(run)", Run.init)
    }

    private static let columns: SQL = """
        SELECT id, kind, file, state, started, ended, progress, problem, user_id, \(RunCounts.columns) FROM runs
        """
}

extension Run {
    init(_ row: any Row) throws {
        id = try row.int(0)
        kind = try row.text(1)
        file = try row.text(2)
        state = State(rawValue: try row.text(3)) ?? .failed
        started = try row.int(4)
        ended = row.optionalInt(5)
        progress = try row.double(6)
        problem = row.optionalText(7)
        user = row.optionalInt(8)
        counts = try RunCounts(row, from: 9)
    }
}

extension RunCounts {
    /// The columns `init(row)` reads.
    static let columns: SQL = """
        lines_read, accepted, rejected, orders_new, orders_changed, orders_unchanged, accounts_new, products_new,
            costs_new, costs_changed, costs_unchanged
        """

    init(_ row: any Row, from first: Int) throws {
        read = try row.int(first)
        accepted = try row.int(first + 1)
        rejected = try row.int(first + 2)
        ordersNew = try row.int(first + 3)
        ordersChanged = try row.int(first + 4)
        ordersUnchanged = try row.int(first + 5)
        accountsNew = try row.int(first + 6)
        productsNew = try row.int(first + 7)
        costsNew = try row.int(first + 8)
        costsChanged = try row.int(first + 9)
        costsUnchanged = try row.int(first + 10)
    }
}
