import ArgumentParser
import Ledger
import Measures
import Portfolio
import Rights

struct RFMReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rfm", abstract: "When each account last bought, how often and for how much.",
        discussion: """
            Days since the last purchase are counted from --as-of, else from the last day of the period. Scores are by \
            equal groups of ranks; accounts that are equal rank by their code.
            """)

    @OptionGroup var options: ReportOptions

    func run() async throws {
        try await options.with { ground, range in
            let day = options.period.asOf?.day ?? range.through
            let rows = try await ground.store.rfm(range, asOf: day, currency: ground.currency, scope: ground.scope)
            if options.json {
                try Console.print(json: Report(day, ground.currency, rows))
            } else {
                tell(day, ground.currency, rows)
            }
        }
    }

    private func tell(_ day: Day, _ currency: Currency, _ rows: [RFM]) {
        let style = NumberStyle(.en)
        print("As of \(day.iso), purchases in \(currency.code), orders by order day; equals rank by code")
        let head = ["account", "days since", "orders", "purchases", "R", "F", "M"]
        Console.print(
            table: [head]
                + rows.map { row in
                    [
                        row.code, style.integer(row.recencyDays), style.integer(row.frequency),
                        style.amount(Money(minor: row.monetary, currency: currency)), "\(row.recencyScore)",
                        "\(row.frequencyScore)", "\(row.monetaryScore)",
                    ]
                }, rightAligned: [1, 2, 3, 4, 5, 6])
    }

    private struct Report: Encodable {
        struct Row: Encodable {
            var account: String
            var recencyDays: Int
            var frequency: Int
            var monetaryMinor: Int64
            var r: Int
            var f: Int
            var m: Int
        }

        var asOf: String
        var currency: String
        var basis = RevenueBasis.order.rawValue
        var rows: [Row]

        init(_ day: Day, _ currency: Currency, _ rows: [RFM]) {
            asOf = day.iso
            self.currency = currency.code
            self.rows = rows.map {
                Row(
                    account: $0.code, recencyDays: $0.recencyDays, frequency: $0.frequency, monetaryMinor: $0.monetary,
                    r: $0.recencyScore, f: $0.frequencyScore, m: $0.monetaryScore)
            }
        }
    }
}
