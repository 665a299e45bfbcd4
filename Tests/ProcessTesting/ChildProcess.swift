package import Foundation
import Glibc
import Synchronization

/// A program that runs beside the tests.
///
/// Foundation's `Process` lists the open files of the process that starts another, and copies more of each entry than
/// there is: with the thousands of files that tests hold open, that now and then reaches memory that is not there.
package final class ChildProcess: Sendable {
    /// The system's error number for what could not be started.
    package struct NotStarted: Error { package let code: Int32 }

    package let identifier: pid_t
    private let status = Mutex<Int32?>(nil)

    /// One starts at a time, and none while a pipe is made: a pipe that another child held open would never end.
    private static let starting = Mutex(())

    /// A pipe whose ends no child inherits but the one they are given to.
    package static func pipe() throws -> (reading: FileHandle, writing: FileHandle) {
        var ends: [Int32] = [-1, -1]
        let code = starting.withLock { _ in
            let code = Glibc.pipe(&ends)
            for end in ends where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return code
        }
        guard code == 0 else { throw NotStarted(code: errno) }
        return (
            FileHandle(fileDescriptor: ends[0], closeOnDealloc: true),
            FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        )
    }

    /// - Parameters:
    ///   - environment: nil for that of the tests.
    ///   - input: nothing when nil, as the others.
    package init(
        _ executable: String, _ arguments: [String], environment: [String: String]? = nil, folder: String? = nil,
        input: FileHandle? = nil, output: FileHandle? = nil, errors: FileHandle? = nil
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, handle) in [input, output, errors].enumerated() {
            if let handle {
                posix_spawn_file_actions_adddup2(&actions, handle.fileDescriptor, Int32(number))
            } else {
                posix_spawn_file_actions_addopen(&actions, Int32(number), "/dev/null", O_RDWR, 0)
            }
        }
        let words = (folder.map { ["/usr/bin/env", "-C", $0] } ?? []) + [executable] + arguments
        let program = words[0]
        let variables = (environment ?? ProcessInfo.processInfo.environment).map { $0 + "=" + $1 }
        var identifier: pid_t = 0
        let code = Self.starting.withLock { _ in
            Self.withStrings(words) { words in
                Self.withStrings(variables) { posix_spawnp(&identifier, program, &actions, nil, words, $0) }
            }
        }
        guard code == 0 else { throw NotStarted(code: code) }
        self.identifier = identifier
    }

    /// Waits for its end. Answers its exit code, or the number of the signal that ended it.
    @discardableResult
    package func wait() -> Int32 { ended(0) ?? 0 }

    package var isRunning: Bool { ended(WNOHANG) == nil }

    package func kill(_ signal: Int32) { if isRunning { Glibc.kill(identifier, signal) } }

    private func ended(_ option: Int32) -> Int32? {
        status.withLock { status in
            if let status { return status }
            var found: Int32 = 0
            var answer = waitpid(identifier, &found, option)
            while answer == -1 && errno == EINTR { answer = waitpid(identifier, &found, option) }
            guard answer == identifier else { return nil }
            let signal = found & 0x7F
            status = signal == 0 ? (found >> 8) & 0xFF : signal
            return status
        }
    }

    private static func withStrings<T>(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> T
    ) -> T {
        let strings = texts.map { strdup($0) } + [nil]
        defer { for string in strings { free(string) } }
        return body(strings)
    }
}
