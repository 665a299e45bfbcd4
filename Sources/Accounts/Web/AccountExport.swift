import Measures
import People
import Site

/// The list as a file: the same search, filter and order, all rows, read page by page so that memory stays small.
struct AccountExport: Sendable {
    let store: AccountStore
    let listing: AccountListing
    let currency: Currency
    let scope: Scope

    private static let columns = ["code", "name", "revenue", "currency", "orders", "first_day", "last_day"]

    func write(_ write: (String) async throws -> Void) async throws {
        var listing = listing
        listing.place = .start
        listing.size = 2_000
        try await write(try ExportText.opening(Self.columns))
        while true {
            let found = try await store.list(listing, scope: scope)
            let page = found.prefix(listing.size)
            try await write(try ExportText.records(page.map(record)))
            guard found.count > listing.size, let last = page.last else { return }
            listing.place = .after(last.mark(listing.sort))
        }
    }

    private func record(_ account: Account) -> [String] {
        [
            account.code, account.name, Money(minor: account.totals.revenue, currency: currency).decimalText,
            currency.code, String(account.totals.orders), account.totals.firstDay.map { Day($0).iso } ?? "",
            account.totals.lastDay.map { Day($0).iso } ?? "",
        ]
    }
}
