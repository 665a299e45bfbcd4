import ArgumentParser
import Classification
import Composition
import Database
import Foundation
import Imports
import Ledger
import Measures
import Rights

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring a file in.", subcommands: [ImportOrders.self, ImportCosts.self])
}

/// What every import can be told.
struct ImportOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Of rows that name none; else the company's.", valueName: "code"))
    var currency: String?

    @Flag(help: "Say what would happen and write nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Write rejected rows here, with the reason in an added column.", valueName: "file"))
    var errors: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    /// - Throws: `ImportProblem.unknownCurrency`
    var knownCurrency: Currency? {
        get throws {
            try currency.map { code in
                guard let known = Currency(code.uppercased()) else { throw ImportProblem.unknownCurrency(code) }
                return known
            }
        }
    }

    /// Rejected rows must not take the place of what they come from or go to.
    func requireErrors(apartFrom file: String, _ database: DatabaseOptions) throws {
        guard let errors else { return }
        if FileIdentity(errors) == FileIdentity(file), FileIdentity(file) != nil {
            throw Failure("--errors names the file to be imported; choose another.")
        }
        let database = database.sqlitePath.map { path in ["", "-wal", "-shm"].map { FileIdentity(path + $0) } } ?? []
        if let identity = FileIdentity(errors), database.contains(identity) {
            throw Failure("--errors names the database; choose another file.")
        }
    }

    func show(_ rows: [(String, Int)]) {
        let style = NumberStyle(.en)
        Console.print(table: rows.map { [$0.0, style.integer($0.1)] }, rightAligned: [1])
    }

    func sayWhereRejectsAre() {
        Console.say(
            errors.map { "Rejected rows are in \($0)." } ?? "Write the rejected rows to a file with --errors FILE.")
    }

    static let progress: @Sendable (ImportProgress) -> Void = { progress in
        let percent = Int(progress.overall * 100)
        Console.progress(progress.stage == .reading ? "reading \(percent) %" : "writing \(percent) %")
    }
}

struct ImportOrders: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders", abstract: "Bring orders in from a CSV file.",
        discussion: """
            Reads and checks the whole file, then writes whole orders. An order that is there already with the same
            content is left alone, one with other content is replaced and its former version kept. A row with a
            problem rejects its order, never the file.
            """)

    @Argument(help: "A CSV file in UTF-8, plain or gzip.", completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp(
            "A JSON file, a built-in mapping (online-retail) or a saved one; else guessed.", valueName: "name|file"))
    var mapping: String?

    @Option(help: "Whose order numbers these are; else the mapping's name.")
    var source: String?

    @OptionGroup var options: ImportOptions
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try options.requireErrors(apartFrom: file, database)
        let started = ContinuousClock.now
        let (result, judged) = try await database.with { database in
            let result = try await job(with: try await chosenMapping(in: database)).run(in: database)
            let written = ContinuousClock.now
            let units = options.dryRun ? 0 : try await Rejudging(database).run()
            return (result, Judged(units: units, seconds: (ContinuousClock.now - written) / .seconds(1)))
        }
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

    /// A file, else a built-in, else one that was saved in the browser.
    private func chosenMapping(in database: any Database) async throws -> Mapping {
        guard let mapping else { return try Mapping.guessed(forFileAt: file) }
        do { return try Mapping.load(mapping) } catch ImportProblem.unknownMapping {
            let saved = try await MappingStore(database).find(mapping, .everything)
            guard let saved else { throw ImportProblem.unknownMapping(mapping) }
            return saved
        }
    }

    /// What a person might not expect.
    private func remark(on job: OrderImport) {
        if mapping == nil, source == nil, job.mapping.source == nil, job.mapping.problems.isEmpty {
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
        if result.tookCurrency {
            Console.say(
                "The company had no currency yet and \(options.dryRun ? "would take" : "takes") \(result.currency.code)."
            )
        }
        let rows: [(String, Int)] =
            [
                ("lines read", counts.read), ("accepted", counts.accepted), ("rejected", counts.rejected),
                ("orders new", counts.ordersNew), ("orders changed", counts.ordersChanged),
                ("orders unchanged", counts.ordersUnchanged), ("accounts new", counts.accountsNew),
                ("products new", counts.productsNew),
            ] + (result.late > 0 ? [("orders of closed months, booked later", result.late)] : [])
        options.show(rows)
        if counts.rejected > 0 {
            for reason in result.reasons {
                Console.say("Rejected: \(reason.english) (\(Console.count(reason.count, "line"))).")
            }
            options.sayWhereRejectsAre()
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
    var seconds: Double
    /// Of those, for judging.
    var judgingSeconds: Double

    struct Reason: Encodable {
        var reason: String
        var field: String?
        var lines: Int
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
        self.seconds = (seconds * 1000).rounded() / 1000
        judgingSeconds = (judged.seconds * 1_000_000).rounded() / 1_000_000
    }
}
