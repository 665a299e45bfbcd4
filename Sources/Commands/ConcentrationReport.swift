import ArgumentParser
import Ledger
import Measures
import Portfolio
import Rights
import Statistics

struct ConcentrationReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concentration", abstract: "How much revenue comes from how few accounts.")

    @OptionGroup var options: ReportOptions

    func run() async throws {
        try await options.with { ground, range in
            let report = try await ground.store.concentration(range, currency: ground.currency, scope: ground.scope)
            let others = try await ground.store.otherCurrencies(range, besides: ground.currency, scope: ground.scope)
            if options.json { try Console.print(json: Report(report)) } else { tell(report) }
            for other in others {
                Console.say(
                    "Left out: \(Console.count(other.accounts, "account")) with revenue in \(other.currency.code).")
            }
        }
    }

    private func tell(_ report: Concentration) {
        let style = NumberStyle(.en)
        print("Revenue \(report.range.from.iso) to \(report.range.through.iso), orders, net of returns")
        Console.print(
            table: [
                ["revenue", style.money(Money(minor: report.revenue, currency: report.currency))],
                ["accounts", style.integer(report.ranked.count)],
                ["of these below zero", style.integer(report.negativeAccounts)],
                ["Gini coefficient", style.number(report.gini, digits: 4)],
            ], rightAligned: [1])
        let rows = report.top.map { top in
            ["top \(top.percent) %", style.integer(top.accounts), style.percent(top.share, digits: 4)]
        }
        Console.print(table: [["", "accounts", "share"]] + rows, rightAligned: [1, 2])
    }

    private struct Report: Encodable {
        struct Top: Encodable {
            var percent: Int
            var accounts: Int
            var share: Double
        }

        var from: String
        var to: String
        var currency: String
        var basis = RevenueBasis.order.rawValue
        var accounts: Int
        var negativeAccounts: Int
        var revenueMinor: Int64
        var gini: Console.Known<Double>
        var top: [Top]

        init(_ report: Concentration) {
            from = report.range.from.iso
            to = report.range.through.iso
            currency = report.currency.code
            accounts = report.ranked.count
            negativeAccounts = report.negativeAccounts
            revenueMinor = report.revenue
            gini = Console.Known(value: report.gini)
            top = report.top.map { Top(percent: $0.percent, accounts: $0.accounts, share: $0.share) }
        }
    }
}
