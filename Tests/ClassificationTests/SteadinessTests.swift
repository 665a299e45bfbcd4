import Classification
import Measures
import Testing

@Suite("C6: a tier changes only when the new one holds")
struct SteadinessTests {
    private let key = Tier(0), major = Tier(1), medium = Tier(2), small = Tier(3)
    /// The least of Key is 1,000, of Major 500, of Medium 100.
    private func rule(on iso: String = "2026-06-30", isMonthEnd: Bool = true) -> Steadiness {
        Steadiness(policy: SteadinessPolicy(), day: day(iso), isMonthEnd: isMonthEnd, cuts: [1_000, 500, 100, 1])
    }

    private func settle(
        _ size: Tier, _ contribution: Int64, from steady: Tier?, pending: Judgement.Pending? = nil,
        waiting: String? = nil, tenureDays: Int = 400, confirmed: String? = nil, on iso: String = "2026-06-30",
        isMonthEnd: Bool = true, asks: Bool = true
    ) -> Steadiness.Outcome {
        let former = FormerJudgement(steady: steady, pending: pending, waitingSince: waiting.map { day($0) })
        return rule(on: iso, isMonthEnd: isMonthEnd).settle(
            size: size, contribution: contribution, tenureDays: tenureDays, former: steady == nil ? nil : former,
            confirmed: confirmed.map { day($0) }, asks: asks)
    }

    private func once(_ tier: Tier) -> Judgement.Pending { .init(tier: tier, monthEnds: 1) }

    @Test func theFirstEvaluationSetsItAtOnce() {
        let found = settle(medium, 120, from: nil)
        #expect(found.tier == medium)
        #expect(found.reason == .first)
        #expect(found.pending == nil)
    }

    @Test func aCutPassedByNoMoreThanTheMarginWaitsForASecondMonthEnd() {
        let first = settle(key, 1_100, from: major)
        #expect(first.tier == major)
        #expect(first.reason == .notYetSteady)
        #expect(first.pending == once(key))
        let second = settle(key, 1_050, from: major, pending: first.pending)
        #expect(second.tier == key)
        #expect(second.reason == .held)
        #expect(second.pending == nil)
        let back = settle(major, 900, from: major, pending: first.pending)
        #expect(back.tier == major)
        #expect(back.reason == .unchanged)
        #expect(back.pending == nil)
    }

    @Test func aCutPassedByMoreThanTheMarginChangesAtOnce() {
        #expect(settle(key, 1_101, from: major).reason == .passedCut)
        #expect(settle(key, 1_101, from: major).tier == key)
        let down = settle(major, 899, from: key)
        #expect(down.tier == major && down.reason == .passedCut)
        #expect(settle(major, 900, from: key).tier == key)
    }

    @Test func severalTiersAreJumpedAsFarAsTheCutsArePassed() {
        // Far above Major's least, barely above Key's: Major at once, Key on trial.
        let up = settle(key, 1_050, from: small)
        #expect(up.tier == major)
        #expect(up.reason == .passedCut)
        #expect(up.pending == once(key))
        let down = settle(small, 95, from: key)
        #expect(down.tier == medium && down.pending == once(small))
    }

    @Test func whatHeldIsTheNearestOfTheSizes() {
        // Medium, then Major: at both month ends it was at least Major's size down from Key.
        let found = settle(major, 950, from: key, pending: once(medium))
        #expect(found.tier == major && found.reason == .held)
        // From one side to the other begins anew.
        let other = settle(key, 1_050, from: major, pending: once(medium))
        #expect(other.tier == major && other.pending == once(key))
    }

    @Test func daysWithinAMonthDoNotCount() {
        let found = settle(key, 1_050, from: major, pending: once(key), on: "2026-06-15", isMonthEnd: false)
        #expect(found.tier == major && found.pending == once(key))
        #expect(settle(key, 2_000, from: major, on: "2026-06-15", isMonthEnd: false).tier == key)
    }

