import Database

/// Hands out sessions, opens new ones up to a limit, and lets the others wait in line.
actor PostgresPool {
    private let url: String
    private let limit: Int
    private var idle: [PostgresSession] = []
    private var open = 0
    private var waiting: [CheckedContinuation<PostgresSession?, Never>] = []

    init(url: String, limit: Int) {
        self.url = url
        self.limit = limit
    }

    func take() async throws -> PostgresSession {
        if let session = idle.popLast() { return session }
        if open < limit { return try await connect() }
        if let handed = await withCheckedContinuation({ waiting.append($0) }) { return handed }
        return try await connect()
    }

    /// Takes a session back; a broken one is dropped, and whoever waits for it opens a new one.
    func giveBack(_ session: PostgresSession) async {
        let sound = await session.isSound()
        if !sound { open -= 1 }
        if !waiting.isEmpty {
            waiting.removeFirst().resume(returning: sound ? session : nil)
        } else if sound {
            idle.append(session)
        }
    }

    func close() {
        idle.removeAll()
    }

    private func connect() async throws -> PostgresSession {
        open += 1
        do {
            return try await PostgresSession.open(url)
        } catch {
            open -= 1
            if !waiting.isEmpty { waiting.removeFirst().resume(returning: nil) }
            throw error
        }
    }
}
