import Foundation
import ProcessTesting

/// The program under test, as a user runs it.
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
    func run(_ arguments: [String], limitedTo fileSize: Int? = nil) throws -> Outcome {
        guard let fileSize else { return try finish(binary, arguments) }
        // ulimit counts in KiB.
        return try shell("ulimit -f \(fileSize / 1_024); exec \"$0\" \"$@\"", arguments)
    }

    /// Runs a line of bash; the program is `$0`, the arguments are `$@`.
    func shell(_ line: String, _ arguments: [String]) throws -> Outcome {
        try finish("/bin/bash", ["-c", line, binary] + arguments)
    }

    /// Starts a command and kills it after a while, as a power cut would; false when it had ended before.
    func kill(_ arguments: [String], after seconds: Double) throws -> Bool {
        let process = try ChildProcess(binary, arguments, environment: environment, folder: Self.folder)
        Thread.sleep(forTimeInterval: seconds)
        let isRunning = process.isRunning
        process.kill(SIGKILL)
        process.wait()
        return isRunning
    }

    private func finish(_ executable: String, _ arguments: [String]) throws -> Outcome {
        let (output, errors) = (try ChildProcess.pipe(), try ChildProcess.pipe())
        let process = try ChildProcess(
            executable, arguments, environment: environment, folder: Self.folder,
            output: output.writing, errors: errors.writing)
        for pipe in [output, errors] { try pipe.writing.close() }
        let error = ReadAll(errors.reading)
        let text = output.reading.readDataToEndOfFile()
        let code = process.wait()
        return Outcome(code: code, output: String(decoding: text, as: UTF8.self), errors: error.text())
    }

    private var binary: String { Self.products.appending(path: "mainstay").path }

    private var environment: [String: String] {
        ProcessInfo.processInfo.environment.merging(["MAINSTAY_DATABASE": database]) { $1 }
    }

    /// Copies made by `migrate` land here.
    private static let folder = FileManager.default.temporaryDirectory.path

    /// The folder of built products: where this test bundle lies.
    private static let products = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent()
}

/// Reads a pipe to its end beside the other one, so that neither fills up.
private final class ReadAll: Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let box = Box()

    init(_ handle: FileHandle) {
        let (box, done) = (box, done)
        Thread.detachNewThread {
            box.set(handle.readDataToEndOfFile())
            done.signal()
        }
    }

    func text() -> String {
        done.wait()
        return String(decoding: box.value, as: UTF8.self)
    }
}

private final class Box: @unchecked Sendable {
    private let lock = NSLock()
    private var data = Data()

    var value: Data { lock.withLock { data } }
    func set(_ value: Data) { lock.withLock { data = value } }
}

/// A folder that lives as long as the test's body.
func withFolder<T>(_ body: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mainstay-program-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}
