package import Database
import Foundation
import Jobs
package import Measures

/// Keeps who wants mail, and what was sent to whom.
package struct NoticeMailStore: Sendable {
    static let job = "notice-mail"

    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    package func wish(of user: Int) async throws -> MailWish {
        try await database.read { try Self.wish(of: user, in: $0) }
    }

    static func wish(of user: Int, in connection: any Connection) throws -> MailWish {
        try connection.first("SELECT address, rhythm FROM notice_mail WHERE user_id = \(user)") {
            MailWish(address: try $0.text(0), rhythm: MailWish.Rhythm(rawValue: try $0.text(1)) ?? .never)
        } ?? .none
    }

    /// What was told before is not mailed any more.
    /// - Parameter today: the first daily mail comes tomorrow.
    package func keep(_ wish: MailWish, of user: Int, today: Day) async throws {
        try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO notice_mail (user_id, address, rhythm, digest_day)
                VALUES (\(user), \(wish.address), \(wish.rhythm.rawValue), \(Int(today.number)))
                ON CONFLICT (user_id) DO UPDATE SET address = excluded.address, rhythm = excluded.rhythm
                """)
            try connection.execute(
                """
                UPDATE notices SET mailed_at = \(connection.author.now())
                WHERE user_id = \(user) AND mailed_at IS NULL
                """)
        }
    }

    /// What a mail is about.
    struct Letter: Codable, Sendable, Hashable {
        var user: Int
        /// The day of a daily mail; nil for one at once.
        var day: Int?
    }

    /// Has mail sent to those of these users who want it so, in the transaction of what it tells of.
    static func send(to users: [Int], rhythm: MailWish.Rhythm, in connection: any Connection) throws {
        let wanting = try connection.rows(
            """
            SELECT user_id FROM notice_mail
            WHERE user_id IN \(list: users) AND rhythm = \(rhythm.rawValue) ORDER BY user_id
            """
        ) { try $0.int(0) }
        for user in wanting {
            try JobStore.enqueue(job, Letter(user: user), now: connection.author.now(), in: connection)
        }
    }

    /// Has the daily mails of a day sent that nobody has asked for yet: two servers that look do so once.
    package func sendDaily(today: Day, hour: Int) async throws {
        // Looked at without a transaction that writes: on almost every look there is nothing to do.
        guard let last = DigestHour.lastBefore(today, hour: hour) else { return }
        let isDue: SQL = "rhythm = \(MailWish.Rhythm.daily.rawValue) AND digest_day <= \(Int(last.number))"
        let any = try await database.read { try $0.integer("SELECT user_id FROM notice_mail WHERE \(isDue) LIMIT 1") }
        guard any != nil else { return }
        try await database.write { connection in
            let users = try connection.rows("SELECT user_id FROM notice_mail WHERE \(isDue) ORDER BY user_id") {
                try $0.int(0)
            }
            for user in users {
                try JobStore.enqueue(
                    Self.job, Letter(user: user, day: Int(today.number)), now: connection.author.now(), in: connection)
            }
            try connection.execute(
                """
                UPDATE notice_mail SET digest_day = \(Int(today.number))
                WHERE user_id IN \(list: users)
                """)
        }
    }

    /// What somebody was told and has neither read nor had by mail, the oldest first.
    func unsent(of user: Int) async throws -> [Notice] {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT \(NoticeStore.columns) FROM notices
                WHERE user_id = \(user) AND read_at IS NULL AND mailed_at IS NULL ORDER BY id
                """
            ) { try Notice($0) }
        }
    }

    func sent(_ notices: [Notice]) async throws {
        try await database.write { connection in
            try connection.execute(
                "UPDATE notices SET mailed_at = \(connection.author.now()) WHERE id IN \(list: notices.map(\.id))")
        }
    }
}
