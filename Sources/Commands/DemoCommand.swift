import ArgumentParser
import Composition
import Database
import Foundation
import Ledger
import Measures
import People

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Fill an empty database with a made-up company.",
        discussion: "A Chinese distributor of industrial parts. The same seed and day give the same company.")

    @Option(help: "What the company is made from.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Its last day; else today.", valueName: "day"))
    var until: DayArgument?

    @Option(help: ArgumentHelp("Make the user demo with the password in this file.", valueName: "file"))
    var passwordFile: String?

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let password = try passwordFile.map(Self.password)
        try await database.with { database in
            guard try await database.read({ try $0.integer("SELECT CAST(count(*) AS BIGINT) FROM accounts") }) == 0
            else {
                throw Failure("The database holds accounts already; the demo company needs an empty one.")
            }
            let last = if let until { until.day } else { try await Composition.today(in: database) }
            let counts = try await DemoBooks(seed: seed, until: last).write(to: database)
            let staff = try await DemoPeople.add(password: password, to: database)
            try await DemoJudging(seed: seed, until: last, staff: staff).run(in: database)
            let style = NumberStyle(.en)
            print(
                "A demo company with \(style.integer(counts.accountsNew)) accounts and \(style.integer(counts.ordersNew)) orders is in."
            )
        }
    }

    private static func password(inFileAt path: String) throws -> String {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Failure("The password file \(path) cannot be read.")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// Writes the demo company as one run, so that it shows among the imports and can be taken back.
struct DemoBooks {
    let seed: UInt64
    let until: Day

    func write(to database: any Database) async throws -> RunCounts {
        var company = DemoCompany(seed: seed, until: until)
        let batches = company.batches()
        let (run, source) = try await database.write { connection in
            _ = try CompanySettings.currency(orTake: .cny, in: connection)
            let run = try RunStore.begin(
                kind: "import", file: "演示公司", user: nil, now: Composition.now(), in: connection)
            return (run, try Names.ids(of: ["demo"], in: "sources", connection)[0])
        }
        var writer = LedgerWriter(run: run, source: source, currency: .cny)
        var counts = RunCounts()
        for (place, batch) in batches.enumerated() {
            let sofar = counts
            let progress = Double(place + 1) / Double(batches.count)
            counts = try await writer.write(batch, moreFollow: true, in: database) { connection, outcome in
                var counts = sofar
                counts.add(outcome)
                counts.read += batch.lines.count
                counts.accepted += batch.lines.count
                try RunStore.advance(
                    run, to: RunCursor(part: place, order: batch.orders.count), progress: progress, counts: counts,
                    now: Composition.now(), in: connection)
                return counts
            }
        }
        let final = counts
        try await database.write { connection in
            try RunStore.count(run, final, in: connection)
            try RunStore.end(run, as: .done, now: Composition.now(), in: connection)
        }
        return final
    }
}
