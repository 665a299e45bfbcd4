import Foundation
import Glibc
import Measures
import Synchronization

/// What commands say: results on standard output, everything else on standard error.
enum Console {
    static func say(_ text: String) { remark(text.harmless + "\n") }

    /// Whether a person watches standard error.
    static var isWatched: Bool { isatty(2) == 1 }

    /// "1 order", "3 orders".
    static func count(_ number: Int, _ thing: String) -> String {
        NumberStyle(.en).integer(number) + " " + thing + (number == 1 ? "" : "s")
    }

    /// Writes over the same line again and again.
    static func progress(_ text: String) {
        remark("\r\u{1B}[K" + text)
    }

    /// Who closed standard error does not want to hear it.
    private static func remark(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// Prints a value as JSON with snake_case keys as they are named in code.
    static func print(json value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        result(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Prints a line of the result. What cannot be written is told at the end, by `requireWritten`.
    static func result(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        var done = 0
        while done < bytes.count, refusal.withLock({ $0 }) == nil {
            let count = bytes.withUnsafeBytes { write(1, $0.baseAddress?.advanced(by: done), bytes.count - done) }
            if count >= 0 { done += count } else if errno != EINTR { refusal.withLock { [code = errno] in $0 = code } }
        }
    }

    /// - Throws: `Failure` when a result could not be written; not when nobody read on, as with `| head`.
    static func requireWritten() throws {
        guard let code = refusal.withLock({ $0 }), code != EPIPE else { return }
        throw Failure("The result could not be written: \(String(cString: strerror(code))).")
    }

    /// The system's error that ended the output.
    private static let refusal = Mutex<Int32?>(nil)

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
