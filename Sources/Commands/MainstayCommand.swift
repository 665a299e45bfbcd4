package import ArgumentParser
import Composition

/// The program: `mainstay COMMAND …`. Exit 0 ok, 1 wrong input or data, 2 wrong usage.
package struct MainstayCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "mainstay", abstract: "Manage key accounts with evidence.",
        subcommands: [
            ServeCommand.self, DemoCommand.self, ImportCommand.self, RunCommand.self, EvaluateCommand.self,
            ReportCommand.self, AccountCommand.self, ContactCommand.self, ActivityCommand.self, TaskCommand.self,
            PolicyCommand.self,
            CompanyCommand.self, UserCommand.self, TeamCommand.self, TokenCommand.self, MailCommand.self,
            DoctorCommand.self,
            MigrateCommand.self,
            BackupCommand.self, RestoreCommand.self, VersionCommand.self,
        ])

    package init() {}

    /// Runs a command line to its end and answers the exit code; everything it has to say was said to the terminal.
    package static func run(_ arguments: [String], at terminal: any Terminal) async -> Int32 {
        await Console.$terminal.withValue(terminal) { await run(arguments) }
    }

    /// The same for the process itself.
    package static func run(_ arguments: [String]) async -> Int32 {
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            try Console.requireWritten()
            return 0
        } catch {
            return told(error)
        }
    }

    /// Says why a command ended early, and answers its exit code.
    private static func told(_ error: any Error) -> Int32 {
        let code = exitCode(for: error)
        if code == .success || code == .validationFailure || error is CleanExit {
            let text = fullMessage(for: error)
            if code == .success { Console.result(text) } else { Console.say(text) }
            return code == .success ? 0 : 2
        }
        if let code = error as? ExitCode { return code.rawValue }
        Console.say("mainstay: " + Sentence.of(error))
        return 1
    }
}

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")

    func run() { print("mainstay \(Composition.version)") }
}
