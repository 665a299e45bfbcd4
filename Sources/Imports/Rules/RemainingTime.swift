/// How long work will go on at the pace it went so far.
enum RemainingTime {
    /// Nil while too little is done to tell.
    static func seconds(fraction: Double, elapsed: Int?) -> Int? {
        guard let elapsed, elapsed >= 2, fraction >= 0.02, fraction <= 1 else { return nil }
        return Int(Double(elapsed) * (1 - fraction) / fraction)
    }

    /// As people say it: whole minutes, below one and a half steps of ten seconds, at least ten.
    static func rounded(_ seconds: Int) -> (minutes: Int, seconds: Int) {
        seconds >= 90 ? ((seconds + 30) / 60, 0) : (0, max(10, (seconds + 5) / 10 * 10))
    }
}
