import ArgumentParser
import Commands
import Foundation
import Testing

/// `docs/commands.md` is made by `scripts/commands-page`.
@Suite struct CommandsPageTests {
    @Test("docs/commands.md shows what the program says of itself, of every command and of no other")
    func everyCommand() async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/commands.md"), encoding: .utf8)
        let sections = page.split(separator: "\n## ", omittingEmptySubsequences: false).dropFirst()
        let program = Program(database: "sqlite:unused.db")
        let commands = Self.commands(MainstayCommand.self, ["mainstay"])
        #expect(commands.count > 40)
        #expect(sections.map { String($0.prefix { $0 != "\n" }) } == commands.map { $0.joined(separator: " ") })
        for (command, section) in zip(commands, sections) {
            let outcome = await program.run(command.dropFirst() + ["--help"])
            let help = outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(outcome.code == 0)
            #expect(section.contains("```\n\(help)\n```"), "docs/commands.md is old for \(command)")
        }
    }

    /// The words of the program itself and of every command that does something.
    private static func commands(_ type: any ParsableCommand.Type, _ words: [String]) -> [[String]] {
        let below = type.configuration.subcommands
        let own = below.isEmpty || words.count == 1 ? [words] : []
        return own
            + below.flatMap { command in
                commands(command, words + [command.configuration.commandName ?? command._commandName])
            }
    }
}
