import ArgumentParser
import Classification
import Composition
import Database
import Foundation
import Imports
import Ledger
import Measures
import Rights

struct ImportOrders: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "Bring orders in from a CSV file.",
        discussion: """
            Reads and checks the whole file, then writes whole orders. An order that is there already with the same
            content is left alone, one with other content is replaced and its former version kept. A row with a
            problem rejects its order, never the file. What the file leaves open (03/04/2026, 1,250) is asked for.
            """)

    @Argument(help: "A CSV file in UTF-8, plain or gzip.", completion: .file())
    var file: String

    @OptionGroup(title: "How the file is read") var reading: MappingOptions

    @Option(help: "Whose order numbers these are; else the mapping's name.")
    var source: String?

    @OptionGroup var options: ImportOptions
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try options.requireErrors(apartFrom: file, database)
        _ = try options.knownCurrency
        let started = ContinuousClock.now
        let (result, judged) = try await database.with(leavingNoTrace: options.dryRun || reading.printMapping) {
            database -> (ImportResult?, Judged) in
            let mapping = try await reading.mapping(forFileAt: file, in: database)
            if reading.printMapping {
                print(try mapping.json)
                return (nil, Judged(units: 0, seconds: 0))
            }
            let result = try await job(with: mapping).run(in: database)
            let written = ContinuousClock.now
            let units = options.dryRun ? 0 : try await Rejudging(database).run()
            return (result, Judged(units: units, seconds: (ContinuousClock.now - written) / .seconds(1)))
        }
        guard let result else { return }
        if Console.isWatched { Console.progress("") }
        try report(result, judged, seconds: (ContinuousClock.now - started) / .seconds(1))
    }

    /// Accounts judged at once, against the last evaluation.
    fileprivate struct Judged {
        var units: Int
        var seconds: Double
    }

    private func job(with mapping: Mapping) throws -> OrderImport {
        var job = OrderImport(
            path: file, fileName: URL(fileURLWithPath: file).lastPathComponent, mapping: mapping, now: Composition.now)
        job.source = source
        job.currency = try options.knownCurrency
        remark(on: job)
        job.isDryRun = options.dryRun
        job.rejectPath = options.errors
        job.explain = { Sentence.of($0) }
        if Console.isWatched { job.progress = ImportOptions.progress }
        return job
    }

    /// What a person might not expect.
    private func remark(on job: OrderImport) {
        if reading.mapping == nil, source == nil, job.mapping.source == nil, job.mapping.problems.isEmpty {
            Console.say(
                "The columns were guessed, and the order numbers count as those of “\(job.mapping.sourceName)”: "
                    + "name each system by --source if there are several.")
        }
        if let own = job.mapping.currency, let asked = job.currency, asked.code != own {
            Console.say("The mapping says \(own), so --currency \(asked.code) counts for nothing.")
        }
    }

    private func report(_ result: ImportResult, _ judged: Judged, seconds: Double) throws {
        let counts = result.counts
        if result.tookCurrency {
            Console.say(
                "The company had no currency yet and \(options.dryRun ? "would take" : "takes") \(result.currency.code)"
                    + (result.assumedCurrency ? ", since nothing says another: --currency does." : "."))
        }
        if options.json {
            return try Console.print(json: ImportReport(result, judged, seconds: seconds, dryRun: options.dryRun))
        }
        if result.continued, let run = result.run {
            Console.say("Continued run \(run), which had stopped in the middle.")
        }
        if !result.absent.isEmpty {
            let fields = result.absent.map(\.english).joined(separator: ", ")
            Console.say("The file has none of the columns the mapping names for: \(fields).")
        }
        ControlReport(result).print()
        let rows: [(String, Int)] =
            [
                ("lines read", counts.read), ("accepted", counts.accepted), ("rejected", counts.rejected),
                ("orders new", counts.ordersNew), ("orders changed", counts.ordersChanged),
                ("orders unchanged", counts.ordersUnchanged), ("accounts new", counts.accountsNew),
                ("products new", counts.productsNew),
            ] + (result.late > 0 ? [("orders of closed months, booked later", result.late)] : [])
        options.show(rows)
        for doubt in result.figures.doubts { Console.say(doubt.english) }
        if counts.rejected > 0 {
            for reason in result.reasons {
                Console.say("Rejected: \(reason.english) (\(Console.count(reason.count, "line"))).")
            }
            options.sayWhereRejectsAre()
        }
    }
}

