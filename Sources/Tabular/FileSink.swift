import Glibc

/// Writes to a file that it creates or empties, or to an open file descriptor.
package final class FileSink: ByteSink {
    private let path: String
    private let descriptor: Int32
    private var mustClose: Bool

    /// Creates the file, readable by its owner only, or empties it.
    package init(path: String) throws(TabularError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        mustClose = descriptor >= 0
        guard descriptor >= 0 else { throw Self.refusal(path: path, code: errno) }
    }

    /// Finds out whether the file can be written, and leaves what is in it.
    package static func requireWritable(_ path: String) throws(TabularError) {
        let isNew = access(path, F_OK) != 0
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refusal(path: path, code: errno) }
        close(descriptor)
        if isNew { unlink(path) }
    }

    /// Leaves the descriptor open; `name` stands for it in errors.
    package init(descriptor: Int32, name: String) {
        (path, self.descriptor, mustClose) = (name, descriptor, false)
    }

    deinit { if mustClose { close(descriptor) } }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(TabularError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = Glibc.write(descriptor, part.baseAddress, part.count)
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw Self.refusal(path: path, code: errno)
            }
        }
    }

    package func finish() throws(TabularError) {
        guard mustClose else { return }
        mustClose = false
        guard close(descriptor) == 0 else { throw Self.refusal(path: path, code: errno) }
    }

    private static func refusal(path: String, code: Int32) -> TabularError {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: .diskFull(path: path)
        case ENOENT, ENOTDIR: .fileMissing(path: path)
        case EISDIR: .fileIsDirectory(path: path)
        case EACCES, EPERM, EROFS: .fileNotAllowed(path: path)
        default: .writeFailed(path: path, code: code)
        }
    }
}
