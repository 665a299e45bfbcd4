import API
import Accounts
import HTTPTypes
import Ledger
import Measures
import Rights
import Site
import Statistics

/// The report of concentration for programs, as `mainstay report concentration` prints it.
enum ConcentrationAPI {
    static var operations: APIOperations {
        APIOperations([
            APIOperation(
                .get, "/reports/concentration", "reportConcentration", tag: "Reports",
                "How much revenue comes from how few accounts, of those that the user may see.",
                parameters: [
                    APIParameter("from", .day, "The first day; else the first with data."),
                    APIParameter("to", .day, "The last day; else the last with data."),
                    APIParameter("currency", .text(.currency, least: 3, most: 3), "ISO 4217; else the company's."),
                ], answer: .one(record.shape), handling: .answer(report))
        ])
    }

    private static let record = APIRecord<Concentration>(
        "ConcentrationReport",
        [
            .init("from", .day, "The first day.") { .text($0.range.from.iso) },
            .init("to", .day, "The last day.") { .text($0.range.through.iso) },
            .init("basis", .choice([RevenueBasis.order.rawValue]), "What counts as revenue.") { _ in
                .text(RevenueBasis.order.rawValue)
            },
            .init("revenue", .money, "Net of returns.") { .money($0.revenue, $0.currency) },
            .init("accounts", .integer(), "How many bought.") { .integer($0.ranked.count) },
            .init("negative_accounts", .integer(), "How many of them sent back more than they bought.") {
                .integer($0.negativeAccounts)
            },
            .init("gini", .nullable(.number), "0 when all bring the same; null where it says nothing.") {
                .number($0.gini)
            },
            .init("top", top, "What the largest bring.") { $0.top },
        ])

    private static let top = APIRecord<TopShare>(
        "TopShare",
        [
            .init("percent", .integer(), "The largest so many in a hundred.") { .integer($0.percent) },
            .init("accounts", .integer(), "How many these are.") { .integer($0.accounts) },
            .init("share", .number, "Their share of revenue.") { .number($0.share) },
        ])

    private static let report: @Sendable (APICall) async throws -> APIAnswer = { call in
        guard let books = try await call.visit.companyBooks(), let days = books.days else {
            throw Problem(.notFound, "There are no orders yet.")
        }
        let first = call.text("from").flatMap { Day(iso: $0) } ?? days.from
        let last = call.text("to").flatMap { Day(iso: $0) } ?? max(days.through, first)
        guard let range = DayRange(from: first, through: last) else {
            throw Problem(
                .badRequest, "The period ends before it begins.",
                faults: [.init(parameter: "to", "lies before \(first.iso)")])
        }
        var currency = books.currency
        if let code = call.text("currency") {
            guard let known = Currency(code) else {
                throw Problem(
                    .badRequest, "The currency is none of ISO 4217.",
                    faults: [.init(parameter: "currency", "is no currency of ISO 4217")])
            }
            currency = known
        }
        let found = try await PortfolioStore(call.database).concentration(range, currency: currency, scope: call.scope)
        return APIAnswer(record.json(found, for: call.scope))
    }
}
