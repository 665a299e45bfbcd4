package import API
import HTTPTypes
package import Measures
import Rights
import Site

/// Accounts for programs.
package enum AccountAPI {
    static var operations: APIOperations {
        APIOperations([
            APIOperation(
                .get, "/accounts", "listAccounts", tag: "Accounts", "Lists the accounts that the user may see.",
                parameters: [
                    APIParameter("search", .text(.line, most: 200), "Letters of name or code."),
                    APIParameter("tier", .text(.line, least: 1, most: 60), "A tier's code."),
                    APIParameter("owner", .choice(["me", "nobody"]), "Whose they are."),
                    APIParameter("owner_id", .integer(least: 1), "Only those that one user answers for."),
                    APIParameter("bought", .flag, "Whether they have orders."),
                    .sort(
                        AccountListing.Sort.allCases.map(\.rawValue), usual: "-revenue", masked: ["value": .cost]),
                ], answer: .page(record.shape), handling: .answer(list)),
            APIOperation(
                .get, "/accounts/{id}", "getAccount", tag: "Accounts", "One account.",
                answer: .one(record.shape), handling: .answer(get)),
        ])
    }

    /// An account with what its answer speaks in.
    private struct Row: Sendable {
        let account: Account
        let currency: Currency
        let tiers: [String]
    }

    /// A record with what it is called.
    package static let named = APIShape(
        "Named",
        [
            .init("id", .integer(least: 1), "Its number.", isRequired: true),
            .init("name", .text(.lines, most: 10_000), "What it is called.", isRequired: true),
        ])

    package static func named(_ id: Int, _ name: String) -> JSON { ["id": .integer(id), "name": .text(name)] }

    private static let record = APIRecord<Row>(
        "Account",
        [
            .init("id", .integer(least: 1), "Its number here.") { .integer($0.account.id) },
            .init("code", .text(.lines, most: 10_000), "Its name in the company's books.") { .text($0.account.code) },
            .init("name", .text(.lines, most: 10_000), "The code again when the books have none.") {
                .text($0.account.name)
            },
            .init("owner", .nullable(.shape(named)), "Who answers for it.") { row in
                row.account.owner.map { named($0.id, $0.name) } ?? .null
            },
            .init("revenue", .money, "All time, net of returns.") { .money($0.account.totals.revenue, $0.currency) },
            .init("orders", .integer(), "How many.") { .integer($0.account.totals.orders) },
            .init("first_day", .nullable(.day), "The day of its first order.") {
                .text($0.account.totals.firstDay.map { Day($0).iso })
            },
            .init("last_day", .nullable(.day), "The day of its last order.") {
                .text($0.account.totals.lastDay.map { Day($0).iso })
            },
            .init("tier", .nullable(.text(.lines, most: 1_000)), "The code of its tier, as last judged.") { row in
                .text(row.account.standing?.tier.flatMap { row.tiers.indices.contains($0) ? row.tiers[$0] : nil })
            },
            .init("safety", .nullable(.choice(safeties)), "Of the first tier: whether it is likely to stay.") { row in
                .text(row.account.standing?.safety.flatMap { (1...3).contains($0) ? safeties[$0 - 1] : nil })
            },
            .init("loyalty", .nullable(.number), "0 to 100.") { .number($0.account.standing?.loyalty) },
            .init("growth", .nullable(.number), "Revenue against the twelve months before: 0.2 is a fifth more.") {
                .number($0.account.standing?.growth)
            },
            .init("value_score", .nullable(.number), "0 to 100.", field: .cost) {
                .number($0.account.standing?.value)
            },
            .init("contribution", .nullable(.money), "Of twelve months.", field: .cost) { row in
                row.account.standing?.contribution.map { .money($0, row.currency) } ?? .null
            },
            .init("judged_with", .nullable(.text(.lines, most: 10_000)), "The code of the group it is judged with.") {
                .text($0.account.head?.code)
            },
        ])

    private static let safeties = ["secure", "at_risk", "not_yet_known"]

    private static let list: @Sendable (APICall) async throws -> APIAnswer = { call in
        let tiers = try await call.visit.tierWords()?.codes ?? []
        var listing = AccountListing()
        listing.search = call.text("search") ?? ""
        listing.ownership =
            switch call.text("owner") {
            case "me": call.visit.viewer.map { .user($0.user) }
            case "nobody": .nobody
            default: call.integer("owner_id").map { .user($0) }
            }
        listing.bought = call.flag("bought")
        if let code = call.text("tier") {
            guard let tier = tiers.firstIndex(of: code) else { return call.page([], record) { _ in Cursor([]) } }
            listing.tier = tier
        }
        let sort = call.text("sort") ?? "-revenue"
        listing.isDescending = sort.hasPrefix("-")
        listing.sort = AccountListing.Sort(rawValue: String(sort.drop { $0 == "-" })) ?? .revenue
        listing.size = call.limit
        let chosen = listing.sort
        if let mark = try call.place({ cursor -> AccountListing.Mark? in
            guard cursor.values.first == chosen.rawValue else { return nil }
            return AccountListing.Mark(Cursor(Array(cursor.values.dropFirst())), chosen)
        }) {
            listing.place = .after(mark)
        }
        let currency = try await call.currency()
        let found = try await AccountStore(call.database).list(listing, scope: call.scope)
        return call.page(found.map { Row(account: $0, currency: currency, tiers: tiers) }, record) { row in
            Cursor([chosen.rawValue] + row.account.mark(chosen).cursor.values)
        }
    }

    private static let get: @Sendable (APICall) async throws -> APIAnswer = { call in
        let account = try await call.account()
        let tiers = try await call.visit.tierWords()?.codes ?? []
        return APIAnswer(
            record.json(Row(account: account, currency: try await call.currency(), tiers: tiers), for: call.scope))
    }
}

extension APICall {
    /// The company's.
    package func currency() async throws -> Currency { try await visit.companyBooks()?.currency ?? .cny }

    /// The account that the address names.
    /// - Throws: `Refusal.notFound` when there is none, or none this user may see.
    package func account() async throws -> Account {
        try found(try await AccountStore(database).account(id(), scope: scope))
    }

    /// - Throws: `Refusal.forbidden` when this user may only read an account.
    package func requireChange(of account: Int) async throws {
        guard try await AccountStore(database).includes(account, writing) else { throw Refusal.forbidden }
    }
}
