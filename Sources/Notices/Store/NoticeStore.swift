package import Database
import Foundation
package import Site

/// Keeps what people are told; everybody reads their own.
package struct NoticeStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// Tells people of something, in the transaction that does it: whoever did it and whoever has left is left out.
    /// - Parameter path: leads to it, on this site.
    package static func tell(
        _ users: [Int], _ kind: NoticeKind, _ values: [String: String], path: String, in connection: any Connection
    ) throws {
        let told = try connection.rows(
            "SELECT id FROM users WHERE id IN \(list: users) AND left_at IS NULL ORDER BY id"
        ) { try $0.int(0) }.filter { $0 != connection.author.user }
        guard !told.isEmpty else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let words = String(decoding: try encoder.encode(values), as: UTF8.self)
        let first = try Identifiers.reserve(told.count, for: "notices", in: connection)
        for (place, user) in told.enumerated() {
            try connection.execute(
                """
                INSERT INTO notices (id, user_id, kind, words, path, made)
                VALUES (\(first + place), \(user), \(kind.code), \(words), \(path), \(connection.author.now()))
                """)
        }
        try connection.execute("UPDATE users SET unread_notices = unread_notices + 1 WHERE id IN \(list: told)")
        try NoticeMailStore.send(to: told, rhythm: .atOnce, in: connection)
    }

    /// One more than asked for when there are so many; newest first, oldest first before a notice.
    package func notices(of user: Int, _ place: ListPlace<Int>, size: Int) async throws -> [Notice] {
        let (condition, order): (SQL, SQL) =
            switch place {
            case .start: ("", "DESC")
            case .after(let id): ("AND id < \(id)", "DESC")
            case .before(let id): ("AND id > \(id)", "ASC")
            }
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT \(Self.columns) FROM notices WHERE user_id = \(user) \(condition)
                ORDER BY id \(order) LIMIT \(size + 1)
                """
            ) { try Notice($0) }
        }
    }

    /// Marks one as read, and answers it; nil when it is not this user's.
    package func read(_ id: Int, of user: Int) async throws -> Notice? {
        try await database.write { connection in
            let mine: SQL = "id = \(id) AND user_id = \(user)"
            guard let notice = try connection.first("SELECT \(Self.columns) FROM notices WHERE \(mine)", Notice.init)
            else { return nil }
            if !notice.isRead { try Self.markRead(mine, of: user, in: connection) }
            return notice
        }
    }

    package func readAll(of user: Int) async throws {
        try await database.write { try Self.markRead("user_id = \(user)", of: user, in: $0) }
    }

    private static func markRead(_ condition: SQL, of user: Int, in connection: any Connection) throws {
        try connection.execute(
            "UPDATE notices SET read_at = \(connection.author.now()) WHERE \(condition) AND read_at IS NULL")
        try connection.execute(
            """
            UPDATE users SET unread_notices =
                (SELECT CAST(count(*) AS BIGINT) FROM notices WHERE user_id = \(user) AND read_at IS NULL)
            WHERE id = \(user)
            """)
    }

    static let columns: SQL = "id, kind, words, path, made, read_at IS NOT NULL"
}

extension Notice {
    init(_ row: any Row) throws {
        self.init(
            id: try row.int(0), kind: try row.text(1),
            values: try JSONDecoder().decode([String: String].self, from: Data(try row.text(2).utf8)),
            path: try row.text(3), time: try row.int(4), isRead: try row.bool(5))
    }
}
