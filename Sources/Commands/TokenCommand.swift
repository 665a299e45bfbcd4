import API
import ArgumentParser
import Composition
import Database
import Measures
import People
import Rights
import Site

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Let programs speak for users by the API.",
        subcommands: [TokenAdd.self, TokenList.self, TokenRevoke.self])
}

struct TokenAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a token, and print it once.",
        discussion: "Whoever has it sees and does what the user may; only its hash is kept.")

    @Argument(help: "For whom it speaks.")
    var user: String

    @Option(help: ArgumentHelp("Which program it is for.", valueName: "words"))
    var name: String

    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp("What it is for: read, write or import; may be repeated. Else read.", valueName: "scope"))
    var scopes: [String] = []

    @Option(help: ArgumentHelp("How many days it holds, a year at most.", valueName: "number"))
    var days = 90

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let known = scopes.compactMap { TokenScope(rawValue: $0) }
        guard known.count == scopes.count else { throw Failure("A scope is read, write or import.") }
        let draft = TokenDraft(name.trimmed, scopes: known.isEmpty ? [.read] : Set(known), days: days)
        try await database.with { database in
            let user = try await UserCommand.find(user, in: database)
            if !user.isHere { throw Failure("\(user.username) has left.") }
            let speaker = try await speaker.speaker(in: database)
            // A token speaks for its user, so nobody makes one for somebody else.
            if let viewer = speaker.viewer, viewer.user != user.id {
                throw Failure("\(viewer.username) makes tokens for themselves only.")
            }
            print(try await TokenStore(speaker.acting(on: database)).add(draft, for: user.id))
        }
    }
}

struct TokenList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List tokens that work, and those that ended in the last thirty days.")

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let zone = try await Composition.timeZone(in: database)
            let whose = try await speaker.speaker(in: database).ownTokensOnly
            let tokens = try await TokenStore(database).tokens(of: whose, now: Composition.now())
            func day(_ time: Int) -> String { Day(unixSeconds: time, in: zone).iso }
            let rows = tokens.map { token in
                Row(
                    number: token.id, user: token.userName, name: token.name, scopes: token.scopes.text,
                    expires: day(token.expires), used: Console.Known(value: token.used.map(day)))
            }
            if json { return try Console.print(json: rows) }
            let head = ["number", "user", "name", "scopes", "expires", "last used"]
            Console.print(
                table: [head]
                    + rows.map { [String($0.number), $0.user, $0.name, $0.scopes, $0.expires, $0.used.value ?? ""] },
                rightAligned: [0])
        }
    }

    private struct Row: Encodable {
        let number: Int
        let user: String
        let name: String
        let scopes: String
        let expires: String
        let used: Console.Known<String>
    }
}

struct TokenRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: "Stop a token at once.")

    @Argument(help: "Its number, as mainstay token list says it.")
    var number: Int

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let speaker = try await speaker.speaker(in: database)
            do {
                try await TokenStore(speaker.acting(on: database)).revoke(number, of: speaker.ownTokensOnly)
            } catch TokenProblem.gone { throw Failure("There is no token \(number).") }
            print("Token \(number) is revoked.")
        }
    }
}

extension Speaker {
    /// The user whose tokens alone are theirs to see and revoke; nil for who administers, and for the command line.
    fileprivate var ownTokensOnly: Int? { may(.administering) ? nil : viewer?.user }
}
