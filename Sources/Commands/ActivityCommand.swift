import Accounts
import Activities
import ArgumentParser
import Composition
import Database
import Measures
import Site
import Tasks

struct ActivityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activity", abstract: "List visits, calls and meetings, and write them down.",
        subcommands: [ActivityList.self, ActivityAdd.self])
}

struct ActivityList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List activities, the newest first.")

    @Option(help: ArgumentHelp("Only those of this account, by its code.", valueName: "code"))
    var account: String?

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    /// More are read in the browser.
    private static let most = 1_000

    func run() async throws {
        try await database.with { database in
            let scope = try await speaker.speaker(in: database).scope
            var listing = ActivityListing()
            if let account { listing.account = try await AccountCommand.find(account, in: database, scope: scope).id }
            listing.size = Self.most
            let found = try await ActivityStore(database).list(listing, scope: scope).prefix(Self.most)
            if json { return try Console.print(json: found.map(ActivityRow.init)) }
            for activity in found {
                let author = activity.author.map { " (\($0.name))" } ?? ""
                Console.result(
                    "\(activity.day.iso)  \(activity.account.name): \(activity.kind.rawValue), \(activity.subject)\(author)"
                        .inOneLine)
            }
            if found.isEmpty { Console.say("There are no such activities.") }
        }
    }
}

private struct ActivityRow: Encodable {
    let id: Int
    let account: String
    let kind: String
    let day: String
    let author: Console.Known<String>
    let subject: String
    let minutes: String
    let contacts: [String]
    let comments: Int

    init(_ activity: Activity) {
        (id, account, kind) = (activity.id, activity.account.name, activity.kind.rawValue)
        (day, subject, minutes) = (activity.day.iso, activity.subject, activity.minutes)
        author = Console.Known(value: activity.author?.name)
        contacts = activity.contacts.map(\.name)
        comments = activity.comments
    }
}

struct ActivityAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Write down a visit, call, meeting or message.")

    @Argument(help: "The account's code.")
    var account: String

    @Argument(help: "visit, call, meeting or message.")
    var kind: ActivityKind

    @Argument(help: "What it was about.")
    var subject: String

    @Option(help: ArgumentHelp("The day; else today.", valueName: "day"))
    var day: DayArgument?

    @Option(help: "The minutes.")
    var minutes = ""

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let speaker = try await speaker.speaker(in: database)
            let account = try await AccountCommand.changeable(account, for: speaker, in: database)
            let today = try await Composition.today(in: database)
            let draft = ActivityDraft(kind, day?.day ?? today, subject: subject, minutes: minutes)
            let reader = TaskReader(speaker.viewer?.user, reads: speaker.scope, writes: speaker.writing)
            let id = try await ActivityStore(speaker.acting(on: database)).add(
                draft, to: account.id, for: reader, today: today)
            print("Activity \(id) is written down.")
        }
    }
}

extension ActivityKind: ExpressibleByArgument {}
