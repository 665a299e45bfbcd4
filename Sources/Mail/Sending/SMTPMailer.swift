import Foundation

/// Hands messages to a mail server, each over a connection of its own and on a thread of its own: whoever has many to
/// send sends a few at a time.
package struct SMTPMailer: Mailer {
    /// How long a server may take.
    package struct Patience: Hashable, Sendable {
        /// Until it has greeted, agreed on TLS and let us in.
        package var connecting: Duration
        /// For everything together.
        package var sending: Duration

        package static let usual = Patience(connecting: .seconds(20), sending: .seconds(60))

        package init(connecting: Duration, sending: Duration) {
            self.connecting = connecting
            self.sending = sending
        }
    }

    package let server: SMTPServer
    private let patience: Patience

    package init(_ server: SMTPServer, patience: Patience = .usual) {
        self.server = server
        self.patience = patience
    }

    /// Cancelling the task ends the connection within a second.
    package func send(_ message: MailMessage) async throws(MailProblem) {
        let stop = StopSign()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // libcurl blocks: not on the few threads that everything else runs on.
                Thread.detachNewThread { [server, patience] in
                    let transfer = SMTPTransfer(message, stop)
                    continuation.resume(returning: transfer.run(server, patience))
                }
            }
        } onCancel: {
            stop.raise()
        }
        try result.get()
    }
}
