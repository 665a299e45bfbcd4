/// Whom mail is from or for: an address, with the name that is shown for it.
package struct Mailbox: Hashable, Sendable {
    /// Any text; control characters become blanks when it is written into a message. Empty for none.
    package var name: String
    package var address: MailAddress

    package init(_ address: MailAddress, named name: String = "") {
        self.name = name
        self.address = address
    }
}
