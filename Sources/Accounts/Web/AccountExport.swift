import Measures
import Rights
import Site

/// The list as a file: the same search, filter and order, all rows, read page by page so that memory stays small.
struct AccountExport: Sendable {
    let store: AccountStore
    let listing: AccountListing
    let currency: Currency
    let scope: Scope

    /// The tiers' codes, the largest first.
    let tiers: [String]

    private var columns: ExportColumns {
        ExportColumns(
            [
                "code", "name", "revenue", "currency", "orders", "first_day", "last_day", "tier", "safety",
                "value_score", "loyalty", "growth", "contribution", "judged_with", "owner",
            ], costs: ["value_score", "contribution"], for: scope)
    }
    private static let safeties = [1: "secure", 2: "at_risk", 3: "not_yet_known"]

    func write(_ write: (String) async throws -> Void) async throws {
        var listing = listing
        listing.place = .start
        listing.size = 2_000
        let columns = columns
        try await ExportText.write(columns.names, size: listing.size, to: write) { (last: Account?) in
            if let last { listing.place = .after(last.mark(listing.sort)) }
            return try await store.list(listing, scope: scope)
        } record: {
            columns.shown(record($0))
        }
    }

    private func record(_ account: Account) -> [String] {
        [
            account.code, account.name, Money(minor: account.totals.revenue, currency: currency).decimalText,
            currency.code, String(account.totals.orders), account.totals.firstDay.map { Day($0).iso } ?? "",
            account.totals.lastDay.map { Day($0).iso } ?? "",
        ] + standing(account) + [account.owner?.name ?? ""]
    }

    private func standing(_ account: Account) -> [String] {
        guard let standing = account.standing else { return Array(repeating: "", count: 7) }
        func number(_ value: Double?, _ digits: Int) -> String {
            guard let value else { return "" }
            let scale = digits == 4 ? 10_000.0 : 10.0
            return decimalText(Int64((value * scale).rounded()), decimals: digits)
        }
        return [
            standing.tier.map { tiers.indices.contains($0) ? tiers[$0] : String($0 + 1) } ?? "",
            standing.safety.flatMap { Self.safeties[$0] } ?? "", number(standing.value, 1),
            number(standing.loyalty, 1), number(standing.growth, 4),
            standing.contribution.map { Money(minor: $0, currency: currency).decimalText } ?? "",
            account.head?.code ?? (standing.unit == account.id ? account.code : ""),
        ]
    }
}
