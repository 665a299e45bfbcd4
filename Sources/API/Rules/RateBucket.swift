/// How many calls a token has left. A bucket of a minute's calls fills evenly, so that short bursts pass.
package struct RateBucket: Sendable, Hashable {
    /// Calls in a minute.
    package let limit: Int
    private var left: Double
    private var at: Int

    /// - Parameter now: unix seconds.
    package init(limit: Int, now: Int) {
        self.limit = limit
        left = Double(limit)
        at = now
    }

    /// Takes a call out, where there is one.
    package mutating func take(now: Int) -> Taken {
        left = min(Double(limit), left + Double(max(0, now - at)) * Double(limit) / 60)
        at = max(at, now)
        guard left >= 1 else {
            return Taken(remaining: 0, seconds: seconds(until: 1), isRefused: true)
        }
        left -= 1
        return Taken(remaining: Int(left), seconds: seconds(until: Double(limit)), isRefused: false)
    }

    package var isFull: Bool { left >= Double(limit) }

    private func seconds(until wanted: Double) -> Int {
        max(1, Int(((wanted - left) * 60 / Double(limit)).rounded(.up)))
    }

    package struct Taken: Sendable, Hashable {
        package var remaining: Int
        /// Until the bucket is full again, or, when it is empty, until there is a call in it.
        package var seconds: Int
        package var isRefused: Bool
    }
}
