import ArgumentParser
import Foundation
import Measures
import People

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Manage who may sign in.", subcommands: [UserAdd.self])
}

struct UserAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a user.",
        discussion: "Without --password-file a random password is made and printed once.")

    @Argument(help: "What the user signs in with.")
    var username: String

    @Option(help: "The user's name as others see it; else the username.")
    var name: String?

    @Option(help: ArgumentHelp("administrator or member.", valueName: "role"))
    var role: String = "member"

    @Option(help: ArgumentHelp("zh or en.", valueName: "language"))
    var language: String = "zh"

    @Option(help: ArgumentHelp("Take the password from this file.", valueName: "file"))
    var passwordFile: String?

    @OptionGroup var database: DatabaseOptions

    func validate() throws {
        guard NewUser.Role(rawValue: role) != nil else { throw ValidationError("The role is administrator or member.") }
        guard Language(rawValue: language) != nil else { throw ValidationError("The language is zh or en.") }
    }

    func run() async throws {
        let password = try chosenPassword()
        try await database.with { database in
            try await Composition.addUser(
                username, named: name ?? username, password: password, language: Language(rawValue: language) ?? .zh,
                role: NewUser.Role(rawValue: role) ?? .member, in: database)
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
