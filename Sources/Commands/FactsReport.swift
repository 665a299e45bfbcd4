import ArgumentParser
import Ledger
import Measures
import Portfolio
import Rights

struct FactsReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts", abstract: "The company month by month: accounts, orders, revenue, cost.",
        discussion: "A month that the period cuts is counted by its days.")

    @OptionGroup var options: ReportOptions

    func run() async throws {
        try await options.with { ground, range in
            let months = try await ground.store.months(
                range.rounded(where: ground.extent), currency: ground.currency, scope: ground.scope)
            if options.json {
                try Console.print(json: Report(range, ground.currency, months))
            } else {
                tell(range, ground.currency, months)
            }
        }
    }

    private func tell(_ range: DayRange, _ currency: Currency, _ months: [CompanyMonth]) {
        let style = NumberStyle(.en)
        print(
            "\(range.from.iso) to \(range.through.iso) by month in \(currency.code), orders by order day, net of returns"
        )
        let head = ["month", "accounts", "orders", "lines", "revenue", "purchases", "known cost"]
        Console.print(
            table: [head]
                + months.map { month in
                    [
                        month.month.iso, style.integer(month.accounts), style.integer(month.orders),
                        style.integer(month.lines), style.amount(Money(minor: month.revenue, currency: currency)),
                        style.amount(Money(minor: month.purchases, currency: currency)),
                        month.knownCost.map { style.amount(Money(minor: $0, currency: currency)) }
                            ?? NumberStyle.missing,
                    ]
                }, rightAligned: [1, 2, 3, 4, 5, 6])
    }

    private struct Report: Encodable {
        struct Row: Encodable {
            var month: String
            var accounts: Int
            var orders: Int
            var lines: Int
            var revenueMinor: Int64
            var purchasesMinor: Int64
            var costMinor: Console.Known<Int64>
            var costedRevenueMinor: Console.Known<Int64>
        }

        var from: String
        var to: String
        var currency: String
        var basis = RevenueBasis.order.rawValue
        var rows: [Row]

        init(_ range: DayRange, _ currency: Currency, _ months: [CompanyMonth]) {
            from = range.from.iso
            to = range.through.iso
            self.currency = currency.code
            rows = months.map {
                Row(
                    month: $0.month.iso, accounts: $0.accounts, orders: $0.orders, lines: $0.lines,
                    revenueMinor: $0.revenue, purchasesMinor: $0.purchases,
                    costMinor: Console.Known(value: $0.knownCost),
                    costedRevenueMinor: Console.Known(value: $0.knownCost == nil ? nil : $0.costedRevenue))
            }
        }
    }
}

extension CompanyMonth {
    fileprivate var knownCost: Int64? { costedRevenue == 0 && cost == 0 ? nil : cost }
}

extension DayRange {
    /// Up to the ends of months where the data ends anyway: those months are counted whole.
    fileprivate func rounded(where extent: DayRange) -> DayRange {
        let first = from <= extent.from ? from.monthValue.first : from
        let last = through >= extent.through ? through.monthValue.last : through
        return DayRange(from: first, through: last) ?? self
    }
}
