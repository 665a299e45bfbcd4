import Glibc

/// A plain file or pipe as a source; closes it when let go.
package final class FileSource: ByteSource {
    private let path: String
    private let descriptor: Int32
    private let stateAtOpening: FileState
    private var peeked: [UInt8] = []
    package private(set) var consumedBytes = 0
    package var totalBytes: Int? { stateAtOpening.isRegular ? stateAtOpening.size : nil }

    package init(path: String) throws(TabularError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.refusal(path: path, code: errno) }
        guard let state = FileState(descriptor) else {
            let code = errno
            close(descriptor)
            throw .readFailed(path: path, code: code)
        }
        guard !state.isDirectory else {
            close(descriptor)
            throw .fileIsDirectory(path: path)
        }
        (self.path, self.descriptor, stateAtOpening) = (path, descriptor, state)
    }

    deinit { close(descriptor) }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        let count = peeked.isEmpty ? try readFromDisk(into: buffer) : takePeeked(into: buffer)
        consumedBytes += count
        if count == 0 && !buffer.isEmpty { try refuseChange() }
        return count
    }

    /// The first `count` bytes, fewer when the file is shorter; they are read again afterwards.
    func peek(_ count: Int) throws(TabularError) -> [UInt8] {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { room.deallocate() }
        while peeked.count < count {
            let got = try readFromDisk(into: UnsafeMutableRawBufferPointer(rebasing: room[peeked.count...]))
            guard got > 0 else { break }
            peeked += room[peeked.count..<peeked.count + got]
        }
        return peeked
    }

    private func takePeeked(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(peeked.count, buffer.count)
        buffer.copyBytes(from: peeked.prefix(count))
        peeked.removeFirst(count)
        return count
    }

    private func readFromDisk(into buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw Self.refusal(path: path, code: errno) }
        }
    }

    /// At the end the file must be what it was when opened: half of a file being written is not the file.
    private func refuseChange() throws(TabularError) {
        guard stateAtOpening.isRegular else { return }
        guard FileState(descriptor) == stateAtOpening, consumedBytes == stateAtOpening.size else {
            throw .fileChanged(path: path)
        }
    }

    private static func refusal(path: String, code: Int32) -> TabularError {
        switch code {
        case ENOENT, ENOTDIR: .fileMissing(path: path)
        case EISDIR: .fileIsDirectory(path: path)
        case EACCES, EPERM: .fileNotAllowed(path: path)
        default: .readFailed(path: path, code: code)
        }
    }
}

private struct FileState: Equatable {
    let isRegular: Bool
    let isDirectory: Bool
    let size: Int
    let changedSecond: Int
    let changedNanosecond: Int

    init?(_ descriptor: Int32) {
        var state = stat()
        guard fstat(descriptor, &state) == 0 else { return nil }
        isRegular = state.st_mode & S_IFMT == S_IFREG
        isDirectory = state.st_mode & S_IFMT == S_IFDIR
        size = Int(state.st_size)
        changedSecond = state.st_mtim.tv_sec
        changedNanosecond = state.st_mtim.tv_nsec
    }
}
