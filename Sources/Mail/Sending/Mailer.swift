/// What sends mail: a server, or in tests of features something that only remembers.
package protocol Mailer: Sendable {
    /// Returns when the message has been taken over. One that failed may be sent again, with the same id: see
    /// `MailProblem.mayWorkLater`.
    func send(_ message: MailMessage) async throws(MailProblem)
}
