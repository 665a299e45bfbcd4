import Commands
import Foundation
import Synchronization

/// The program's commands, run in the process of the tests. What needs a process of its own is in `MainstayTests`.
struct Program: Sendable {
    struct Outcome: Sendable {
        var code: Int32
        var output: String
        var errors: String

        /// The output read as JSON.
        var json: [String: Any] {
            get throws { try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] ?? [:] }
        }
    }

    let database: String

    /// Runs a command to its end.
    func run(_ arguments: [String]) async -> Outcome {
        let terminal = RecordingTerminal(environment: ["MAINSTAY_DATABASE": database])
        let code = await MainstayCommand.run(arguments, at: terminal)
        return Outcome(code: code, output: terminal.output, errors: terminal.remarks)
    }
}

/// Keeps what a command said.
private final class RecordingTerminal: Terminal {
    let environment: [String: String]
    private let written = Mutex<[UInt8]>([])
    private let said = Mutex("")

    init(environment: [String: String]) { self.environment = environment }

    var isWatched: Bool { false }
    var refusal: Int32? { nil }
    var output: String { String(decoding: written.withLock { $0 }, as: UTF8.self) }
    var remarks: String { said.withLock { $0 } }

    func write(_ bytes: [UInt8]) { written.withLock { $0 += bytes } }
    func remark(_ text: String) { said.withLock { $0 += text } }
}

/// A folder that lives as long as the test's body.
func withFolder<T>(_ body: (URL) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mainstay-commands-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}
