import Cryptography
package import Foundation

/// A file sent with a form, waiting in a temporary place. It is removed when the request ends, unless `keep` moved it.
package struct Upload: Sendable, Equatable {
    /// The last part of the name the browser gave; for showing, never for a path.
    package var fileName: String
    package var bytes: Int
    package var place: URL

    /// Moves the file to where it stays.
    package func keep(at target: URL) throws { try FileManager.default.moveItem(at: place, to: target) }
}

/// Writes one upload to a new file that only this program's user can read.
struct UploadWriter {
    let upload: Upload
    private let handle: FileHandle
    private(set) var bytes = 0
    private let limit: Int

    init(fileName: String, folder: URL, limit: Int) throws {
        let place = folder.appendingPathComponent("mainstay-upload-" + Secret.token().prefix(32))
        let made = FileManager.default.createFile(
            atPath: place.path, contents: nil, attributes: [.posixPermissions: 0o600])
        guard made else { throw Refusal.broken }
        handle = try FileHandle(forWritingTo: place)
        upload = Upload(fileName: UploadWriter.plainName(fileName), bytes: 0, place: place)
        self.limit = limit
    }

    /// - Throws: 413 above the limit, before the disk is full of it.
    mutating func write(_ chunk: ArraySlice<UInt8>) throws {
        bytes += chunk.count
        guard bytes <= limit else { throw Refusal.tooLarge }
        try handle.write(contentsOf: chunk)
    }

    func finish() throws -> Upload {
        try handle.close()
        return Upload(fileName: upload.fileName, bytes: bytes, place: upload.place)
    }

    func abandon() {
        try? handle.close()
        try? FileManager.default.removeItem(at: upload.place)
    }

    private static func plainName(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "file"
        return String(last.filter { !$0.unicodeScalars.contains { $0.value < 0x20 } }.prefix(200))
    }
}
