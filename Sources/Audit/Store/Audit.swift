package import Database
import Foundation

/// Writes the audit, in the transaction of what it tells of: they are kept together or not at all.
package enum Audit {
    /// Notes what the transaction's author did.
    package static func note(
        _ act: AuditAct, _ subject: AuditSubject, _ changes: [AuditChange] = [], in connection: any Connection
    ) throws {
        try note(act, subject, changes, by: connection.author, in: connection)
    }

    /// Notes what somebody did whom the transaction does not know yet, as whoever signs in.
    package static func note(
        _ act: AuditAct, _ subject: AuditSubject, _ changes: [AuditChange] = [], by author: Author,
        in connection: any Connection
    ) throws {
        let id = try Identifiers.reserve(1, for: "audit_entries", in: connection)
        try connection.execute(
            """
            INSERT INTO audit_entries (id, made, user_id, user_name, way, address, act, subject, subject_id,
                subject_name, changes)
            VALUES (\(id), \(author.now()), \(author.user), \(author.name), \(author.way.rawValue), \(author.address),
                \(act.rawValue), \(subject.kind.rawValue), \(subject.id), \(subject.name), \(try text(changes)))
            """)
    }

    private static func text(_ changes: [AuditChange]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(changes), as: UTF8.self)
    }
}
