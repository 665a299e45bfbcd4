import ArgumentParser
import Classification
import Composition
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
                        "\(run.id)", run.kind, run.file, run.stateInWords,
                        style.integer(run.counts.ordersNew + run.counts.costsNew),
                        style.integer(run.counts.ordersChanged + run.counts.costsChanged),
                        style.integer(run.counts.ordersUnchanged + run.counts.costsUnchanged),
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
        var costsNew: Int
        var costsChanged: Int
        var costsUnchanged: Int
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
            costsNew = run.counts.costsNew
            costsChanged = run.counts.costsChanged
            costsUnchanged = run.counts.costsUnchanged
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
        discussion:
            "Orders or costs it created go, those it changed get their former version again, those that a later "
            + "run changed stay and are listed.")

    @Argument(help: "The number `run list` shows.")
    var run: Int

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let number = run
        let (outcome, isOfCosts) = try await database.with { database in
            let (currency, kind) = try await database.read {
                (try CompanySettings.currency(in: $0) ?? .cny, try RunStore.find(number, in: $0)?.kind)
            }
            let undo = RunUndo(run: number, currency: currency)
            let outcome = try await undo.undo(in: database, now: Composition.now)
            try await database.write { try EvaluationStore.forgetGroundless(in: $0) }
            return (outcome, kind == RunKind.costs)
        }
        switch (json, isOfCosts) {
        case (true, true): try Console.print(json: CostReport(number, outcome))
        case (true, false): try Console.print(json: Report(number, outcome))
        case (false, _): tell(outcome, isOfCosts ? "costs" : "orders")
        }
    }

    private func tell(_ outcome: RunUndo.Outcome, _ things: String) {
        let style = NumberStyle(.en)
        let rows: [(String, Int)] =
            [
                ("\(things) removed", outcome.removed), ("\(things) restored", outcome.restored),
                ("\(things) kept, changed by a later run", outcome.kept),
                ("accounts removed", outcome.accountsRemoved), ("products removed", outcome.productsRemoved),
            ] + (things == "orders" ? [("orders of closed months, booked later", outcome.late)] : [])
        Console.print(table: rows.map { [$0.0, style.integer($0.1)] }, rightAligned: [1])
        for record in outcome.keptNumbers { print("  kept: \(record)") }
    }

    private struct CostReport: Encodable {
        var run: Int
        var costsRemoved: Int
        var costsRestored: Int
        var costsKept: Int
        var kept: [String]
        var accountsRemoved: Int
        var productsRemoved: Int

        init(_ run: Int, _ outcome: RunUndo.Outcome) {
            self.run = run
            costsRemoved = outcome.removed
            costsRestored = outcome.restored
            costsKept = outcome.kept
            kept = outcome.keptNumbers
            accountsRemoved = outcome.accountsRemoved
            productsRemoved = outcome.productsRemoved
        }
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
