/// Answers that cost a walk through a whole table, kept until the books change.
///
/// While an import changes the books several times a second, an answer still stands for five times as long as it took
/// to find: counting then never takes more than a sixth of the time.
package actor KeptAnswers<Question: Hashable & Sendable, Answer: Sendable> {
    private struct Kept {
        var answer: Answer
        var version: String
        var until: ContinuousClock.Instant
    }

    private var kept: [Question: Kept] = [:]
    private var underway: [Question: Task<Kept, any Error>] = [:]
    private let most = 512

    package init() {}

    /// - Parameter version: of the books; nil when unknown, and then nothing is kept.
    package func answer(
        _ question: Question, version: String?, _ find: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        guard let version else { return try await find() }
        if let known = kept[question], known.version == version || known.until > .now { return known.answer }
        // Who comes while it is being found waits for the same answer.
        let task = underway[question] ?? Task { try await Self.timed(version, find) }
        underway[question] = task
        defer { underway[question] = nil }
        let found = try await task.value
        if kept.count >= most { forgetHalf() }
        kept[question] = found
        return found.answer
    }

    /// Those found first go, half of them: what many ask for is soon there again.
    private func forgetHalf() {
        let oldest = kept.sorted { $0.value.until < $1.value.until }.prefix(kept.count / 2)
        for (question, _) in oldest { kept[question] = nil }
    }

    private static func timed(_ version: String, _ find: @Sendable () async throws -> Answer) async throws -> Kept {
        let start = ContinuousClock.now
        let answer = try await find()
        let end = ContinuousClock.now
        return Kept(answer: answer, version: version, until: end + (end - start) * 5)
    }
}
