import Database
import Foundation
import Rights
import Tabular

/// A file a person brought, kept in the database.
struct UploadedFile: Sendable, Equatable {
    var id: Int
    var name: String
    /// Bytes as uploaded, which may be packed.
    var size: Int
    /// Lines below the header that are not blank.
    var lines: Int
    /// What a person said separates its columns when lines and sample were read; nil where it was found out.
    var delimiter: String?
    var sample: SampleRows
    var user: Int?
    var created: Int
}

/// Uploaded files.
struct UploadStore: Sendable {
    /// Bytes of one piece: small enough for every database's rows and for short transactions.
    static let chunkSize = 1 << 20
    /// Seconds a file is kept after its upload: thirty days.
    static let keptFor = 30 * 86_400

    private let database: any Database

    init(_ database: any Database) { self.database = database }

    /// Stores a file that was found readable, piece by piece; it counts as there when the last piece is.
    func add(_ place: URL, name: String, _ readable: ReadableFile, user: Int?, now: Int) async throws -> Int {
        let sample = String(decoding: try JSONEncoder().encode(readable.sample), as: UTF8.self)
        let size = try FileManager.default.attributesOfItem(atPath: place.path)[.size] as? Int ?? 0
        let id = try await database.write { connection in
            let id = try Identifiers.reserve(1, for: "import_files", in: connection)
            try connection.execute(
                """
                INSERT INTO import_files (id, name, size, line_count, sample, user_id, created, is_whole)
                VALUES (\(id), \(name), \(size), \(readable.lines), \(sample), \(user), \(now), \(false))
                """)
            return id
        }
        try await forEachChunk(of: place) { number, bytes in
            _ = try await database.write { connection in
                try connection.execute(
                    "INSERT INTO import_chunks (file_id, place, content) VALUES (\(id), \(number), \(bytes))")
            }
        }
        try await database.write {
            try $0.execute("UPDATE import_files SET is_whole = \(true) WHERE id = \(id)")
        }
        return id
    }

    func find(_ id: Int, _ scope: Scope) async throws -> UploadedFile? {
        if scope.isNothing { return nil }
        return try await database.read { connection in
            try connection.first("\(Self.columns) WHERE id = \(id) AND is_whole", UploadedFile.init)
        }
    }

    /// The file with its columns separated by this; read again where the kept sample was read another way.
    /// - Throws: `TabularError` when it cannot be read so.
    func read(_ file: UploadedFile, delimiter: String?, folder: URL) async throws -> UploadedFile {
        if file.delimiter == delimiter { return file }
        let held = try HeldFile(folder: folder)
        try await write(file.id, to: held.handle)
        let readable = try await ReadableFile.check(path: held.path, delimiter: delimiter)
        let sample = String(decoding: try JSONEncoder().encode(readable.sample), as: UTF8.self)
        try await database.write {
            try $0.execute(
                """
                UPDATE import_files SET delimiter = \(delimiter), line_count = \(readable.lines), sample = \(sample)
                WHERE id = \(file.id)
                """)
        }
        var file = file
        (file.delimiter, file.lines, file.sample) = (delimiter, readable.lines, readable.sample)
        return file
    }

    /// Files that were never imported, newest first.
    func notImported(_ scope: Scope) async throws -> [UploadedFile] {
        if scope.isNothing { return [] }
        return try await database.read { connection in
            try connection.rows(
                """
                \(Self.columns) WHERE is_whole AND NOT EXISTS (
                    SELECT 1 FROM import_passes p WHERE p.file_id = import_files.id AND p.run_id IS NOT NULL)
                ORDER BY id DESC LIMIT 20
                """, UploadedFile.init)
        }
    }

    /// Puts the file together again at a place on disk.
    func write(_ file: Int, to target: FileHandle) async throws {
        for place in 0... {
            let chunk = try await database.read { connection in
                try connection.first("SELECT content FROM import_chunks WHERE file_id = \(file) AND place = \(place)") {
                    try $0.blob(0)
                }
            }
            guard let chunk else { return }
            try target.write(contentsOf: chunk)
        }
    }

    enum Removal: Sendable, Equatable {
        case removed
        /// A check or an import of it goes on.
        case underWay
        /// Its run refers to it.
        case imported
    }

    /// Forgets a file nobody wants to import, and its checks.
    func remove(_ file: Int) async throws -> Removal {
        try await database.write { connection in
            if let last = try PassStore.latest(of: file, in: connection) {
                if !last.isOver { return .underWay }
                let runs = try connection.integer(
                    "SELECT count(*) FROM import_passes WHERE file_id = \(file) AND run_id IS NOT NULL")
                if runs != 0 { return .imported }
            }
            try Self.forget([file], in: connection)
            return .removed
        }
    }

    /// Removes files past their time, uploads that never became whole, and what was done with them.
    func forgetOld(now: Int) async throws {
        try await database.write { connection in
            let old = try connection.rows(
                """
                SELECT id FROM import_files
                WHERE created < \(now - Self.keptFor) OR (NOT is_whole AND created < \(now - 86_400))
                """
            ) { try $0.int(0) }
            try Self.forget(old, in: connection)
        }
    }

    private static func forget(_ files: [Int], in connection: any Connection) throws {
        let passes: SQL = "SELECT id FROM import_passes WHERE file_id IN \(list: files)"
        try connection.execute("DELETE FROM import_rejects WHERE pass_id IN (\(passes))")
        try connection.execute("DELETE FROM import_passes WHERE file_id IN \(list: files)")
        try connection.execute("DELETE FROM import_chunks WHERE file_id IN \(list: files)")
        try connection.execute("DELETE FROM import_files WHERE id IN \(list: files)")
    }

    private static let columns: SQL =
        "SELECT id, name, size, line_count, sample, user_id, created, delimiter FROM import_files"
}

extension UploadedFile {
    init(_ row: any Row) throws {
        id = try row.int(0)
        name = try row.text(1)
        size = try row.int(2)
        lines = try row.int(3)
        sample = try JSONDecoder().decode(SampleRows.self, from: Data(try row.text(4).utf8))
        user = row.optionalInt(5)
        created = try row.int(6)
        delimiter = row.optionalText(7)
    }
}

/// Calls `body` with each piece of a file, counted from 0; never more than one piece is in memory.
func forEachChunk(of place: URL, _ body: (Int, [UInt8]) async throws -> Void) async throws {
    let handle = try FileHandle(forReadingFrom: place)
    defer { try? handle.close() }
    var number = 0
    while let data = try handle.read(upToCount: UploadStore.chunkSize), !data.isEmpty {
        try await body(number, Array(data))
        number += 1
    }
}
