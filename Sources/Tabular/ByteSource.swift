import Glibc

/// Bytes that arrive in order, once: a file, an unpacked file, text in memory, and later a converter around one.
package protocol ByteSource: AnyObject {
    /// Fills the front of `buffer` and answers how many bytes; 0 means the end, and only the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int
    /// Size of what is stored (for gzip: packed); nil where nobody can know, as with a pipe.
    var totalBytes: Int? { get }
    /// How much of `totalBytes` has been taken so far.
    var consumedBytes: Int { get }
}

/// Refuses what can be read only once: an import reads its file several times.
/// - Throws: `TabularError.notRegular`.
package func requireRegularFile(_ path: String) throws(TabularError) {
    var state = stat()
    // What is not there, or is a folder, is told when it is opened.
    guard stat(path, &state) == 0, state.st_mode & S_IFMT != S_IFDIR else { return }
    guard state.st_mode & S_IFMT == S_IFREG else { throw .notRegular(path: path) }
}

/// Opens a file for reading and unpacks it when its first bytes say gzip (1f 8b).
package func openSource(path: String) throws(TabularError) -> any ByteSource {
    let file = try FileSource(path: path)
    let start = try file.peek(GzipSource.magic.count)
    return start == GzipSource.magic ? try GzipSource(unpacking: file) : file
}
