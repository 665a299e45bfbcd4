import ArgumentParser
import CMalloc
import Glibc

/// The program: `mainstay COMMAND …`. Exit 0 ok, 1 wrong input or data, 2 wrong usage.
@main
struct Mainstay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
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

    static func main() async {
        // A file that reaches its allowed size is an error to tell, not a reason to die.
        signal(SIGXFSZ, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
        // Large blocks come and go with every batch of an import: those of 1 MB and more lie apart and are given back, or
        // they would leave holes that nobody else can use.
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            try Console.requireWritten()
        } catch {
            leave(because: error)
        }
    }

    private static func leave(because error: any Error) -> Never {
        let code = exitCode(for: error)
        if code == .success || code == .validationFailure || error is CleanExit {
            let text = fullMessage(for: error)
            if code == .success { print(text) } else { Console.say(text) }
            Glibc.exit(code == .success ? 0 : 2)
        }
        if let code = error as? ExitCode {
            Glibc.exit(code.rawValue)
        }
        Console.say("mainstay: " + Sentence.of(error))
        Glibc.exit(1)
    }
}

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "version", abstract: "Print the version.")
    static let version = "0.1.0"

    func run() { print("mainstay \(Self.version)") }
}
