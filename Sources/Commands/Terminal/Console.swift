import Foundation
import Glibc
import Measures

/// What commands say: results on standard output, everything else on standard error.
enum Console {
    /// Whom the command of this task speaks to.
    @TaskLocal static var terminal: any Terminal = ProcessTerminal()

    static func say(_ text: String) { terminal.remark(text.harmless + "\n") }

    /// Whether a person watches standard error.
    static var isWatched: Bool { terminal.isWatched }

    /// A variable of the environment; nil also when it is empty.
    static func environment(_ name: String) -> String? {
        terminal.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What whoever runs a command reads, by their terminal.
    static var language: Language {
        let said = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(environment).first
        return said?.hasPrefix("zh") == true ? .zh : .en
    }

    /// "1 order", "3 orders".
    static func count(_ number: Int, _ thing: String) -> String {
        NumberStyle(.en).integer(number) + " " + thing + (number == 1 ? "" : "s")
    }

    /// Writes over the same line again and again.
    static func progress(_ text: String) {
        terminal.remark("\r\u{1B}[K" + text)
    }

    /// Prints a value as JSON with snake_case keys as they are named in code.
    static func print(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        result(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Prints a line of the result. What cannot be written is told at the end, by `requireWritten`.
    static func result(_ line: String) { terminal.write(Array((line + "\n").utf8)) }

    /// - Throws: `Failure` when a result could not be written; not when nobody read on, as with `| head`.
    static func requireWritten() throws {
        guard let code = terminal.refusal, code != EPIPE else { return }
        throw Failure("The result could not be written: \(String(cString: strerror(code))).")
    }

    /// A value that is null where it is unknown, instead of leaving its key out.
    struct Known<Value: Encodable>: Encodable {
        let value: Value?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            if let value { try container.encode(value) } else { try container.encodeNil() }
        }
    }

    static func print(table rows: [[String]], rightAligned: Set<Int> = []) {
        let rows = rows.map { $0.map(\.inOneLine) }
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].terminalWidth : 0 }.max() ?? 0
        }
        let lines = rows.map { row in
            let cells = row.enumerated().map { column, text in
                let pad = String(repeating: " ", count: max(0, widths[column] - text.terminalWidth))
                return rightAligned.contains(column) ? pad + text : text + pad
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line
        }
        if !lines.isEmpty { result(lines.joined(separator: "\n")) }
    }
}

/// Results of commands go the one way that notices when they cannot be written.
func print(_ line: String) { Console.result(line.harmless) }