    @Test("An old customer's downgrade waits for its owner, after 30 days for the manager")
    func oldCustomer() {
        let old = 3 * 366
        let first = settle(medium, 200, from: key, tenureDays: old)
        #expect(first.tier == key)
        #expect(first.reason == .waitsForOwner)
        #expect(first.waitingSince == day("2026-06-30"))
        let later = settle(medium, 200, from: key, waiting: "2026-06-30", tenureDays: old, on: "2026-07-30")
        #expect(later.reason == .waitsForOwner && later.waitingSince == day("2026-06-30"))
        let manager = settle(medium, 200, from: key, waiting: "2026-06-30", tenureDays: old, on: "2026-07-31")
        #expect(manager.tier == key && manager.reason == .waitsForManager)
        let agreed = settle(
            medium, 200, from: key, waiting: "2026-06-30", tenureDays: old, confirmed: "2026-07-10", on: "2026-07-31")
        #expect(agreed.tier == medium)
        #expect(agreed.reason == .confirmed)
        #expect(agreed.waitingSince == nil)
        // A word given for an earlier downgrade does not count.
        let stale = settle(
            medium, 200, from: key, waiting: "2026-06-30", tenureDays: old, confirmed: "2026-06-01", on: "2026-07-31")
        #expect(stale.tier == key)
        // Rising is for everyone.
        #expect(settle(key, 5_000, from: medium, tenureDays: old).tier == key)
    }

    @Test("Where nobody can be asked, an old customer's downgrade waits for nobody")
    func nobodyToAsk() {
        let alone = settle(medium, 200, from: key, tenureDays: 3 * 366, asks: false)
        #expect(alone.tier == medium)
        #expect(alone.reason == .passedCut)
        #expect(alone.waitingSince == nil)
        // Nor does what began to wait while there was somebody.
        let left = settle(medium, 200, from: key, waiting: "2026-05-31", tenureDays: 3 * 366, asks: false)
        #expect(left.tier == medium)
    }

    @Test("In sequence: a small one grown to Major, a Key that fades")
    func sequence() {
        var company = SampleCompany()
        company.buyMonthly(1, from: "2024-01-10", months: 24, 10_000)
        company.buyMonthly(2, from: "2024-01-10", months: 12, 10_000)
        company.buyMonthly(2, from: "2025-01-10", months: 12, 100)
        company.buyMonthly(3, from: "2024-01-10", months: 12, 100)
        company.buyMonthly(3, from: "2025-01-10", months: 12, 6_000)
        let found = company.history(from: "2024-01-31", months: 24)
        #expect(found[11].tier(1) == "key")
        #expect(found[11].tier(2) == "key")
        #expect(found[11].tier(3) == "small")
        #expect(found[23].tier(1) == "key")
        #expect(found[23].tier(2) == "small")
        #expect(found[23].tier(3) == "major")
        for (before, after) in zip(found, found.dropFirst()) {
            for unit in 1...3 where before.tier(unit) != after.tier(unit) {
                let reason = after[unit].reason
                #expect(reason == .held || reason == .passedCut, "\(after.ground.day) \(unit) \(reason)")
            }
        }
    }

    @Test("Who has not bought in the window is in no tier, and begins anew")
    func gap() {
        var company = SampleCompany()
        company.buyMonthly(1, from: "2024-01-10", months: 30, 1_000)
        company.buy(2, "2024-01-15", 50_000)
        company.buy(2, "2025-06-15", 50_000)
        let found = company.history(from: "2024-01-31", months: 18)
        #expect(found[11].tier(2) == "key" && found[11][2].isActive)
        #expect(found[12].tier(2) == "none")
        #expect(found[12][2].reason == .inactive)
        #expect(found[12][2].rank == nil)
        #expect(found[17].tier(2) == "key" && found[17][2].reason == .first)
    }
}

@Suite("C4, P6: safety and what people decide")
struct SafetyTests {
    private func company(_ change: (inout SampleCompany) -> Void = { _ in }) -> SampleCompany {
        var company = SampleCompany()
        for unit in 2...9 { company.buy(unit, "2023-06-10", 100, category: 1) }
        for unit in 2...9 { company.buy(unit, "2025-11-10", 100, category: 1) }
        change(&company)
        return company
    }

