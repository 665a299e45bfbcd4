package import Measures
package import Site

/// What a feature knows to have happened with an account: for its timeline and, as far as marked, its chart.
package struct AccountHistory: Contribution {
    package var events: @Sendable (Visit, Account) async throws -> [AccountEvent]

    package init(events: @escaping @Sendable (Visit, Account) async throws -> [AccountEvent]) { self.events = events }
}

/// Something that happened with an account on a day.
package struct AccountEvent: Sendable {
    package var day: Day
    package var text: String
    package var detail: String?
    package var path: String?
    /// A word for the chart of the account's months; nil for what is not worth a mark there.
    package var mark: String?

    package init(_ day: Day, _ text: String, detail: String? = nil, path: String? = nil, mark: String? = nil) {
        self.day = day
        self.text = text
        self.detail = detail
        self.path = path
        self.mark = mark
    }
}

extension Visit {
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
        let path: String?
        let isMarked: Bool
    }

    /// Entries shown at once.
    private static let most = 30

    let entries: [Entry]

    /// Nil when nothing is known.
    init?(_ events: [AccountEvent]) {
        if events.isEmpty { return nil }
        entries = events.prefix(Self.most).map {
            Entry(day: $0.day.iso, text: $0.text, detail: $0.detail, path: $0.path, isMarked: $0.mark != nil)
        }
    }
}
