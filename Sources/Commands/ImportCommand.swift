import ArgumentParser
import Foundation
import Imports
import Measures

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring a file in.", subcommands: [ImportOrders.self, ImportCosts.self])
}

/// What every import can be told.
struct ImportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Of rows that name none; else the company's, else the file's own, else CNY.", valueName: "code"))
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