    @Test func loyalAndOldIsSecure() {
        let found = company {
            $0.buyMonthly(1, from: "2024-01-10", months: 24, 5_000, category: 1)
        }.evaluate("2025-12-31")
        #expect(found.tier(1) == "key" && found[1].safety == .secure)
        #expect(found[1].loyalty?.coverage == 1)
    }

    @Test("Who fell silent beyond three of its own intervals is not secure, whatever its index")
    func silentIsAtRisk() throws {
        var silent = company {
            for week in 0..<70 { $0.buy(1, day("2024-04-01").advanced(by: week * 7), 5_000, category: 1) }
        }
        // The last order is of 2025-07-28: three intervals of seven days end on 2025-08-18.
        let last = silent.evaluate("2025-08-18")[1]
        #expect(last.recencyDays == 21)
        #expect(last.safety == .secure)
        let found = silent.evaluate("2025-08-19")[1]
        #expect(found.safety == .atRisk)
        #expect((found.loyalty?.score ?? 0) >= 60)
        #expect(found.notes.contains(.isSilent))
        // The rhythm of the window before counts where this one holds too few orders to know one.
        let long = silent.evaluate("2026-07-15")[1]
        #expect(long.orderDays == 2 && long.notes.contains(.isSilent))
        let longer = silent.evaluate("2026-07-25")[1]
        #expect(longer.orderDays == 1)
        #expect(longer.meanInterval == nil)
        #expect(longer.notes.contains(.isSilent))
        silent.policy.keySafety.silentIntervals = 0
        #expect(silent.evaluate("2025-08-19")[1].safety == .secure)
    }

    @Test func youngIsAtRiskUnlessTheCompanysDataAreYoungToo() {
        var young = company { $0.buyMonthly(1, from: "2025-04-10", months: 9, 50_000, category: 1) }
        #expect(young.evaluate("2025-12-31")[1].safety == .atRisk)
        young.ledger = DayRange(from: day("2025-01-01"), through: day("2025-12-31"))
        let waived = young.evaluate("2025-12-31")
        #expect(waived.ground.waivesTenure && waived[1].safety == .secure)
    }

    @Test func disloyalIsAtRisk() {
        let found = company {
            for unit in 2...9 { $0.buyMonthly(unit, from: "2025-01-10", months: 12, 10, category: 2) }
            $0.buy(1, "2024-01-10", 10)
            $0.buy(1, "2025-03-10", 900_000, category: 1)
        }.evaluate("2025-12-31")
        #expect(found.tier(1) == "key")
        #expect(found[1].safety == .atRisk)
        #expect((found[1].loyalty?.score ?? 99) < 60)
        #expect(found[2].safety == nil)
    }

    @Test func tooLittleKnownIsNotYetKnown() {
        var company = company {
            $0.buy(1, "2024-01-10", 10); $0.buy(1, "2025-03-10", 900_000)
        }
        company.policy.loyalty.parts.repeatPurchase = 0
        company.policy.loyalty.parts.shareOfWallet = 55
        // Neither its categories nor four intervals are known.
        let found = company.evaluate("2025-12-31")
        #expect(found[1].safety == .notYetKnown && found[1].loyalty?.coverage == 0)
    }

    @Test func aPersonOverridesWithAReasonAndForATime() {
        let company = company { $0.buyMonthly(1, from: "2024-01-10", months: 24, 5_000, category: 1) }
        let decision = TierDecision(
            .override(Tier(0), through: day("2026-03-31")), day: day("2025-12-15"), reason: "reference", user: 7)
        func tier(_ iso: String, _ decisions: [TierDecision]) -> (String, TierReason) {
            let found = company.evaluate(iso, decisions: [2: decisions.filter { $0.day <= day(iso) }])
            return (found.tier(2), found[2].reason)
        }
        #expect(tier("2025-12-14", [decision]) == ("small", .first))
        #expect(tier("2025-12-31", [decision]) == ("key", .overridden))
        #expect(tier("2026-03-31", [decision]) == ("key", .overridden))
        #expect(tier("2026-04-01", [decision]) == ("small", .first))
        let taken = TierDecision(
            .override(Tier(3), through: day("2026-01-10")), day: day("2026-01-10"), reason: "over", user: 7)
        #expect(tier("2026-01-31", [decision, taken]) == ("small", .first))
    }
}
