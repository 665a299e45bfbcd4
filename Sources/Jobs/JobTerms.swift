/// How patient workers are.
package struct JobTerms: Sendable, Equatable {
    /// Seconds without a heartbeat after which a job counts as left behind and is claimed again.
    package var lease: Int
    /// How often a worker shows that it lives, and how far it is.
    package var beat: Duration
    /// How long a worker with nothing to do waits before it looks again.
    package var pause: Duration
    /// How often a job is begun before it is given up.
    package var attempts: Int
    /// Seconds before the second attempt; each further one waits twice as long, at most `longestDelay`.
    package var firstDelay: Int
    package var longestDelay: Int

    package static let usual = JobTerms()

    package init(
        lease: Int = 30, beat: Duration = .seconds(1), pause: Duration = .seconds(1), attempts: Int = 5,
        firstDelay: Int = 5, longestDelay: Int = 600
    ) {
        self.lease = lease
        self.beat = beat
        self.pause = pause
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
    }

    /// Seconds to wait after an attempt that failed, counted from 1.
    package func delay(after attempt: Int) -> Int {
        let doublings = min(max(attempt - 1, 0), 20)
        return min(longestDelay, firstDelay << doublings)
    }
}
