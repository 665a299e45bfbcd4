import Cryptography

/// The chain that seals entries: each seal is the SHA-256 of the one before and of its own entries, so that nobody can
/// change, add or take away what is sealed without changing every seal since.
struct SealChain {
    private var hash = SHA256()

    /// - Parameter previous: the seal before, in hexadecimal; empty for the first.
    init(after previous: String) { add(previous) }

    mutating func add(_ entry: AuditEntry) {
        for text in [
            String(entry.id), String(entry.time), entry.user.map(String.init) ?? "", entry.userName,
            entry.way, entry.address ?? "", entry.act, entry.subject.kind.rawValue, entry.subject.id,
            entry.subject.name, entry.changesText,
        ] { add(text) }
    }

    /// In hexadecimal.
    var seal: String { hash.finalized().hexadecimal }

    /// With its length before it, so that no text can pass for two.
    private mutating func add(_ text: String) { hash.update("\(text.utf8.count):\(text)".utf8) }
}
