import Database
import Ledger

/// A run tied to its file: begun now, or one of the same file that had stopped in the middle and is taken up again.
struct SettledRun: Sendable {
    private(set) var run: Int
    private(set) var cursor = RunCursor.start
    private(set) var counts: RunCounts

    /// - Parameters:
    ///   - run: just begun; forgotten when another one goes on in its place.
    ///   - fingerprint: all that the sequence of its batches follows from.
    ///   - worker: who is at work on it from now on.
    /// - Throws: `ImportProblem.underWay` when somebody is at work on one already.
    init(
        _ run: Int, source: Int, fingerprint: String, mapping: String, counts: RunCounts, worker: String, now: Int,
        in connection: any Connection
    ) throws {
        (self.run, self.counts) = (run, counts)
        if let old = try RunStore.unfinished(fingerprint: fingerprint, source: source, in: connection) {
            if let (name, beat) = old.worker, RunWorker.isAtWork(name, beat: beat, now: now) {
                throw ImportProblem.underWay
            }
            if old.isOvertaken {
                // It stays as far as it came: the new run does what is left, and both can be taken back.
                try RunStore.fail(
                    old.run, problem: "Stopped in the middle; run \(run) began anew.", now: now, in: connection)
            } else {
                try RunStore.forget(run, in: connection)
                (self.run, cursor, self.counts) = (old.run, old.cursor, old.counts)
            }
        }
        if self.run == run {
            try RunStore.describe(
                run, source: source, fingerprint: fingerprint, mapping: mapping, counts: counts, in: connection)
        }
        try RunStore.claim(self.run, for: worker, now: now, in: connection)
    }
}
