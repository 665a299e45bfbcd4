import Cryptography

/// The name of one message for all the world (RFC 5322, 3.6.4). Sent again under the same id it is the same message, and
/// a mail program shows it once.
package struct MessageID: Hashable, Sendable, CustomStringConvertible {
    /// Without the angle brackets.
    package let text: String

    /// An id that is there already; nil unless it has the form of a mail address.
    package init?(_ text: String) {
        guard MailAddress(text) != nil else { return nil }
        self.text = text
    }

    /// Made of what the caller knows the message by, such as `digest/7/2026-03-01`, so that trying again gives the same
    /// id. The key may be any text and is not told: the id holds 128 bits of its SHA-256.
    package init(key: String, from sender: MailAddress) {
        text = SHA256.hash(key.utf8).prefix(16).hexadecimal + "@" + sender.domain
    }

    package var description: String { text }
}
