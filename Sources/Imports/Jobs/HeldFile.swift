import Foundation

/// A file on disk without a name, open for as long as it is held: gone afterwards, also after a kill.
struct HeldFile: Sendable {
    let handle: FileHandle

    init(folder: URL) throws {
        let place = folder.appendingPathComponent("mainstay-held-" + UUID().uuidString)
        guard FileManager.default.createFile(atPath: place.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteUnknown) }
        handle = try FileHandle(forUpdating: place)
        try FileManager.default.removeItem(at: place)
    }

    /// Opens the file anew, from its beginning, within this process.
    var path: String { "/proc/self/fd/\(handle.fileDescriptor)" }

    var size: Int {
        get throws { Int(try handle.seekToEnd()) }
    }
}
