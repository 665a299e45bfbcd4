import CLibpq
import Database

/// One transaction on a link.
final class PostgresConnection: Connection {
    let dialect = Dialect.postgres
    let author: Author
    private let link: PostgresLink

    init(_ link: PostgresLink, _ author: Author) {
        self.link = link
        self.author = author
    }

    func execute(_ sql: SQL) throws -> Int {
        let call = PostgresCall(sql)
        let name = try link.name(of: call.text, types: call.types)
        let result = PostgresResult(call.withParameters { PQexecPrepared(link.pointer, name, $0, $1, $2, $3, 1) })
        try result.requireSuccess(of: call.text, on: link.pointer)
        return result.changedRows
    }

    func forEachRow(_ sql: SQL, streaming: Bool, _ body: (any Row) throws -> Void) throws {
        let call = PostgresCall(sql)
        let name = try link.name(of: call.text, types: call.types)
        if streaming { return try stream(call, name, body) }
        let result = PostgresResult(call.withParameters { PQexecPrepared(link.pointer, name, $0, $1, $2, $3, 1) })
        try result.requireSuccess(of: call.text, on: link.pointer)
        for row in 0..<max(0, result.rowCount) { try body(PostgresRow(result: result.pointer, row: row)) }
    }

    func batch(_ statements: [SQL]) throws {
        guard !statements.isEmpty else { return }
        try PostgresPipeline(link).run(statements.map(PostgresCall.init))
    }

    func bulk(_ target: BulkTarget, _ write: (any BulkWriter) throws -> Void) throws {
        if target.conflict == .refuse { return try copy(target, into: target.table, write) }
        let staging = "bulk_\(target.table)"
        try link.command(
            "CREATE TEMP TABLE IF NOT EXISTS \(staging) AS SELECT \(target.columnNames) FROM \(target.table) WITH NO DATA"
        )
        try link.command("TRUNCATE \(staging)")
        try copy(target, into: staging, write)
        try link.command(
            "INSERT INTO \(target.table) (\(target.columnNames)) SELECT \(target.columnNames) FROM \(staging)"
                + target.conflictClause)
    }

    func relaxDurability() throws { try link.command("SET LOCAL synchronous_commit = off") }

    private func copy(_ target: BulkTarget, into table: String, _ write: (any BulkWriter) throws -> Void) throws {
        let text = "COPY \(table) (\(target.columnNames)) FROM STDIN (FORMAT binary)"
        try link.command(text)
        let writer = PostgresBulkWriter(link: link, types: target.columns.map(\.type))
        do {
            try write(writer)
            try writer.finish()
        } catch {
            PQputCopyEnd(link.pointer, "given up")
            _ = try? link.drain(text)
            throw error
        }
        link.leave(text)
    }

    private func stream(_ call: PostgresCall, _ name: String, _ body: (any Row) throws -> Void) throws {
        let sent = call.withParameters { PQsendQueryPrepared(link.pointer, name, $0, $1, $2, $3, 1) }
        guard sent == 1, PQsetSingleRowMode(link.pointer) == 1 else {
            throw DatabaseError.connectionLost(detail: PostgresLink.message(link.pointer))
        }
        var failure: (any Error)?
        while let pointer = PQgetResult(link.pointer) {
            let result = PostgresResult(pointer)
            if failure != nil { continue }
            do {
                try result.requireSuccess(of: call.text, on: link.pointer)
                if result.rowCount == 1 { try body(PostgresRow(result: pointer, row: 0)) }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }
}
