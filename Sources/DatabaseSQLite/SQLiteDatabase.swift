import CSQLite
package import Database
import Glibc

/// A database in one file: one connection that writes and a few that read, over a write-ahead log.
package struct SQLiteDatabase: Database {
    package let dialect = Dialect.sqlite
    private let path: String
    private let writer: SQLiteLink
    private let readers: ReadingLine
    private let folding: LogFolding
    private var author = Author.program
    /// More than processors in small machines: a page that was not opened for long waits for the disk, and others can go
    /// on meanwhile. Not many more: threads take turns then, and each holds its own pages in memory.
    private static let readers = 4

    /// Opens the file, creating it when `create` allows.
    /// - Parameter waitsForDisk: whether what was written survives a power cut; false only where nothing is kept.
    /// - Throws: `DatabaseError.cannotOpen`, `.notADatabase`, `.busy`.
    package init(path: String, create: Bool = true, waitsForDisk: Bool = true) throws {
        self.path = path
        if !create { try Self.requireFile(path) }
        // A form that was saved survives a power cut.
        let syncing = "synchronous = \(waitsForDisk ? "FULL" : "OFF")"
        writer = try SQLiteLink(path: path, .writing, pragmas: ["cache_size = -48000", "journal_mode = WAL", syncing])
        folding = LogFolding(path: path)
        folding.attach(to: writer)
        readers = ReadingLine(most: Self.readers) { try Self.reader(of: path) }
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await readers.run { [author] in try SQLiteConnection($0, author).snapshot(body) }
    }

    @discardableResult
    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        // Whoever is not waited for any more begins nothing.
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { [author] continuation in
            writer.perform { link in
                continuation.resume(
                    with: Result { try link.transaction { try body(SQLiteConnection(link, author)) } })
            }
        }
    }

    package func acting(as author: Author) -> any Database {
        var database = self
        database.author = author
        return database
    }

    /// Folds the log back into the file, so that what is left is one file; another program may keep that from happening.
    package func close() async throws {
        readers.close()
        folding.close()
        _ = writer.sync { sqlite3_wal_checkpoint_v2(writer.pointer, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil) }
        writer.shut()
    }

    /// Copies the whole database, as it stands at one moment, into a new file while it is in use.
    package func backUp(to target: String) async throws {
        try Self.copy(from: try Self.reader(of: path), to: target)
    }

    /// Makes a database file from a copy, which may lie where nothing can be written.
    package static func restore(_ copy: String, to target: String) throws {
        try requireFile(copy)
        try Self.copy(from: try SQLiteLink(path: copy, .readingOfCopy), to: target)
    }

    private static func copy(from source: SQLiteLink, to target: String) throws {
        let copy = try SQLiteLink(path: target, .writing)
        defer {
            copy.shut()
            source.shut()
        }
        try source.copy(to: copy)
    }

    private static func reader(of path: String) throws -> SQLiteLink {
        try SQLiteLink(path: path, .reading, pragmas: ["cache_size = -8000"])
    }

    private static func requireFile(_ path: String) throws {
        guard let file = fopen(path, "rb") else {
            throw DatabaseError.cannotOpen(target: path, detail: String(cString: strerror(errno)))
        }
        fclose(file)
    }
}
