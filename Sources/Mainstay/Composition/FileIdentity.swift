import Glibc

/// Which file a path leads to, however it is written.
struct FileIdentity: Hashable {
    private let device: UInt
    private let number: UInt

    /// Nil when there is no file.
    init?(_ path: String) {
        var state = stat()
        guard stat(path, &state) == 0 else { return nil }
        (device, number) = (UInt(state.st_dev), UInt(state.st_ino))
    }
}
