import Foundation
import Synchronization

/// Who is at work on a run, by host, process, the process's start and a token of the task in it. A run whose worker is
/// gone has stopped in the middle and can be taken up.
package struct RunWorker: Sendable {
    /// How long a worker on another host may be silent, in seconds; it says so with every batch.
    private static let longestSilence = 60

    /// The tasks of this process.
    private static let atWork = Mutex<Set<String>>([])

    package let name: String

    /// A worker in this process; at work until `end` is called.
    package init() {
        let name = "\(Self.process) \(UUID().uuidString)"
        self.name = name
        Self.atWork.withLock { _ = $0.insert(name) }
    }

    package func end() { Self.atWork.withLock { _ = $0.remove(name) } }

    /// - Parameter beat: when the worker was last heard of, in unix seconds.
    package static func isAtWork(_ name: String, beat: Int, now: Int) -> Bool {
        if name.hasPrefix(process + " ") { return atWork.withLock { $0.contains(name) } }
        let parts = name.split(separator: " ")
        guard parts.count == 4, let number = Int32(parts[1]), let start = Int(parts[2]) else { return false }
        guard parts[0] == ProcessInfo.processInfo.hostName else { return now - beat < longestSilence }
        return self.start(of: number) == start
    }

    private static let process = "\(ProcessInfo.processInfo.hostName) \(getpid()) \(start(of: getpid()) ?? 0)"

    /// When a process began, in ticks since the machine did; nil when there is none (proc(5), field 22 of stat).
    private static func start(of process: Int32) -> Int? {
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return nil }
        let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
        return fields.count > 20 ? Int(fields[20]) : nil
    }
}
