import API
import Accounts
import HTTPTypes
import Measures
import Rights
import Site

/// The report of tiers for programs, as `mainstay report tiers` prints it.
enum TierReportAPI {
    static var operations: APIOperations {
        APIOperations([
            APIOperation(
                .get, "/reports/tiers", "reportTiers", tag: "Reports",
                "How many accounts are in each tier, and what they bring, of the accounts that the user may see.",
                parameters: [APIParameter("as_of", .day, "The day the report speaks of; else today.")],
                answer: .one(record.shape), handling: .answer(report))
        ])
    }

    private struct Report: Sendable {
        let evaluation: StoredEvaluation
        let tiers: TierPolicy
        let asked: Day
    }

    private struct Row: Sendable {
        let report: Report
        let total: TierTotal
    }

    private static let record = APIRecord<Report>(
        "TierReport",
        [
            .init("as_of", .day, "The day that was judged.") { .text($0.evaluation.day.iso) },
            .init("asked", .day, "The day that was asked for.") { .text($0.asked.iso) },
            .init("kind", .choice(["month_end", "current"]), "Which judgement it is.") {
                .text($0.evaluation.kind == .monthEnd ? "month_end" : "current")
            },
            .init("policy_version", .integer(), "By which policy.") { .integer($0.evaluation.policyVersion) },
            .init(
                "contribution_basis", .choice(["revenue", "partly_estimated", "cost"]),
                "Revenue stands in where no cost is recorded, the company's margin where some is."
            ) { .text($0.evaluation.basis.code) },
            .init(
                "estimated", .nullable(.integer()), "Accounts whose contribution is estimated, in whole or in part.",
                field: .cost
            ) { .integer($0.evaluation.estimated) },
            .init("left_out", .nullable(.integer()), "Accounts with orders that no exchange rate brings in.") {
                .integer($0.evaluation.leftOut)
            },
            .init("rows", row, "The tiers, the largest first.") { report in
                report.evaluation.tiers.map { Row(report: report, total: $0) }
            },
        ])

    private static let row = APIRecord<Row>(
        "TierReportRow",
        [
            .init("tier", .text(.lines, most: 1_000), "Its code.") { .text($0.report.tiers.code($0.total.tier)) },
            .init("accounts", .integer(), "How many, each group counted once.") { .integer($0.total.accounts) },
            .init("revenue", .money, "Of twelve months.") { .money($0.total.revenue, $0.report.evaluation.currency) },
            .init("contribution", .money, "Of twelve months.", field: .cost) {
                .money($0.total.contribution, $0.report.evaluation.currency)
            },
            .init(
                "losses", .money, "Contributions below zero among it.", field: .cost
            ) { .money($0.total.losses, $0.report.evaluation.currency) },
            .init(
                "share", .nullable(.number), "Of all contributions above zero; null when there is none.",
                field: .cost
            ) {
                .number($0.report.evaluation.share(of: $0.total))
            },
        ])

    private static let report: @Sendable (APICall) async throws -> APIAnswer = { call in
        let day = call.text("as_of").flatMap { Day(iso: $0) } ?? call.visit.today
        let store = MovementStore(call.database)
        guard let found = try await store.evaluation(through: day, scope: call.scope) else {
            throw Problem(.notFound, "Nothing was judged by \(day.iso).")
        }
        let evaluation = try await store.totalled(found, scope: call.scope)
        let tiers = try await store.policy(of: evaluation).tiers
        return APIAnswer(record.json(Report(evaluation: evaluation, tiers: tiers, asked: day), for: call.scope))
    }
}
