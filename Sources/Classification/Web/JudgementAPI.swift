package import API
import Accounts
import HTTPTypes
import Judging
import Measures
import Rights
import Site

/// Judgements for programs: one account's with its explanation, and all of a day.
package enum JudgementAPI {
    static var operations: APIOperations {
        APIOperations([
            APIOperation(
                .get, "/accounts/{id}/judgement", "getJudgement", tag: "Judgements",
                "What is judged of an account, why, and what month ends said.",
                parameters: [
                    APIParameter("as_of", .day, "The latest judgement that was kept by this day; else the current one.")
                ],
                answer: .one(record.shape), handling: .answer(judgement)),
            APIOperation(
                .get, "/judgements", "listJudgements", tag: "Judgements",
                "Lists what was judged of every account, or of the group it heads.",
                parameters: [APIParameter("as_of", .day, "The day that is spoken of; else today.")],
                answer: .page(summary.shape), handling: .answer(list)),
        ])
    }

    // MARK: One

    /// As `mainstay account show --json` prints it, too.
    package static let record = APIRecord<JudgedAccount>(
        "Judgement",
        [
            .init("code", text, "The account's.") { .text($0.account.code) },
            .init("name", text, "The account's.") { .text($0.account.name) },
            .init(
                "unit", .nullable(text),
                "The code of the group it is judged with, else its own; null where that may not be seen."
            ) { $0.isTierOnly ? .null : .text($0.head.code) },
            .init("members", .nullable(.integer(least: 1)), "How many accounts are judged as one.") {
                $0.isTierOnly ? .null : .integer($0.unit.members.count)
            },
            .init("as_of", .day, "As of when.") { .text($0.unit.evaluation.day.iso) },
            .init("policy_version", .integer(), "By which policy.") { .integer($0.unit.policy.version) },
            .init("tier", .nullable(text), "Its code; null when it is in none.") { tier($0.judgement.tier, $0.unit) },
            .init("safety", .nullable(.choice(safeties)), "Of the first tier: whether it is likely to stay.") {
                .text($0.judgement.safety?.code)
            },
            .init("reason", text, "Why this tier.") { .text($0.judgement.reason.code) },
            .init("is_provisional", .flag, "Scores are newer than the tier: orders came since.") {
                .flag($0.judgement.notes.contains(.isProvisional))
            },
            .init(
                "remarks", .list(.choice(JudgementRemark.allCases.map(\.rawValue))), "What must be known beside it."
            ) { .list($0.unit.remarks.map { .text($0.rawValue) }) },
            .init("records", one: records, "Where what it rests on is told.") { $0 },
            .init("scores", one: scores, "0 to 100; null is unknown.") { $0 },
            .init("coverage", one: coverage, "How much was known, 0 to 1.") { $0 },
            .init("measures", one: measures, "What it rests on.") { $0 },
            .init("evidence", ExplanationRecord.record, "Tier, safety, value, loyalty and contribution, each with why.")
            {
                $0.unit.explanations
            },
            .init("history", past, "What month ends said, the first one first.") { judged in
                judged.history.map { Past(judgement: $0, judged: judged) }
            },
        ])

    private static let records = APIRecord<JudgedAccount>(
        "JudgementRecords",
        [
            .init("orders", text, "The account's orders of the days that were judged, by this interface.") {
                let window = $0.unit.ground.window
                return .text(
                    "/api/v1/accounts/\($0.account.id)/orders?from=\(window.from.iso)&to=\(window.through.iso)")
            },
            .init("months", text, "What it did month by month, by this interface.") {
                .text("/api/v1/accounts/\($0.account.id)/months")
            },
            .init("policy", text, "The page of the policy's version.") {
                .text("/settings/policies/\(ClassificationPolicy.kind)/versions/\($0.unit.policy.version)")
            },
            .init("page", text, "The page of the account.") { .text("/accounts/\($0.account.id)") },
        ])

    private static let scores = APIRecord<JudgedAccount>(
        "JudgementScores",
        [
            .init("value", .nullable(.number), "What it is worth.", field: .cost) {
                .number($0.judgement.value?.score)
            },
            .init("loyalty", .nullable(.number), "How it behaves.") { .number($0.judgement.loyalty?.score) },
            .init("repeat_purchase", .nullable(.number), "How often it comes back.") {
                .number($0.judgement.repeatPurchase)
            },
            .init("breadth", .nullable(.number), "Of how many categories it buys.") {
                .number($0.judgement.breadth.map { $0 * 100 })
            },
            .init("regularity", .nullable(.number), "How evenly it orders.") { .number($0.judgement.regularity) },
        ])

    private static let coverage = APIRecord<JudgedAccount>(
        "JudgementCoverage",
        [
            .init("value", .nullable(.number), "Of the value score's parts.", field: .cost) {
                .number($0.judgement.value?.coverage)
            },
            .init("loyalty", .nullable(.number), "Of loyalty's parts.") { .number($0.judgement.loyalty?.coverage) },
            .init("cost", .nullable(.number), "Of its revenue.", field: .cost) { .number($0.judgement.costKnown) },
        ])

    private static let measures = APIRecord<JudgedAccount>(
        "JudgementMeasures",
        [
            .init("from", .day, "The first day of the twelve months.") { .text($0.unit.ground.window.from.iso) },
            .init("to", .day, "The last.") { .text($0.unit.ground.window.through.iso) },
            .init("revenue", .nullable(.money), "Net of returns.") { $0.money($0.judgement.revenue) },
            .init("revenue_before", .nullable(.money), "Of the twelve months before.") {
                $0.money($0.judgement.revenueBefore)
            },
            .init("growth", .nullable(.number), "Against them: 0.2 is a fifth more.") {
                .number($0.judgement.growth)
            },
            cost("contribution", "What is left of it.") { $0.contribution },
            .init("contribution_basis", .nullable(.choice(bases)), "What it was counted from.", field: .cost) {
                $0.isTierOnly ? .null : .text($0.judgement.basis.code)
            },
            cost("gross_margin", "Revenue less the cost of goods.") { $0.grossMargin },
            cost("service_cost", "Of serving it.") { $0.serviceCost },
            cost("concessions", "What was given away.") { $0.concessions },
            cost("financing", "Of its unpaid invoices.") { $0.financing },
            cost("written_off", "What it will not pay.") { $0.writtenOff },
            .init("price_realisation", .nullable(.number), "Of list prices.") {
                .number($0.judgement.priceRealisation)
            },
            .init("orders", .nullable(.integer()), "How many.") {
                $0.isTierOnly ? .null : .integer(Int64($0.judgement.orders))
            },
            .init("order_days", .nullable(.integer()), "Days with orders.") {
                $0.isTierOnly ? .null : .integer(Int64($0.judgement.orderDays))
            },
            .init("recency_days", .nullable(.integer()), "Since the last order.") {
                .integer($0.judgement.recencyDays.map(Int.init))
            },
            .init("tenure_days", .nullable(.integer()), "Since the first.") {
                .integer($0.judgement.tenureDays.map(Int.init))
            },
            .init("mean_interval_days", .nullable(.number), "Between order days.") {
                .number($0.judgement.meanInterval)
            },
            .init("interval_variation", .nullable(.number), "How unlike these are: 0 is evenly.") {
                .number($0.judgement.variation)
            },
            .init("categories", .nullable(.integer()), "Of goods it bought.") {
                .integer($0.judgement.categories.map(Int.init))
            },
            .init("rank", .nullable(.integer(least: 1)), "By contribution; 1 is the largest.", field: .cost) {
                .integer($0.judgement.rank.map(Int.init))
            },
            .init("share_above", .nullable(.number), "Of all contribution, what larger accounts bring.", field: .cost) {
                .number($0.judgement.shareAbove)
            },
        ])

    private struct Past: Sendable {
        let judgement: PastJudgement
        let judged: JudgedAccount
    }

    private static let past = APIRecord<Past>(
        "PastJudgement",
        [
            .init("day", .day, "The month end.") { .text($0.judgement.day.iso) },
            .init("tier", .nullable(text), "Its tier then.") { tier($0.judgement.tier, $0.judged.unit) },
            .init("size", .nullable(text), "What size alone would have made of it.") {
                tier($0.judgement.size, $0.judged.unit)
            },
            .init("safety", .nullable(.choice(safeties)), "Whether it was likely to stay.") {
                .text($0.judgement.safety?.code)
            },
            .init("reason", text, "Why that tier.") { .text($0.judgement.reason.code) },
            .init("value", .nullable(.number), "Its value score.", field: .cost) { .number($0.judgement.value) },
            .init("loyalty", .nullable(.number), "Its loyalty.") { .number($0.judgement.loyalty) },
            .init("revenue", .nullable(.money), "Of the twelve months then.") { $0.judged.money($0.judgement.revenue) },
            .init("contribution", .nullable(.money), "Of the same.", field: .cost) {
                $0.judged.money($0.judgement.contribution)
            },
            .init("policy_version", .integer(), "By which policy.") { .integer($0.judgement.policyVersion) },
        ])

    private static let text = APISchema.text(.lines, most: 10_000)
    private static let safeties = KeySafety.allCases.map(\.code)
    private static let bases = ContributionBasis.allCases.map(\.code)

    private static func tier(_ tier: Tier?, _ unit: JudgedUnit) -> JSON {
        .text(tier.map { unit.policy.body.tiers.code($0) })
    }

    private static func cost(
        _ name: String, _ about: String, _ value: @escaping @Sendable (Judgement) -> Int64?
    ) -> APIRecord<JudgedAccount>.Member {
        .init(name, .nullable(.money), about, field: .cost) { $0.money(value($0.judgement)) }
    }

    private static let judgement: @Sendable (APICall) async throws -> APIAnswer = { call in
        let account = try await call.account()
        let day = call.text("as_of").flatMap { Day(iso: $0) }
        guard let judged = try await JudgementStore(call.database).judged(account, asOf: day, scope: call.scope) else {
            throw Problem(
                .notFound, day.map { "This account was not judged by \($0.iso)." } ?? "This account was not judged yet."
            )
        }
        return APIAnswer(record.json(judged, for: call.scope))
    }

    // MARK: All

    private struct Row: Sendable {
        let named: JudgementStore.Named
        let evaluation: StoredEvaluation
        let tiers: TierPolicy

        var judgement: Judgement { named.judgement }

        func money(_ minor: Int64) -> JSON { .money(minor, evaluation.currency) }
    }

    private static let summary = APIRecord<Row>(
        "JudgementSummary",
        [
            .init("account", .integer(least: 1), "The number of the account, or of the head of the group.") {
                .integer($0.judgement.unit)
            },
            .init("code", text, "Its code.") { .text($0.named.code) },
            .init("name", text, "Its name.") { .text($0.named.name) },
            .init("as_of", .day, "As of when.") { .text($0.evaluation.day.iso) },
            .init("policy_version", .integer(), "By which policy.") { .integer($0.evaluation.policyVersion) },
            .init("tier", .nullable(text), "Its code; null when it is in none.") { row in
                .text(row.judgement.tier.map { row.tiers.code($0) })
            },
            .init("size", .nullable(text), "What size alone would make of it.") { row in
                .text(row.judgement.size.map { row.tiers.code($0) })
            },
            .init("safety", .nullable(.choice(safeties)), "Of the first tier: whether it is likely to stay.") {
                .text($0.judgement.safety?.code)
            },
            .init("reason", text, "Why this tier.") { .text($0.judgement.reason.code) },
            .init("value", .nullable(.number), "0 to 100.", field: .cost) { .number($0.judgement.value?.score) },
            .init("loyalty", .nullable(.number), "0 to 100.") { .number($0.judgement.loyalty?.score) },
            .init("revenue", .money, "Of twelve months.") { $0.money($0.judgement.revenue) },
            .init("growth", .nullable(.number), "Against the twelve months before: 0.2 is a fifth more.") {
                .number($0.judgement.growth)
            },
            .init("contribution", .money, "Of twelve months.", field: .cost) { $0.money($0.judgement.contribution) },
            .init("contribution_basis", .choice(bases), "What it was counted from.", field: .cost) {
                .text($0.judgement.basis.code)
            },
            .init("rank", .nullable(.integer(least: 1)), "By contribution; 1 is the largest.", field: .cost) {
                .integer($0.judgement.rank.map(Int.init))
            },
        ])

    private static let list: @Sendable (APICall) async throws -> APIAnswer = { call in
        let day = call.text("as_of").flatMap { Day(iso: $0) } ?? call.visit.today
        let movement = MovementStore(call.database)
        guard let evaluation = try await movement.evaluation(through: day, scope: call.scope) else {
            throw Problem(.notFound, "Nothing was judged by \(day.iso).")
        }
        let tiers = try await movement.policy(of: evaluation).tiers
        let after = try call.place { $0.values.count == 1 ? Int($0.values[0]) : nil } ?? 0
        let found = try await JudgementStore(call.database).page(
            of: evaluation, after: after, size: call.limit + 1, scope: call.scope)
        return call.page(found.map { Row(named: $0, evaluation: evaluation, tiers: tiers) }, summary) {
            Cursor([String($0.judgement.unit)])
        }
    }
}

extension JudgedAccount {
    fileprivate var judgement: Judgement { unit.judgement }

    /// They see its tier, and its figures are not for them.
    fileprivate var isTierOnly: Bool { unit.sight == .tierOnly }

    fileprivate func money(_ minor: Int64?) -> JSON {
        isTierOnly ? .null : minor.map { .money($0, unit.evaluation.currency) } ?? .null
    }
}
