import ArgumentParser
import Database
import Ledger
import Measures
import Portfolio
import Rights

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Print a report.",
        subcommands: [TiersReport.self, ConcentrationReport.self, RFMReport.self, FactsReport.self])
}

/// The days a report speaks of.
struct PeriodOptions: ParsableArguments {
    @Option(help: ArgumentHelp("First day, YYYY-MM-DD; else the first with data.", valueName: "day"))
    var from: DayArgument?

    @Option(help: ArgumentHelp("Last day; else the last with data.", valueName: "day"))
    var to: DayArgument?

    @Option(help: ArgumentHelp("The day the report speaks of: nothing after it counts.", valueName: "day"))
    var asOf: DayArgument?

    /// - Throws: `Failure` when the days are the wrong way round.
    func range(within extent: DayRange) throws -> DayRange {
        let first = from?.day ?? extent.from
        let last = [to?.day, asOf?.day].compactMap { $0 }.min() ?? max(extent.through, first)
        guard let range = DayRange(from: first, through: last) else {
            throw Failure("The period ends (\(last.iso)) before it begins (\(first.iso)).")
        }
        return range
    }
}

/// A day written YYYY-MM-DD.
struct DayArgument: ExpressibleByArgument {
    let day: Day

    init?(argument: String) {
        guard let day = Day(iso: argument) else { return nil }
        self.day = day
    }
}

/// The currency a report speaks in.
struct CurrencyOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Report in this currency; else the company's. Unlike currencies are never added.", valueName: "code"))
    var currency: String?

    func currency(orElse company: Currency) throws -> Currency {
        guard let currency else { return company }
        guard let known = Currency(currency.uppercased()) else {
            throw Failure("“\(currency)” is no currency of ISO 4217.")
        }
        return known
    }
}

/// What every report is asked.
struct ReportOptions: ParsableArguments {
    @OptionGroup var period: PeriodOptions
    @OptionGroup var currency: CurrencyOption

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func with(_ body: (ReportGround, DayRange) async throws -> Void) async throws {
        try await database.with { database in
            let speaker = try await speaker.speaker(in: database)
            let ground = try await ReportGround(database, currency, speaker.scope)
            speaker.remark()
            try await body(ground, try period.range(within: ground.extent))
        }
    }
}

/// The store, with what every report needs to know first.
struct ReportGround {
    let store: PortfolioStore
    let extent: DayRange
    let currency: Currency
    let scope: Scope

    /// - Throws: `Failure` when there are no orders to report on.
    init(_ database: any Database, _ option: CurrencyOption, _ scope: Scope) async throws {
        self.scope = scope
        store = PortfolioStore(database)
        guard let found = try await store.extent() else {
            throw Failure("There are no orders yet: bring some in with mainstay import orders FILE.")
        }
        extent = found.days
        currency = try option.currency(orElse: found.currency)
    }
}
