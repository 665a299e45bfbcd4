import Accounts
import ArgumentParser
import Composition
import Database
import Foundation
import Measures
import People
import Rights
import Site

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Manage who may sign in.",
        subcommands: [UserAdd.self, UserList.self, UserChange.self, UserLeave.self])

    /// - Throws: `Failure` when there is no such user.
    static func find(_ username: String, in database: any Database) async throws -> User {
        guard let user = try await PeopleStore(database).user(username: username, .everything) else {
            throw Failure("There is no user “\(username)”.")
        }
        return user
    }

    /// - Throws: `Failure` that names what is wrong.
    static func require(_ problems: [UserProblem]) throws {
        if !problems.isEmpty { throw Failure(problems.map(\.english).joined(separator: "; ") + ".") }
    }
}

struct UserAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a user.",
        discussion: "Without --password-file a random password is made and printed once.")

    @Argument(help: "What the user signs in with.")
    var username: String

    @Option(help: "The user's name as others see it; else the username.")
    var name: String?

    @Option(
        help: ArgumentHelp(
            "administrator, director, sales-manager, key-account-manager, representative, finance, service, marketing, portal, or a role of your own.",
            valueName: "role"))
    var role: String = "representative"

    @Option(help: ArgumentHelp("The team or department they are in, by name.", valueName: "team"))
    var team: String?

    @Option(help: ArgumentHelp("zh or en.", valueName: "language"))
    var language: String = "zh"

    @Option(help: ArgumentHelp("Take the password from this file.", valueName: "file"))
    var passwordFile: String?

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        guard Language(rawValue: language) != nil else { throw ValidationError("The language is zh or en.") }
    }

    func run() async throws {
        let password = try chosenPassword()
        try await database.with { database in
            let unit = try await TeamCommand.unit(team, in: database)
            try await NewUsers.add(
                username, named: name ?? username, password: password, language: Language(rawValue: language) ?? .zh,
                role: role, unit: unit?.id, in: database)
        }
        print("User \(NewUser.folded(username)) may sign in now.")
        if passwordFile == nil { print("Password: \(password)") }
    }

    private func chosenPassword() throws -> String {
        guard let passwordFile else { return RandomPassword.make() }
        guard let text = try? String(contentsOfFile: passwordFile, encoding: .utf8) else {
            throw Failure("The password file \(passwordFile) cannot be read.")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

struct UserList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List everybody with role and team.")

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let users = try await PeopleStore(database).users(.everything)
            let organisation = try await OrganisationStore(database).organisation()
            let zone = try await Composition.timeZone(in: database)
            let rows = users.map { user in
                Row(
                    user: user.username, name: user.name, role: user.role,
                    team: .init(value: user.unit.flatMap { organisation[$0]?.name }),
                    left: .init(value: user.leftAt.map { Day(unixSeconds: $0, in: zone).iso }))
            }
            if json { return try Console.print(json: ["users": rows]) }
            Console.print(
                table: [["user", "name", "role", "team", "left"]]
                    + rows.map { [$0.user, $0.name, $0.role, $0.team.value ?? "–", $0.left.value ?? "–"] })
        }
    }

    private struct Row: Encodable {
        var user: String
        var name: String
        var role: String
        var team: Console.Known<String>
        var left: Console.Known<String>
    }
}

struct UserChange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change", abstract: "Give somebody another name, role or team.",
        discussion: "What is not named stays.")

    @Argument(help: "What the user signs in with.")
    var username: String

    @Option(help: "The user's name as others see it.")
    var name: String?

    @Option(help: ArgumentHelp("The code of a role.", valueName: "role"))
    var role: String?

    @Option(help: ArgumentHelp("A team or department by name; “none” for none.", valueName: "team"))
    var team: String?

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let user = try await UserCommand.find(username, in: database)
            let unit =
                switch team {
                case nil: user.unit
                case "none": Int?.none
                case let named?: try await TeamCommand.unit(named, in: database)?.id
                }
            try UserCommand.require(
                try await PeopleStore(database).change(
                    user.id, name: name ?? user.name, role: role ?? user.role, unit: unit))
            print("\(user.username) is changed.")
        }
    }
}

struct UserLeave: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave", abstract: "Let somebody go: they sign in no more, and all they held is handed over.")

    @Argument(help: "What the user signs in with.")
    var username: String

    @Option(help: ArgumentHelp("Who takes over; without it the accounts have no owner.", valueName: "user"))
    var to: String?

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let user = try await UserCommand.find(username, in: database)
            var successor: User?
            if let to { successor = try await UserCommand.find(to, in: database) }
            let accounts = try await AccountStore(database).owned(by: user.id)
            let handovers = Composition.features().flatMap { $0.contributions.compactMap { $0 as? Handover } }
            try UserCommand.require(
                try await PeopleStore(database).leave(
                    user.id, successor: successor?.id, handing: handovers, now: Composition.now()))
            let receiver = successor.map { "to \($0.username)" } ?? "to nobody"
            print("\(user.username) has left; \(Console.count(accounts, "account")) went \(receiver).")
        }
    }
}