/// What the file comes to and how it was read, for people.
private struct ControlReport {
    let result: ImportResult

    init(_ result: ImportResult) { self.result = result }

    func print() {
        let figures = result.figures
        let currency = result.companyCurrency ?? result.currency
        let style = NumberStyle(.en)
        var rows = [["amount accepted", style.money(Money(minor: figures.amountMinor, currency: currency))]]
        if result.counts.rejected > 0 {
            rows.append(["amount rejected", style.money(Money(minor: figures.rejectedAmountMinor, currency: currency))])
            if figures.rejectedWithoutAmount > 0 {
                rows.append(["rejected without amount", style.integer(figures.rejectedWithoutAmount)])
            }
        }
        for other in figures.otherCurrencies {
            guard let code = Currency(other.currency) else { continue }
            rows.append(["amount in \(other.currency)", style.money(Money(minor: other.amountMinor, currency: code))])
        }
        if let first = figures.firstDay, let last = figures.lastDay { rows.append(["days", "\(first) to \(last)"]) }
        Console.print(table: rows, rightAligned: [1])
        Console.print(
            table: figures.columns.map { column in
                [column.field.english, column.header, column.samples.joined(separator: " · ")]
            }, rightAligned: [])
        if !figures.states.isEmpty {
            Console.print(
                table: figures.states.map { state in
                    [state.field.english, state.value, style.integer(state.rows), state.takenAs?.english ?? "?"]
                }, rightAligned: [2])
        }
    }
}

private struct ImportReport: Encodable {
    var run: Int?
    var dryRun: Bool
    var read: Int
    var accepted: Int
    var rejected: Int
    var ordersNew: Int
    var ordersChanged: Int
    var ordersUnchanged: Int
    var accountsNew: Int
    var productsNew: Int
    var ordersLate: Int
    var currency: String
    var unitsJudged: Int
    var rejectedBecause: [Reason]
    var amountMinor: Int64
    var rejectedAmountMinor: Int64
    var rejectedWithoutAmount: Int
    var otherCurrencies: [ControlFigures.OtherCurrency]
    var firstDay: String?
    var lastDay: String?
    var columns: [ControlFigures.Column]
    var states: [State]
    var doubts: [Told]
    var months: [MonthAmount]
    var seconds: Double
    /// Of those, for judging.
    var judgingSeconds: Double

    struct Reason: Encodable {
        var reason: String
        var field: String?
        var lines: Int
    }

    struct State: Encodable {
        var field: String
        var value: String
        var rows: Int
        var amountMinor: Int64
        var takenAs: String?
    }

    struct Told: Encodable {
        var kind: String
        var text: String
    }

    struct MonthAmount: Encodable {
        var month: String
        var revenueMinor: Int64
    }

    init(_ result: ImportResult, _ judged: ImportOrders.Judged, seconds: Double, dryRun: Bool) {
        run = result.run
        self.dryRun = dryRun
        read = result.counts.read
        accepted = result.counts.accepted
        rejected = result.counts.rejected
        ordersNew = result.counts.ordersNew
        ordersChanged = result.counts.ordersChanged
        ordersUnchanged = result.counts.ordersUnchanged
        accountsNew = result.counts.accountsNew
        productsNew = result.counts.productsNew
        ordersLate = result.late
        currency = result.currency.code
        unitsJudged = judged.units
        rejectedBecause = result.reasons.map {
            Reason(reason: $0.kind.rawValue, field: $0.field?.rawValue, lines: $0.count)
        }
        let figures = result.figures
        amountMinor = figures.amountMinor
        rejectedAmountMinor = figures.rejectedAmountMinor
        rejectedWithoutAmount = figures.rejectedWithoutAmount
        otherCurrencies = figures.otherCurrencies
        firstDay = figures.firstDay
        lastDay = figures.lastDay
        columns = figures.columns
        states = figures.states.map {
            State(
                field: $0.field.rawValue, value: $0.value, rows: $0.rows, amountMinor: $0.amountMinor,
                takenAs: $0.takenAs?.code)
        }
        doubts = figures.doubts.map { Told(kind: $0.kind.rawValue, text: $0.english) }
        months = figures.months.sorted { $0.key < $1.key }.map { MonthAmount(month: $0.key, revenueMinor: $0.value) }
        self.seconds = (seconds * 1000).rounded() / 1000
        judgingSeconds = (judged.seconds * 1_000_000).rounded() / 1_000_000
    }
}
