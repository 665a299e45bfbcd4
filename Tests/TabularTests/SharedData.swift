import Foundation

/// Real files beside the project, where they are found: `MAINSTAY_TEST_DATA`, else `../shared/data`.
enum SharedData {
    static let root: URL = {
        if let told = ProcessInfo.processInfo.environment["MAINSTAY_TEST_DATA"] { return URL(filePath: told) }
        let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return project.deletingLastPathComponent().appending(path: "shared/data")
    }()

    static func has(_ folder: String) -> Bool { FileManager.default.fileExists(atPath: path(folder)) }

    static func path(_ name: String) -> String { root.appending(path: name).path }

    /// All files under a folder, by their path inside it, sorted.
    static func files(in folder: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: path(folder))?.compactMap { $0 as? String } ?? []
        return names.filter { !isFolder(path(folder + "/" + $0)) }.sorted()
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

/// A folder for one test that goes away with it.
final class TemporaryFolder {
    let url = FileManager.default.temporaryDirectory.appending(path: "tabular-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    func write(_ bytes: [UInt8], as name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: path(name)))
        return path(name)
    }
}
