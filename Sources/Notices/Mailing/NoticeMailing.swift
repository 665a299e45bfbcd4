import Database
import Foundation
package import Jobs
package import Mail
import Measures
import People
package import Site

/// Where mail goes out, as whoever runs the server settled it.
package struct MailPost: Sendable {
    package var mailer: any Mailer
    package var from: Mailbox
    /// The address people use, without a slash at its end; nil where nobody said it.
    package var site: String?

    package init(_ mailer: any Mailer, from: Mailbox, site: String?) {
        self.mailer = mailer
        self.from = from
        self.site = site
    }
}

/// Sends people what they were told.
package struct NoticeMailing: Sendable {
    /// Nil where no mail goes out.
    private let post: MailPost?
    private let kinds: [NoticeKind]
    private let sources: [DigestSource]

    /// - Parameter features: whose notices and daily lines are mailed.
    package init(_ post: MailPost?, features: [Feature]) {
        self.post = post
        let contributions = features.flatMap(\.contributions)
        kinds = contributions.compactMap { $0 as? NoticeKind }
        sources = contributions.compactMap { $0 as? DigestSource }
    }

    package var handler: JobHandler {
        JobHandler(NoticeMailStore.job) { context in
            let letter = try JSONDecoder().decode(NoticeMailStore.Letter.self, from: Data(context.job.payload.utf8))
            try await send(letter, context.database, now: context.now())
        }
    }

    private func send(_ letter: NoticeMailStore.Letter, _ database: any Database, now: Int) async throws {
        guard let post else { return }
        let store = NoticeMailStore(database)
        let (wish, viewer) = try await database.read { connection in
            (
                try NoticeMailStore.wish(of: letter.user, in: connection),
                try ViewerReading.viewer(user: letter.user, in: connection)
            )
        }
        // Whoever left, or wants it no more, gets no mail that was meant for them before.
        guard let viewer, wish.rhythm == (letter.day == nil ? .atOnce : .daily), let address = MailAddress(wish.address)
        else { return }
        let notices = try await store.unsent(of: letter.user)
        let parts = try await parts(notices, letter, for: viewer, database)
        guard !parts.isEmpty else { return }
        let mail = NoticeLetter(parts, to: viewer, site: post.site)
        let key = "notices/\(letter.user)/\(letter.day ?? -1)/\(notices.last?.id ?? 0)"
        let message = MailMessage(
            from: post.from, to: Mailbox(address, named: viewer.name), subject: mail.subject, text: mail.text,
            html: mail.html, date: now, id: MessageID(key: key, from: post.from.address),
            unsubscribe: post.site.flatMap { Unsubscribe($0 + "/settings/notices") })
        do { try await post.mailer.send(message) } catch {
            guard error.mayWorkLater else { throw JobRefused("\(error)") }
            throw error
        }
        try await store.sent(notices)
    }

    private func parts(
        _ notices: [Notice], _ letter: NoticeMailStore.Letter, for viewer: Viewer, _ database: any Database
    ) async throws -> [DigestSource.Part] {
        let language = viewer.preferences.language
        var parts: [DigestSource.Part] = []
        if !notices.isEmpty {
            parts.append(
                DigestSource.Part(
                    NoticeText.texts.wording(NoticeText.title, language),
                    notices.map { .init($0.sentence(kinds, language), path: "/notices/\($0.id)") }))
        }
        guard let day = letter.day else { return parts }
        for source in sources {
            if let part = try await source.part(viewer, Day(day), database), !part.lines.isEmpty { parts.append(part) }
        }
        return parts
    }
}
