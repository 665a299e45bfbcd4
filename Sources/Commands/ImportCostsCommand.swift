import ArgumentParser
import Composition
import Database
import Imports
import Ledger
import Measures

struct ImportCosts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "costs", abstract: "Bring costs to serve in from a CSV file.",
        discussion: """
            Reads and checks the whole file, then writes. Columns: account (the code of a known account), date, kind
            (service, concession, financing, written_off) and amount; number, currency and note if there are any. A cost
            that is there already with the same content is left alone, one with other content is replaced and its former
            version kept. A row that cannot be read is rejected, never the file.
            """)

    @Argument(help: "A CSV file in UTF-8, plain or gzip.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("Whose numbers the costs have; else the file's name.", valueName: "name"))
    var source: String?

    @Option(help: ArgumentHelp("The order of year, month and day; else found out.", valueName: "ymd|mdy|dmy|excel"))
    var day: String?

    @Option(help: ArgumentHelp("The decimal mark; else found out.", valueName: "point|comma"))
    var decimal: String?

    @OptionGroup var options: ImportOptions
    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try options.requireErrors(apartFrom: file, database)
        let started = ContinuousClock.now
        let job = try job()
        if source == nil {
            Console.say(
                "The costs count as those of “\(job.source)”; --source keeps it the same for all files of a system.")
        }
        let result = try await database.with(leavingNoTrace: options.dryRun) { try await job.run(in: $0) }
        if Console.isWatched { Console.progress("") }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        if options.json {
            try Console.print(
                json: CostReport(result, seconds: (seconds * 1000).rounded() / 1000, dryRun: options.dryRun))
        } else {
            tell(result)
        }
    }

    private func job() throws -> CostImport {
        var job = CostImport(path: file, source: source, now: Composition.now)
        job.currency = try options.knownCurrency
        job.day = try MappingOptions.day(day)
        job.numbers = try MappingOptions.numbers(decimal)
        job.isDryRun = options.dryRun
        job.rejectPath = options.errors
        job.explain = { Sentence.of($0) }
        if Console.isWatched { job.progress = ImportOptions.progress }
        return job
    }

    private func tell(_ result: CostImportResult) {
        if result.continued, let run = result.run {
            Console.say("Continued run \(run), which had stopped in the middle.")
        }
        let counts = result.counts
        let rows: [(String, Int)] = [
            ("lines read", counts.read), ("accepted", counts.accepted), ("rejected", counts.rejected),
            ("costs new", counts.costsNew), ("costs changed", counts.costsChanged),
            ("costs unchanged", counts.costsUnchanged),
        ]
        options.show(rows)
        if counts.rejected > 0 { options.sayWhereRejectsAre() }
    }
}

private struct CostReport: Encodable {
    var run: Int?
    var dryRun: Bool
    var read: Int
    var accepted: Int
    var rejected: Int
    var costsNew: Int
    var costsChanged: Int
    var costsUnchanged: Int
    var seconds: Double

    init(_ result: CostImportResult, seconds: Double, dryRun: Bool) {
        run = result.run
        self.dryRun = dryRun
        read = result.counts.read
        accepted = result.counts.accepted
        rejected = result.counts.rejected
        costsNew = result.counts.costsNew
        costsChanged = result.counts.costsChanged
        costsUnchanged = result.counts.costsUnchanged
        self.seconds = seconds
    }
}
