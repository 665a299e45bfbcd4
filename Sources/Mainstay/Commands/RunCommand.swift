import ArgumentParser
import Database
import Foundation
import Ledger
import Measures

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "List imports, and take one back.",
        subcommands: [RunList.self, RunUndoCommand.self])
}

struct RunList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List runs, the newest first.")

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let runs = try await database.with { try await $0.read { try RunStore.list(in: $0) } }
        if json { return try Console.print(json: Listing(runs: runs.map(Entry.init))) }
        guard !runs.isEmpty else { return Console.say("There are no runs yet.") }
        let head = ["run", "kind", "file", "state", "new", "changed", "unchanged", "rejected lines"]
        let style = NumberStyle(.en)
        Console.print(
            table: [head]
                + runs.map { run in
                    [
                        "\(run.id)", run.kind, run.file, run.stateInWords, style.integer(run.counts.ordersNew),
                        style.integer(run.counts.ordersChanged), style.integer(run.counts.ordersUnchanged),
                        style.integer(run.counts.rejected),
                    ]
                }, rightAligned: [0, 4, 5, 6, 7])
        if runs.count == 200 { Console.say("The newest 200 are shown.") }
    }

    private struct Listing: Encodable { var runs: [Entry] }

    private struct Entry: Encodable {
        var run: Int
        var kind: String
        var file: String
        var state: String
        var progress: Double
        var read: Int
        var accepted: Int
        var rejected: Int
        var ordersNew: Int
        var ordersChanged: Int
        var ordersUnchanged: Int
        var accountsNew: Int
        var productsNew: Int
        var problem: String?

        init(_ run: Run) {
            self.run = run.id
            kind = run.kind
            file = run.file
            state = run.state.rawValue
            progress = run.progress
            read = run.counts.read
            accepted = run.counts.accepted
            rejected = run.counts.rejected
            ordersNew = run.counts.ordersNew
            ordersChanged = run.counts.ordersChanged
            ordersUnchanged = run.counts.ordersUnchanged
            accountsNew = run.counts.accountsNew
            productsNew = run.counts.productsNew
            problem = run.problem
        }
    }
}

extension Run {
    fileprivate var stateInWords: String {
        state == .running || state == .failed ? "\(state.rawValue) at \(Int(progress * 100)) %" : state.rawValue
    }
}

struct RunUndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take a run back.",
        discussion: "Orders it created go, orders it changed get their former version again, orders that a later run "
            + "changed stay and are listed.")

    @Argument(help: "The number `run list` shows.")
    var run: Int

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let number = run
        let outcome = try await database.with { database in
            let currency = try await database.read { try CompanySettings.currency(in: $0) } ?? .cny
            return try await RunUndo(run: number, currency: currency).undo(in: database, now: Composition.now)
        }
        if json { return try Console.print(json: Report(number, outcome)) }
        let style = NumberStyle(.en)
        let rows: [(String, Int)] = [
            ("orders removed", outcome.removed), ("orders restored", outcome.restored),
            ("orders kept, changed by a later run", outcome.kept), ("accounts removed", outcome.accountsRemoved),
            ("products removed", outcome.productsRemoved), ("orders of closed months, booked later", outcome.late),
        ]
        Console.print(table: rows.map { [$0.0, style.integer($0.1)] }, rightAligned: [1])
        for order in outcome.keptNumbers { print("  kept: \(order)") }
    }

    private struct Report: Encodable {
        var run: Int
        var ordersRemoved: Int
        var ordersRestored: Int
        var ordersKept: Int
        var kept: [String]
        var accountsRemoved: Int
        var productsRemoved: Int
        var ordersLate: Int

        init(_ run: Int, _ outcome: RunUndo.Outcome) {
            self.run = run
            ordersRemoved = outcome.removed
            ordersRestored = outcome.restored
            ordersKept = outcome.kept
            kept = outcome.keptNumbers
            accountsRemoved = outcome.accountsRemoved
            productsRemoved = outcome.productsRemoved
            ordersLate = outcome.late
        }
    }
}
