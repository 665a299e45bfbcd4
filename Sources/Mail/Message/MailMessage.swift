/// One message to one recipient.
///
/// No value can put a line of its own into the head of the message: addresses, ids and links are refused when they are
/// made; in names and subjects, which are anybody's text, control characters become blanks when they are written.
package struct MailMessage: Hashable, Sendable {
    package var from: Mailbox
    package var to: Mailbox
    package var subject: String
    package var text: String
    /// The same in HTML, for programs that show it.
    package var html: String?
    /// Unix seconds.
    package var date: Int
    package var id: MessageID
    package var unsubscribe: Unsubscribe?
    /// Says `Auto-Submitted: auto-generated` (RFC 3834): nobody's holiday notice answers it.
    package var isAutomatic: Bool

    package init(
        from: Mailbox, to: Mailbox, subject: String, text: String, html: String? = nil, date: Int, id: MessageID,
        unsubscribe: Unsubscribe? = nil, isAutomatic: Bool = true
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.date = date
        self.id = id
        self.unsubscribe = unsubscribe
        self.isAutomatic = isAutomatic
    }
}
