import Foundation
import Glibc
import Synchronization

/// Where a command's words go and what surrounds it: the process, or a test that runs it in its own.
package protocol Terminal: Sendable {
    var environment: [String: String] { get }

    /// Whether a person watches the remarks.
    var isWatched: Bool { get }

    /// The system's error that ended the results, which are silent from then on.
    var refusal: Int32? { get }

    /// Takes a piece of the result.
    func write(_ bytes: [UInt8])

    /// Takes what is said beside the result.
    func remark(_ text: String)
}

/// Standard output and standard error.
struct ProcessTerminal: Terminal {
    private static let refused = Mutex<Int32?>(nil)

    var environment: [String: String] { ProcessInfo.processInfo.environment }
    var isWatched: Bool { isatty(2) == 1 }
    var refusal: Int32? { Self.refused.withLock { $0 } }

    func write(_ bytes: [UInt8]) {
        var done = 0
        while done < bytes.count, refusal == nil {
            let count = bytes.withUnsafeBytes { Glibc.write(1, $0.baseAddress?.advanced(by: done), bytes.count - done) }
            if count >= 0 {
                done += count
            } else if errno != EINTR {
                Self.refused.withLock { [code = errno] in $0 = code }
            }
        }
    }

    /// Who closed standard error does not want to hear it.
    func remark(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
