import Glibc
import Tabular

/// Room on disk without a name: gone when the last holder is, also after a kill.
final class TemporaryFile: Sendable {
    private let descriptor: Int32

    init() throws(TabularError) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/mainstay-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .writeFailed(path: folder, code: errno) }
        unlink(template)
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8], at offset: Int) throws(TabularError) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { room in
                pwrite(descriptor, room.baseAddress?.advanced(by: done), room.count - done, off_t(offset + done))
            }
            if written < 0 {
                if errno == EINTR { continue }
                let isFull = errno == ENOSPC || errno == EDQUOT || errno == EFBIG
                throw isFull ? .diskFull(path: "temporary file") : .writeFailed(path: "temporary file", code: errno)
            }
            done += written
        }
    }

    func read(_ count: Int, at offset: Int) throws(TabularError) -> [UInt8] {
        var failure: TabularError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { room, done in
            while done < count {
                let got = pread(descriptor, room.baseAddress?.advanced(by: done), count - done, off_t(offset + done))
                if got < 0 && errno == EINTR { continue }
                guard got > 0 else {
                    failure = .readFailed(path: "temporary file", code: errno)
                    return
                }
                done += got
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
