import Accounts
import ArgumentParser
import Composition
import Database
import Measures
import People
import Site
import Tasks

struct TaskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "task", abstract: "List tasks, give and end them.",
        subcommands: [TaskList.self, TaskAdd.self, TaskEnd.self])

    static func store(_ speaker: Speaker, in database: any Database) -> TaskStore {
        let reader = TaskReader(speaker.viewer?.user, reads: speaker.scope, writes: speaker.writing)
        return TaskStore(speaker.acting(on: database), for: reader)
    }
}

struct TaskList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List open tasks, the most urgent first.")

    @Flag(help: "Only those that are overdue.")
    var overdue = false

    @Flag(help: "Those that are ended instead, the latest first.")
    var done = false

    @Option(help: ArgumentHelp("Only those about this account, by its code.", valueName: "code"))
    var account: String?

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    /// More are read in the browser.
    private static let most = 1_000

    func run() async throws {
        try await database.with { database in
            let speaker = try await speaker.speaker(in: database)
            let today = try await Composition.today(in: database)
            var listing = TaskListing(.all, done ? .done : overdue ? .overdue : .open, today: today)
            listing.size = Self.most
            if let account {
                listing.account = try await AccountCommand.find(account, in: database, scope: speaker.scope).id
            }
            let found = Array(try await TaskCommand.store(speaker, in: database).list(listing).prefix(Self.most))
            if json { return try Console.print(json: found.map { TaskRow($0, today) }) }
            for task in found {
                let account = task.account.map { ", " + $0.name } ?? ""
                Console.result("\(task.id)  \(task.due.iso)  \(task.assignee.name): \(task.title)\(account)".inOneLine)
            }
            if found.isEmpty { Console.say("There are no such tasks.") }
        }
    }
}

private struct TaskRow: Encodable {
    let id: Int
    let title: String
    let note: String
    let assignee: String
    let account: Console.Known<String>
    let due: String
    let giver: Console.Known<String>
    let origin: String
    let state: String
    let result: Console.Known<String>

    init(_ task: TaskItem, _ today: Day) {
        id = task.id
        (title, note, assignee, due) = (task.title, task.note, task.assignee.name, task.due.iso)
        (account, giver) = (Console.Known(value: task.account?.name), Console.Known(value: task.giver?.name))
        origin = task.origin.code
        state = task.state(on: today).rawValue
        result = Console.Known(value: task.done?.result)
    }
}

struct TaskAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Give somebody a task.")

    @Argument(help: "What is to be done.")
    var title: String

    @Option(name: .customLong("for"), help: ArgumentHelp("Who does it.", valueName: "user"))
    var assignee: String

    @Option(name: .customLong("by"), help: ArgumentHelp("The day it is due.", valueName: "day"))
    var due: DayArgument

    @Option(help: ArgumentHelp("The account it is about, by its code.", valueName: "code"))
    var account: String?

    @Option(help: "More words.")
    var note = ""

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let speaker = try await speaker.speaker(in: database)
            var draft = TaskDraft(
                title, note: note, assignee: try await UserCommand.find(assignee, in: database).id, due: due.day)
            if let account {
                draft.account = try await AccountCommand.find(account, in: database, scope: speaker.scope).id
            }
            let id = try await TaskCommand.store(speaker, in: database).add(draft)
            print("Task \(id) is given to \(assignee).")
        }
    }
}

struct TaskEnd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End a task as done, or as one that is needed no more.")

    @Argument(help: "Its number.")
    var id: Int

    @Option(help: "What came of it.")
    var result = ""

    @Flag(help: "It is needed no more.")
    var dropped = false

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let speaker = try await speaker.speaker(in: database)
            try await TaskCommand.store(speaker, in: database).end(id, result: result, isDropped: dropped)
            print("Task \(id) is \(dropped ? "dropped" : "done").")
        }
    }
}
