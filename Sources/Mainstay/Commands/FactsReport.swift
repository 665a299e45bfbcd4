import ArgumentParser
import Ledger
import Measures
import People
import Portfolio

struct FactsReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts", abstract: "The company month by month: accounts, orders, revenue, cost.")

    @OptionGroup var period: PeriodOptions
    @OptionGroup var currency: CurrencyOption

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let ground = try await ReportGround(database, currency)
            let range = try period.range(within: ground.extent)
            let months = try await ground.store.months(range, currency: ground.currency, scope: .everything)
            if json {
                try Console.print(json: Report(range, ground.currency, months))
            } else {
                tell(ground.currency, months)
            }
        }
    }

    private func tell(_ currency: Currency, _ months: [CompanyMonth]) {
        let style = NumberStyle(.en)
        print("Whole months in \(currency.code), orders by order day, net of returns")
        let head = ["month", "accounts", "orders", "lines", "revenue", "purchases", "known cost"]
        Console.print(
            table: [head]
                + months.map { month in
                    [
                        month.month.iso, style.integer(month.accounts), style.integer(month.orders),
                        style.integer(month.lines), style.amount(Money(minor: month.revenue, currency: currency)),
                        style.amount(Money(minor: month.purchases, currency: currency)),
                        month.costedRevenue == 0 && month.cost == 0
                            ? NumberStyle.missing : style.amount(Money(minor: month.cost, currency: currency)),
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
            var costMinor: Int64
            var costedRevenueMinor: Int64
        }

        var from: String
        var to: String
        var currency: String
        var basis = RevenueBasis.order.rawValue
        var rows: [Row]

        init(_ range: DayRange, _ currency: Currency, _ months: [CompanyMonth]) {
            from = range.from.monthValue.iso
            to = range.through.monthValue.iso
            self.currency = currency.code
            rows = months.map {
                Row(
                    month: $0.month.iso, accounts: $0.accounts, orders: $0.orders, lines: $0.lines,
                    revenueMinor: $0.revenue, purchasesMinor: $0.purchases, costMinor: $0.cost,
                    costedRevenueMinor: $0.costedRevenue)
            }
        }
    }
}
