/// A weighted mean of parts, each 0–100, of which some may be unknown (SPEC P4): a part that nobody has is left out for
/// all and the weights rescaled; where some have it, who has none stands at the mean of those who do. Not knowing
/// never pays.
package struct Index: Sendable, Equatable {
    /// 0–100.
    package var score: Double
    /// The share of the available weight that is really known, 0–1.
    package var coverage: Double

    package init(score: Double, coverage: Double) {
        self.score = score
        self.coverage = coverage
    }

    /// One part: what it weighs, what it is here, and what it is on average; no average when nobody has it.
    package struct Part: Sendable, Equatable {
        package var weight: Double
        package var score: Double?
        package var mean: Double?
        /// How much of the score is really known: a part can be an index itself.
        package var coverage: Double

        package init(weight: Double, score: Double?, mean: Double?, coverage: Double = 1) {
            self.weight = weight
            self.score = score
            self.mean = mean
            self.coverage = coverage
        }
    }

    /// Nil when nobody has any of the parts.
    @inlinable
    package static func of(_ parts: some Sequence<Part>) -> Index? {
        var (sum, weight, known) = (0.0, 0.0, 0.0)
        for part in parts {
            guard let mean = part.mean, part.weight > 0 else { continue }
            weight += part.weight
            sum += part.weight * (part.score ?? mean)
            if part.score != nil { known += part.weight * part.coverage }
        }
        return weight > 0 ? Index(score: sum / weight, coverage: known / weight) : nil
    }
}

/// The mean of the scores that are known, to a millionth of a point: whole numbers add up to the same in any order.
package struct KnownMean: Sendable, Equatable {
    private var millionths: Int64 = 0
    private var count: Int64 = 0

    package init() {}

    package mutating func add(_ score: Double?) {
        guard let score else { return }
        millionths += Int64((score * 1e6).rounded())
        count += 1
    }

    package mutating func add(_ other: KnownMean) {
        millionths += other.millionths
        count += other.count
    }

    /// Nil when nobody has one.
    package var mean: Double? { count > 0 ? Double(millionths) / Double(count) / 1e6 : nil }
}
