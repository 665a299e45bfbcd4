import Foundation

/// What a mail server knows us by. The password does not print, however this is printed.
struct Credentials: Hashable, Sendable {
    let user: String
    let password: Password

    struct Password: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
        let text: String

        var description: String { "•••" }
        var debugDescription: String { description }
        var customMirror: Mirror { Mirror(self, children: []) }
    }

    /// A server may repeat what it did not understand: takes out the password, and the forms it is sent in (RFC 4616,
    /// AUTH LOGIN).
    func hidden(in text: String) -> String {
        let secrets = [Self.base64("\0\(user)\0\(password.text)"), Self.base64(password.text), password.text]
        return secrets.reduce(text) { $0.replacing($1, with: password.description) }
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
