package import Measures
package import Site

/// What the ledger tells those who stand below it: the company's currency, how far the ledger reaches, and a version
/// that changes with whatever is written, so that an answer can be kept until then.
package struct CompanyBooks: Contribution {
    package struct State: Sendable, Hashable {
        package var currency: Currency
        /// From the first to the last day anyone bought; nil when nobody did.
        package var days: DayRange?
        package var version: String

        package init(currency: Currency, days: DayRange?, version: String) {
            self.currency = currency
            self.days = days
            self.version = version
        }
    }

    /// Nil as long as nothing was imported.
    package var state: @Sendable (Visit) async throws -> State?

    package init(state: @escaping @Sendable (Visit) async throws -> State?) { self.state = state }
}

extension Visit {
    package func companyBooks() async throws -> CompanyBooks.State? {
        try await once(Question.books) { try await site.contributions(CompanyBooks.self).first?.state(self) }
    }

    /// From the first to the last day anyone bought; nil when nobody did.
    package func ledgerDays() async throws -> DayRange? {
        try await companyBooks()?.days
    }
}

private enum Question { case books }
