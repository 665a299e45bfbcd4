package import Measures
package import Site

/// What a feature knows to have happened with an account: for its timeline and, as far as marked, its chart.
package struct AccountHistory: Contribution {
    /// What can be written into the timeline: a title and where it leads.
    package struct Act: PageValue {
        let title: String
        let path: String

        package init(_ title: String, path: String) {
            self.title = title
            self.path = path
        }
    }

    package var events: @Sendable (Visit, Account) async throws -> [AccountEvent]
    /// What a visitor may do about it here.
    package var acts: @Sendable (Visit, Account) async throws -> [Act]

    package init(
        events: @escaping @Sendable (Visit, Account) async throws -> [AccountEvent],
        acts: @escaping @Sendable (Visit, Account) async throws -> [Act] = { _, _ in [] }
    ) {
        self.events = events
        self.acts = acts
    }
}

/// Something that happened with an account on a day.
package struct AccountEvent: Sendable {
    package var day: Day
    package var text: String
    package var detail: String?
    /// What was written about it, or its beginning.
    package var note: String?
    package var path: String?
    /// A word for the chart of the account's months; nil for what is not worth a mark there.
    package var mark: String?

    package init(
        _ day: Day, _ text: String, detail: String? = nil, note: String? = nil, path: String? = nil,
        mark: String? = nil
    ) {
        self.day = day
        self.text = text
        self.detail = detail
        self.note = note
        self.path = path
        self.mark = mark
    }
}

extension Visit {
    /// What can be written into an account's timeline.
    func acts(on account: Account) async throws -> [AccountHistory.Act] {
        var acts: [AccountHistory.Act] = []
        for history in site.contributions(AccountHistory.self) { acts += try await history.acts(self, account) }
        return acts
    }

    /// What all features know of an account, the newest first.
    package func events(of account: Account) async throws -> [AccountEvent] {
        var events: [AccountEvent] = []
        for history in site.contributions(AccountHistory.self) { events += try await history.events(self, account) }
        return events.enumerated().sorted { ($1.element.day, $0.offset) < ($0.element.day, $1.offset) }.map(\.element)
    }
}

/// The timeline as the account page prints it.
struct AccountTimeline: PageValue {
    struct Entry: PageValue {
        let day: String
        let text: String
        let detail: String?
        let note: String?
        let path: String?
        let isMarked: Bool
    }

    /// Entries shown at once.
    private static let most = 30

    let acts: [AccountHistory.Act]
    let hasActs: Bool
    let entries: [Entry]

    /// Nil when nothing is known and nothing can be written.
    init?(_ events: [AccountEvent], acts: [AccountHistory.Act]) {
        if events.isEmpty, acts.isEmpty { return nil }
        self.acts = acts
        hasActs = !acts.isEmpty
        entries = events.prefix(Self.most).map {
            Entry(
                day: $0.day.iso, text: $0.text, detail: $0.detail, note: $0.note, path: $0.path,
                isMarked: $0.mark != nil)
        }
    }
}
