/// Slows down guessing: after five wrong passwords for a name from an address, fifty from an address, or fifty for a name
/// wherever from, tries wait until fifteen minutes after the first of them. Kept in memory only; a restart forgives.
package actor SignInThrottle {
    private struct Tries { var count: Int, since: Int }

    private static let window = 15 * 60
    private static let mostKept = 20_000
    private var tries: [String: Tries] = [:]

    package init() {}

    /// Seconds until another try is heard; nil when it is heard now. Counts the try as wrong until `forgive` is called,
    /// so tries sent all at once are counted too.
    package func wait(name: String, address: String, now: Int) -> Int? {
        forget(before: now - Self.window)
        let limits = [(pair(name, address), 5), (address, 50), (pair(name, ""), 50)]
        for (key, limit) in limits {
            if let entry = tries[key], entry.count >= limit { return max(1, entry.since + Self.window - now) }
        }
        for (key, _) in limits { tries[key, default: Tries(count: 0, since: now)].count += 1 }
        return nil
    }

    /// The password was right: the name's wrong tries are forgotten.
    package func forgive(name: String, address: String) {
        tries[pair(name, address)] = nil
        tries[address]?.count -= 1
        tries[pair(name, "")]?.count -= 1
    }

    private func pair(_ name: String, _ address: String) -> String { address + "\u{0}" + String(name.prefix(100)) }

    private func forget(before moment: Int) {
        tries = tries.filter { $0.value.since > moment }
        if tries.count > Self.mostKept { tries.removeAll() }
    }
}
