/// The talk with a mail server as far as it matters for what went wrong: the last command and its answer.
struct SMTPDialogue {
    enum Command: String {
        case hello = "EHLO"
        case oldHello = "HELO"
        case startTLS = "STARTTLS"
        case signIn = "AUTH"
        case sender = "MAIL"
        case recipient = "RCPT"
        case message = "DATA"
    }

    private(set) var command: Command?
    private var lines: [String] = []
    private var isComplete = false
    /// We have said goodbye: what is answered to that tells nothing.
    private var isOver = false

    /// A line of ours. Lines that are no command belong to signing in and are not looked at.
    mutating func say(_ line: String) {
        let word = line.prefix { !$0.isWhitespace }
        if word == "QUIT" { isOver = true }
        guard let command = Command(rawValue: String(word)) else { return }
        self.command = command
        lines = []
    }

    /// A line of the server: `250-` begins or goes on, `250 ` ends an answer.
    mutating func hear(_ line: String) {
        if isOver { return }
        if isComplete { lines = [] }
        lines.append(line.asOneLine)
        isComplete = line.utf8.dropFirst(3).first != UInt8(ascii: "-")
    }

    /// The last answer; nil before there is one to the last command.
    var reply: SMTPReply? {
        guard let last = lines.last, let code = Int(last.prefix(3)), (200...599).contains(code) else { return nil }
        return SMTPReply(code, lines.map { String($0.dropFirst(4)) }.joined(separator: " "))
    }
}
