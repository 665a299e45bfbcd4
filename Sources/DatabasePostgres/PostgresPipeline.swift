import CLibpq
import Database

/// Sends many statements without waiting for each answer (libpq's pipeline mode).
struct PostgresPipeline {
    private let link: PostgresLink
    // Answers are read every so often, or the server's full buffer would stop us both.
    private static let window = 256

    init(_ link: PostgresLink) { self.link = link }

    func run(_ calls: [PostgresCall]) throws {
        var named: [(call: PostgresCall, name: String)] = []
        for call in calls { named.append((call, try link.name(of: call.text, types: call.types))) }
        guard PQenterPipelineMode(link.pointer) == 1 else { throw lost }
        defer { PQexitPipelineMode(link.pointer) }
        var start = 0
        while start < named.count {
            let end = min(start + Self.window, named.count)
            try run(named[start..<end])
            start = end
        }
    }

    private func run(_ window: ArraySlice<(call: PostgresCall, name: String)>) throws {
        for (call, name) in window {
            let sent = call.withParameters { PQsendQueryPrepared(link.pointer, name, $0, $1, $2, $3, 1) }
            guard sent == 1 else { throw lost }
        }
        guard PQpipelineSync(link.pointer) == 1 else { throw lost }
        var failure: (any Error)?
        for (call, _) in window {
            // One statement's results end with a nil; after a failure the rest answer "aborted".
            do { try link.drain(call.text) } catch { failure = failure ?? error }
        }
        _ = PostgresResult(PQgetResult(link.pointer))
        if let failure { throw failure }
    }

    private var lost: DatabaseError { .connectionLost(detail: PostgresLink.message(link.pointer)) }
}
