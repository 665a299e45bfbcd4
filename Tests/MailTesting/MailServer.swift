package import Foundation
import ProcessTesting

/// A real mail server for one test: `smtp_server.py`, a process of its own, on a free port of this machine.
///
///     try await MailServer.run { server in
///         try await SMTPMailer(SMTPServer(server.address)).send(message)
///         #expect(try server.received().map(\.subject) == ["Good morning"])
///     }
///
/// Whoever is at `refused.example` is refused (550), whoever is at `later.example` is put off (451).
package final class MailServer: Sendable {
    /// How the server behaves.
    package struct Manner: Sendable {
        fileprivate var arguments: [String] = []
        fileprivate var credentials = ""
        fileprivate var scheme = "smtp"
        fileprivate var host = "127.0.0.1"
        fileprivate var options = ""

        /// Takes everything from everybody, without TLS.
        package static let plain = Manner()
        /// Takes mail only from the user `ann` with the password `open sesame`.
        package static let signIn = Manner(
            arguments: ["--sign-in", "ann:open sesame"], credentials: "ann:open%20sesame@")
        /// Takes mail only after STARTTLS, with a certificate for `localhost` that only its own file vouches for.
        package static let startTLS = Manner(
            arguments: ["--tls", "start"], host: "localhost", options: "?tls=required&ca=")
        /// TLS from the first byte, with such a certificate.
        package static let immediateTLS = Manner(
            arguments: ["--tls", "immediate"], scheme: "smtps", host: "localhost", options: "?ca=")
        /// Takes connections and never says a word.
        package static let silent = Manner(arguments: ["--silent"])

        package enum Command: String, Sendable {
            case signIn = "AUTH"
            case sender = "MAIL"
            case recipient = "RCPT"
            case message = "DATA"
        }

        /// Answers a command always the same, as in `.answering(.message, "554 5.7.1 Looks like an advertisement")`.
        package static func answering(_ command: Command, _ reply: String) -> Manner {
            Manner(arguments: ["--answer", "\(command.rawValue)=\(reply)"])
        }
    }

    package let port: Int
    private let manner: Manner
    private let folder: URL
    private let process: ChildProcess
    /// The server ends when this is closed, by us or by the end of the tests. A signal would not do: a process inherits
    /// the blocked signals of the thread that starts it.
    private let lifeline: FileHandle

    /// Starts a server, runs `body` and stops the server.
    package static func run(
        _ manner: Manner = .plain, _ body: (MailServer) async throws -> Void
    ) async throws {
        let server = try MailServer(manner)
        defer { server.stop() }
        try await body(server)
    }

    /// Starts a server that somebody stops; returns when it takes connections.
    package init(_ manner: Manner = .plain) throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "smtp_server.py")
        let root = script.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let (lifeline, output) = (try ChildProcess.pipe(), try ChildProcess.pipe())
        let folder = FileManager.default.temporaryDirectory.appending(path: "mainstay-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = try ChildProcess(
            root.appending(path: ".venv/bin/python").path, [script.path, folder.path] + manner.arguments,
            input: lifeline.reading, output: output.writing)
        try output.writing.close()
        try lifeline.reading.close()
        guard let port = Self.port(output.reading) else { throw DidNotStart() }
        self.port = port
        self.manner = manner
        self.folder = folder
        self.process = process
        self.lifeline = lifeline.writing
    }

    package func stop() {
        try? lifeline.close()
        process.wait()
        try? FileManager.default.removeItem(at: folder)
    }

    /// What `SMTPServer` reads: with user, password and certificate where the server asks for them.
    package var address: String {
        let trusted = manner.options.hasSuffix("ca=") ? certificate.path : ""
        return "\(manner.scheme)://\(manner.credentials)\(manner.host):\(port)\(manner.options)\(trusted)"
    }

    /// Vouches for a server with TLS.
    package var certificate: URL { folder.appending(path: "certificate.pem") }

    /// What was taken so far, in the order it came; a message is here before its sender hears that it was taken.
    package func received() throws -> [ReceivedMail] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }.sorted { $0.path < $1.path }
            .map { report in
                var mail = try JSONDecoder().decode(ReceivedMail.self, from: Data(contentsOf: report))
                mail.raw = try Data(contentsOf: report.deletingPathExtension().appendingPathExtension("eml"))
                return mail
            }
    }

    /// Reads the server's first line, `port 2525`.
    private static func port(_ output: FileHandle) -> Int? {
        var line = ""
        while !line.hasSuffix("\n") {
            let piece = output.availableData
            if piece.isEmpty { return nil }
            line += String(decoding: piece, as: UTF8.self)
        }
        return Int(line.dropFirst("port ".count).dropLast())
    }
}

package struct DidNotStart: Error, CustomStringConvertible {
    package var description: String {
        "the tests' mail server did not start: `scripts/setup test` installs what it needs; above is what it said"
    }
}
