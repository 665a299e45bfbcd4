import ArgumentParser
import Classification
import Composition
import Database
import Foundation
import Judging
import Ledger
import Measures

struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Show the rules of judging, and publish new ones.",
        subcommands: [PolicyShow.self, PolicyList.self, PolicyPublish.self])
}

struct PolicyShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the classification policy in force on a day, as JSON.")

    @Option(help: ArgumentHelp("The day; else today.", valueName: "day"))
    var asOf: DayArgument?

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let today = try await Composition.today(in: database)
            let day = asOf?.day ?? today
            let policy = try await database.read { connection in
                try PolicyStore.version(of: ClassificationPolicy.self, on: day, in: connection)
            }
            Console.say("Version \(policy.version), in force from \(policy.effective.iso)")
            print(try PolicyDocument.write(policy.body))
        }
    }
}

struct PolicyList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the versions of the classification policy, newest first.")

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let records = try await database.with { database in
            try await database.read { try PolicyStore.records(of: ClassificationPolicy.self, in: $0) }
        }
        if json { return try Console.print(json: Report(versions: records.map(Row.init))) }
        Console.print(
            table: [["version", "in force from", "why"]]
                + records.map { [String($0.version), $0.effective?.iso ?? "the beginning", $0.note] })
    }

    private struct Report: Encodable { var versions: [Row] }

    private struct Row: Encodable {
        var version: Int
        var effective: Console.Known<String>
        var note: String

        init(_ record: PolicyRecord) {
            version = record.version
            effective = Console.Known(value: record.effective?.iso)
            note = record.note
        }
    }
}

struct PolicyPublish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Make a new version of the classification policy.",
        discussion: """
            The file is JSON as policy show prints it, and needs to hold only what differs from the usual policy. \
            Judgements that were kept stay as they are; evaluate --rebuild makes them anew.
            """)

    @Argument(help: "The file.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The first day it judges; else the last day that was judged.", valueName: "day"))
    var from: DayArgument?

    @Option(help: "Why, for whoever looks at the versions later.")
    var note = ""

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw Failure("The file \(file) cannot be read.")
        }
        let body: ClassificationPolicy = try PolicyDocument.read(text)
        try await database.with { database in
            let today = try await Composition.today(in: database)
            let policy = try await database.write { [note, from] connection in
                // From today on it would judge nothing where the data end before.
                let judged =
                    try EvaluationStore.currentHead(in: connection)?.day
                    ?? LedgerExtent.days(in: connection).map { min($0.through, today) }
                return try PolicyStore.publish(
                    body, from: from?.day ?? judged ?? today, note: note, user: nil, now: Composition.now(),
                    in: connection)
            }
            print("Version \(policy.version) of the classification policy judges from \(policy.effective.iso) on.")
        }
    }
}
