/// Ranks active units by contribution and cuts the ranking into tiers (SPEC C3). Equal contributions share rank and
/// tier, so that the result does not depend on the order in which units come.
package struct TierRanking: Sendable {
    package struct Place: Sendable, Equatable {
        package var rank: Int32
        /// Of all positive contribution, brought by larger units, 0–1; nil when there is none at all.
        @Packed package var shareAbove: Double?
        package var tier: Tier
        package var isBeyondCap: Bool
    }

    /// In the order of the contributions given.
    package let places: [Place]
    /// The least positive contribution in each tier and those above it; nil where nobody is.
    package let cuts: [Int64?]

    package init(_ contributions: some Sequence<Int64>, policy: TierPolicy) {
        let contributions = Array(contributions)
        let order = contributions.indices.sorted { contributions[$0] > contributions[$1] }
        let positive = contributions.reduce(Int128(0)) { $0 + Int128(max(0, $1)) }
        // Per cents to a ten-thousandth, so that a share that meets a cut exactly is compared exactly.
        let steps = policy.steps.map { Int128(($0.through * 10_000).rounded()) }
        let last = Tier(policy.steps.count - 1)
        var places = [Place](
            repeating: Place(rank: 0, shareAbove: nil, tier: last, isBeyondCap: false), count: order.count)
        var cuts = [Int64?](repeating: nil, count: policy.steps.count)
        var above = Int128(0)
        var start = 0
        while start < order.count {
            let contribution = contributions[order[start]]
            var end = start + 1
            while end < order.count, contributions[order[end]] == contribution { end += 1 }
            var place = Place(
                rank: Int32(clamping: start + 1),
                shareAbove: positive > 0 ? min(1, Double(above) / Double(positive)) : nil, tier: last,
                isBeyondCap: false)
            if contribution > 0 {
                let tier = steps.firstIndex { above * 1_000_000 < $0 * positive } ?? last.place
                place.tier = Tier(tier)
                if tier == 0, policy.mostKey > 0, end > policy.mostKey {
                    place.tier = Tier(1)
                    place.isBeyondCap = true
                }
                for tier in place.tier.place..<cuts.count { cuts[tier] = contribution }
                above += Int128(contribution) * Int128(end - start)
            }
            for unit in order[start..<end] { places[unit] = place }
            start = end
        }
        self.places = places
        self.cuts = cuts
    }
}
