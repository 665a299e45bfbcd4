package import Foundation

/// A message as it arrived, read by Python's `email`, which knows nothing of our writing.
package struct ReceivedMail: Decodable, Sendable {
    package struct Mailbox: Decodable, Hashable, Sendable {
        package var name: String
        package var address: String

        package init(name: String, address: String) {
            self.name = name
            self.address = address
        }
    }

    /// Whom the server was told it is from and for; what the message says is in `from` and `to`.
    package var sender: String
    package var recipients: [String]
    package var isEncrypted: Bool
    /// Who signed in.
    package var user: String?
    package var subject: String
    package var from: Mailbox
    package var to: Mailbox
    /// Unix seconds.
    package var date: Int
    package var id: String
    package var text: String?
    package var html: String?
    /// What Python finds wrong with the message.
    package var defects: [String]
    /// The bytes that came.
    package var raw = Data()
    private var headers: [[String]]

    /// A field of the head, decoded; the first of its name.
    package func header(_ name: String) -> String? {
        headers.first { $0.first?.lowercased() == name.lowercased() }?.last
    }

    private enum CodingKeys: CodingKey {
        case sender, recipients, isEncrypted, user, subject, from, to, date, id, text, html, defects, headers
    }
}
