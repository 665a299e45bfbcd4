import Audit
import Database
import Rights

extension PeopleStore {
    /// Lets somebody go: they can sign in no more, and what they held goes to a successor, or to nobody.
    /// - Returns: what is wrong with that.
    package func leave(_ user: Int, successor: Int?, handing: [Handover], now: Int) async throws -> [UserProblem] {
        try await database.write { connection in
            if try Self.isLastAdministrator(user, in: connection) { return [.lastAdministrator] }
            if let successor {
                let mayHold = try successor != user && Self.mayHold(successor, in: connection)
                if !mayHold { return [.successorUnknown] }
            }
            for handover in handing { try handover.hand(user, successor, connection) }
            try connection.execute(
                "UPDATE users SET left_at = \(now) WHERE id = \(user) AND left_at IS NULL")
            try connection.execute("UPDATE org_units SET manager_id = \(successor) WHERE manager_id = \(user)")
            for table in ["sessions", "password_links", "sign_in_steps"] {
                try connection.execute("DELETE FROM \(unsafe: table) WHERE user_id = \(user)")
            }
            try RightsVersion.raise(in: connection)
            let heir = try successor.map { try Self.subject($0, in: connection).name }
            try Audit.note(
                .userLeft, try Self.subject(user, in: connection), [AuditChange("successor", nil, heir)],
                in: connection)
            return []
        }
    }

    /// Whether accounts can be somebody's: they are here, and their role lets them see any.
    package func mayHold(_ user: Int) async throws -> Bool {
        try await database.read { try Self.mayHold(user, in: $0) }
    }

    private static func mayHold(_ user: Int, in connection: any Connection) throws -> Bool {
        try connection.integer(
            """
            SELECT users.id FROM users JOIN roles ON roles.code = users.role_code
            WHERE users.id = \(user) AND left_at IS NULL AND roles.reads <> \(Reach.none.rawValue)
            """) != nil
    }

    /// Takes somebody back who left; what they held stays where it is.
    package func takeBack(_ user: Int) async throws {
        try await database.write { connection in
            try connection.execute("UPDATE users SET left_at = NULL WHERE id = \(user)")
            try RightsVersion.raise(in: connection)
            try Audit.note(.userReturned, try Self.subject(user, in: connection), in: connection)
        }
    }
}
