import Measures
import Rights
import Site

/// The list of accounts as a file: the same search, filter and order.
struct AccountFile: Sendable {
    let store: AccountStore
    let listing: AccountListing
    let currency: Currency
    let scope: Scope

    /// Nil as long as nobody was judged.
    let tiers: TierWords.Words?

    private var columns: [ExportColumn] {
        let tiers = tiers
        return [
            .text("code"), .text("name"), .number("revenue"), .text("currency"), .number("orders"), .day("first_day"),
            .day("last_day"), .worded("tier") { code, _ in tiers?.name(code: code) },
            .worded("safety") { code, _ in tiers?.safety(code: code) }, .number("value_score", .cost),
            .number("loyalty"), .number("growth"), .number("contribution", .cost), .text("judged_with"),
            .text("owner"),
        ]
    }
    private static let safeties = [1: "secure", 2: "at_risk", 3: "not_yet_known"]

    func file(on day: Day) -> ListFile {
        ListFile("accounts-\(day.iso)", columns, for: scope) { (last: Account?) in
            var listing = listing
            listing.place = last.map { .after($0.mark(listing.sort)) } ?? .start
            return try await store.list(listing, scope: scope)
        } records: {
            [record($0)]
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
            standing.tier.map { tiers?.code($0) ?? String($0 + 1) } ?? "",
            standing.safety.flatMap { Self.safeties[$0] } ?? "", number(standing.value, 1),
            number(standing.loyalty, 1), number(standing.growth, 4),
            standing.contribution.map { Money(minor: $0, currency: currency).decimalText } ?? "",
            account.head?.code ?? (standing.unit == account.id ? account.code : ""),
        ]
    }
}

extension TierWords.Words {
    fileprivate func name(code: String) -> String? { zip(codes, names).first { $0.0 == code }?.1 }

    fileprivate func code(_ tier: Int) -> String? { codes.indices.contains(tier) ? codes[tier] : nil }

    fileprivate func safety(code: String) -> String? {
        ["secure": secure, "at_risk": atRisk, "not_yet_known": notYetKnown][code]
    }
}
