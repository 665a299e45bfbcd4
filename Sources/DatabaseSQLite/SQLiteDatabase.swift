package import Database
import Foundation
import GRDB
import Glibc

/// A database in one file: one connection that writes and a few that read, over a write-ahead log.
package struct SQLiteDatabase: SeamDatabase {
    package let dialect = Dialect.sqlite
    private let path: String
    private let writer: DatabaseQueue
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
        do {
            if !create { try Self.requireFile(path) }
            let folding = LogFolding(path: path)
            self.folding = folding
            writer = try DatabaseQueue(path: path, configuration: Self.writing(folding, waitsForDisk))
            readers = ReadingLine(most: Self.readers) {
                try DatabaseQueue(path: path, configuration: Self.reading)
            }
        } catch let error as GRDB.DatabaseError {
            throw error.mapped(opening: path)
        }
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        do {
            return try await readers.run { [author] in try SQLiteConnection($0, author).snapshot(body) }
        } catch let error as GRDB.DatabaseError {
            throw error.mapped(opening: path)
        }
    }

    @discardableResult
    package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        do {
            return try await writer.write { [author] in try body(SQLiteConnection($0, author)) }
        } catch let error as GRDB.DatabaseError {
            throw error.mapped(opening: path)
        }
    }

    package func acting(as author: Author) -> any SeamDatabase {
        var database = self
        database.author = author
        return database
    }

    /// Folds the log back into the file, so that what is left is one file; another program may keep that from happening.
    package func close() async throws {
        try readers.close()
        try folding.close()
        _ = try? await writer.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try writer.close()
    }

    /// Copies the whole database, as it stands at one moment, into a new file while it is in use.
    package func backUp(to target: String) async throws {
        do {
            let source = try DatabaseQueue(path: path, configuration: Self.reading)
            let copy = try DatabaseQueue(path: target)
            try source.backup(to: copy, pagesPerStep: 2_000)
            try copy.close()
            try source.close()
        } catch let error as GRDB.DatabaseError {
            throw error.mapped(backingUp: target)
        }
    }

    /// Makes a database file from a copy, which may lie where nothing can be written.
    package static func restore(_ copy: String, to target: String) throws {
        try requireFile(copy)
        do {
            var configuration = Configuration()
            configuration.readonly = true
            // Nobody writes to a copy, so it needs no lock and no file beside it.
            let source = try DatabaseQueue(path: "file:\(escaped(copy))?immutable=1", configuration: configuration)
            let database = try DatabaseQueue(path: target)
            try source.backup(to: database, pagesPerStep: 2_000)
            try database.close()
            try source.close()
        } catch let error as GRDB.DatabaseError {
            throw error.mapped(backingUp: copy)
        }
    }

    /// A path within a file: address (sqlite.org/uri.html).
    private static func escaped(_ path: String) -> String {
        path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
    }

    private static func requireFile(_ path: String) throws {
        guard let file = fopen(path, "rb") else {
            throw SeamError.cannotOpen(target: path, detail: String(cString: strerror(errno)))
        }
        fclose(file)
    }

    private static func writing(_ folding: LogFolding, _ waitsForDisk: Bool) -> Configuration {
        var configuration = shared(cache: 48_000)
        configuration.journalMode = .wal
        configuration.prepareDatabase { db in
            // A form that was saved survives a power cut.
            try db.execute(sql: "PRAGMA synchronous = \(waitsForDisk ? "FULL" : "OFF")")
            folding.attach(to: db)
        }
        return configuration
    }

    private static var reading: Configuration {
        var configuration = shared(cache: 8_000)
        configuration.readonly = true
        return configuration
    }

    /// - Parameter cache: in kilobytes.
    private static func shared(cache: Int) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .callback(waitForTurn)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -\(cache)") }
        return configuration
    }

    /// Short even waits, so that a form saved while another program imports gets the gap between two batches.
    private static let waitForTurn: @Sendable (Int) -> Bool = { tries in
        usleep(2_000)
        return tries < 15_000
    }
}
