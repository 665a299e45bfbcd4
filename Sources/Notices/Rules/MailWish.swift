package import Measures

/// Whether and how often somebody wants to be told by mail.
package struct MailWish: Sendable, Hashable {
    package enum Rhythm: String, Sendable, CaseIterable {
        case never
        /// Within a minute or so, several together.
        case atOnce
        /// Once a day, in the morning, with what is due.
        case daily
    }

    /// As it was typed; empty for none.
    package var address: String
    package var rhythm: Rhythm

    package static let none = MailWish(address: "", rhythm: .never)

    package init(address: String, rhythm: Rhythm) {
        self.address = address
        self.rhythm = rhythm
    }
}

/// When the daily mail goes out.
package enum DigestHour {
    /// The hour of the company's day from which on it may be sent.
    package static let first = 7

    /// The last day whose mail may have gone out when one is due now; nil before the hour.
    package static func lastBefore(_ today: Day, hour: Int) -> Day? { hour >= first ? today.advanced(by: -1) : nil }
}
