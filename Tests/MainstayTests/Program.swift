import Foundation

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
        try Self.finish(Self.process(arguments, database: database, fileSize: fileSize))
    }

    private static func finish(_ process: Process) throws -> Outcome {
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let error = ReadAll(errors)
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus, output: String(decoding: text, as: UTF8.self), errors: error.text())
    }

    /// Runs a line of bash; the program is `$0`, the arguments are `$@`.
    func shell(_ line: String, _ arguments: [String]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", line, Self.products.appending(path: "mainstay").path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["MAINSTAY_DATABASE": database]) { $1 }
        return try Self.finish(process)
    }

    /// Starts a command and kills it after a while, as a power cut would; false when it had ended before.
    func kill(_ arguments: [String], after seconds: Double) throws -> Bool {
        let process = Self.process(arguments, database: database)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        Thread.sleep(forTimeInterval: seconds)
        let isRunning = process.isRunning
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return isRunning
    }

    private static func process(_ arguments: [String], database: String, fileSize: Int? = nil) -> Process {
        let process = Process()
        let binary = products.appending(path: "mainstay").path
        if let fileSize {
            process.executableURL = URL(fileURLWithPath: "/bin/bash")
            // ulimit counts in KiB.
            process.arguments = ["-c", "ulimit -f \(fileSize / 1_024); exec \"$0\" \"$@\"", binary] + arguments
        } else {
            process.executableURL = URL(fileURLWithPath: binary)
            process.arguments = arguments
        }
        process.environment = ProcessInfo.processInfo.environment.merging(["MAINSTAY_DATABASE": database]) { $1 }
        // Copies made by `migrate` land here.
        process.currentDirectoryURL = FileManager.default.temporaryDirectory
        return process
    }

    /// The folder of built products: where this test bundle lies.
    private static let products = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent()
}

/// Reads a pipe to its end beside the other one, so that neither fills up.
private final class ReadAll: Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let box = Box()

    init(_ pipe: Pipe) {
        let handle = pipe.fileHandleForReading
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
