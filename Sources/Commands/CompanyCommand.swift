import ArgumentParser
import Composition
import Foundation
import Ledger
import Measures
import Site

struct CompanyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "company", abstract: "Show or change what the company has settled.",
        discussion: """
            Without options it only shows. A closed month no longer changes: an import or undo that would change one is
            refused with the list of its orders, or the difference is booked into the first open month.
            """)

    @Option(help: ArgumentHelp("What lists, tiers and reports count in, such as CNY.", valueName: "code"))
    var currency: String?

    @Option(help: ArgumentHelp("Where days begin and end, such as Asia/Shanghai.", valueName: "zone"))
    var timeZone: String?

    @Option(
        help: ArgumentHelp("Close this month, such as 2025-03, and all before it; none opens all.", valueName: "month"))
    var closeThrough: String?

    @Option(help: ArgumentHelp("What becomes of orders of closed months.", valueName: "refuse|book"))
    var lateOrders: String?

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let store = CompanyStore(database)
            if currency != nil || timeZone != nil || closeThrough != nil || lateOrders != nil {
                try await store.keep(try draft(on: try await store.company()), now: Composition.now())
            }
            let company = try await store.company()
            if json { try Console.print(json: Report(company)) } else { tell(company) }
        }
    }

    /// What is given, else what stands.
    private func draft(on company: CompanyStore.Company) throws -> CompanyDraft {
        let month = closeThrough.map { $0 == "none" ? "" : $0 } ?? company.closedThrough?.iso ?? ""
        let zone = timeZone ?? company.timeZone.identifier
        do {
            return try CompanyDraft(
                currency: currency ?? company.currency?.code ?? "", timeZone: zone, closedThrough: month,
                lateOrders: lateOrders ?? company.lateOrders.rawValue,
                today: Day(unixSeconds: Composition.now(), in: TimeZone(identifier: zone) ?? company.timeZone))
        } catch {
            switch error {
            case .currencyUnknown: throw Failure("“\(currency ?? "")” is no currency of ISO 4217.")
            case .zoneUnknown: throw Failure("“\(zone)” is no time zone; write one such as Asia/Shanghai.")
            case .monthUnreadable: throw Failure("“\(month)” is no month; write one such as 2025-03, or none.")
            case .monthNotOver(let month): throw Failure("\(month.iso) is not over yet and cannot be closed.")
            case .lateOrdersUnknown: throw Failure("Late orders are refused or booked: --late-orders refuse|book.")
            }
        }
    }

    private func tell(_ company: CompanyStore.Company) {
        Console.print(table: [
            ["currency", company.currency?.code ?? "taken from the first import"],
            ["revenue basis", "orders by order day, net of returns"],
            ["time zone", company.timeZone.identifier],
            ["closed through", company.closedThrough?.iso ?? "all months are open"],
            ["late orders", company.lateOrders == .refuse ? "refused" : "booked into the first open month"],
        ])
    }

    private struct Report: Encodable {
        var currency: Console.Known<String>
        var basis: String
        var timeZone: String
        var closedThrough: Console.Known<String>
        var lateOrders: String

        init(_ company: CompanyStore.Company) {
            currency = Console.Known(value: company.currency?.code)
            basis = company.basis.rawValue
            timeZone = company.timeZone.identifier
            closedThrough = Console.Known(value: company.closedThrough?.iso)
            lateOrders = company.lateOrders.rawValue
        }
    }
}
