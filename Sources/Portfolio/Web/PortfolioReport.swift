import Accounts
import Measures
import Rights
import Site

/// A period's concentration with everything a page says beside it.
struct PortfolioReport: Sendable {
    let concentration: Concentration
    let others: [(currency: Currency, accounts: Int)]
}

/// Finds reports; each is a walk over all order days, so it is kept until the ledger changes.
struct PortfolioReports: Sendable {
    private struct Question: Hashable, Sendable {
        let range: DayRange
        let currency: Currency
        /// One person's totals are not another's.
        let scope: Scope
    }

    struct Known: Sendable {
        let days: DayRange
        let currency: Currency
    }

    private let reports = KeptAnswers<Question, PortfolioReport>()
    private let extents = KeptAnswers<Bool, Known?>()

    /// The days with orders and the company's currency; nil before the first order.
    func known(_ visit: Visit) async throws -> Known? {
        let store = PortfolioStore(visit.database)
        return try await extents.answer(true, version: try await visit.companyBooks()?.version) {
            try await store.extent().map { Known(days: $0.days, currency: $0.currency) }
        }
    }

    func report(_ range: DayRange, _ currency: Currency, _ visit: Visit) async throws -> PortfolioReport {
        let store = PortfolioStore(visit.database)
        let scope = visit.scope
        let question = Question(range: range, currency: currency, scope: scope)
        return try await reports.answer(question, version: try await visit.companyBooks()?.version) {
            PortfolioReport(
                concentration: try await store.concentration(range, currency: currency, scope: scope),
                others: try await store.otherCurrencies(range, besides: currency, scope: scope))
        }
    }
}
