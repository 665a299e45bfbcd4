import Audit
import Cryptography
import Database
import Foundation
import Site

/// Who signs in with a code besides the password, and where between the two steps somebody stands.
struct TwoStepStore: Sendable {
    /// Seconds between the password and the code.
    static let patience = 5 * 60

    enum State: Sendable, Equatable {
        case off
        /// A secret was shown, and no code of it was seen yet.
        case begun(secret: [UInt8])
        case on(recoveryCodes: Int)
    }

    private let database: any Database

    init(_ database: any Database) { self.database = database }

    func state(of user: Int) async throws -> State {
        try await database.read { connection in
            let row = try connection.first("SELECT code_secret, code_pending FROM users WHERE id = \(user)") {
                ($0.optionalText(0), $0.optionalText(1))
            }
            if row?.0 != nil {
                let left = try connection.integer(
                    "SELECT CAST(count(*) AS BIGINT) FROM recovery_codes WHERE user_id = \(user)")
                return .on(recoveryCodes: left ?? 0)
            }
            return row?.1.flatMap { Base32.decode($0) }.map { .begun(secret: $0) } ?? .off
        }
    }

    /// Makes a secret to be shown; it counts once a code of it was typed.
    func begin(_ user: Int) async throws {
        let secret = Secret.bytes(OneTimeCode.secretBytes)
        _ = try await database.write {
            try $0.execute(
                "UPDATE users SET code_pending = \(Base32.encode(secret)) WHERE id = \(user) AND code_secret IS NULL")
        }
    }

    /// Turns the second step on when the code is one of the shown secret; answers the recovery codes, shown only now.
    func confirm(_ user: Int, code: String, now: Int) async throws -> [String]? {
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.make() }
        return try await database.write { connection -> [String]? in
            let pending = try connection.text(
                "SELECT code_pending FROM users WHERE id = \(user) AND code_secret IS NULL")
            guard let pending, let secret = Base32.decode(pending),
                let step = OneTimeCode.step(of: code, secret, now: now, after: nil)
            else { return nil }
            try connection.execute(
                "UPDATE users SET code_secret = \(pending), code_pending = NULL, code_step = \(step) WHERE id = \(user)"
            )
            try connection.execute("DELETE FROM recovery_codes WHERE user_id = \(user)")
            for code in codes.compactMap(RecoveryCode.folded) {
                try connection.execute(
                    "INSERT INTO recovery_codes (user_id, code_hash) VALUES (\(user), \(SessionStore.hash(code)))")
            }
            try Audit.note(.twoStepOn, try PeopleStore.subject(user, in: connection), in: connection)
            return codes
        }
    }

    /// Back to the password alone.
    func end(_ user: Int) async throws {
        try await database.write { connection in
            try connection.execute(
                "UPDATE users SET code_secret = NULL, code_pending = NULL, code_step = NULL WHERE id = \(user)")
            try connection.execute("DELETE FROM recovery_codes WHERE user_id = \(user)")
            try Audit.note(.twoStepOff, try PeopleStore.subject(user, in: connection), in: connection)
        }
    }

    // MARK: Signing in

    /// After the right password: a token for the second step, or nil when there is none.
    func firstStep(_ user: Int, now: Int) async throws -> String? {
        let token = Secret.token()
        let needed = try await database.write { connection -> Bool in
            try connection.execute("DELETE FROM sign_in_steps WHERE created <= \(now - Self.patience)")
            let secret = try connection.text("SELECT code_secret FROM users WHERE id = \(user)")
            if secret == nil { return false }
            try connection.execute(
                """
                INSERT INTO sign_in_steps (token_hash, user_id, created)
                VALUES (\(SessionStore.hash(token)), \(user), \(now))
                """)
            return true
        }
        return needed ? token : nil
    }

    /// Who stands between the steps; nil when the token is unknown or too old.
    func waiting(_ token: String, now: Int) async throws -> Int? {
        try await database.read {
            try $0.integer(
                """
                SELECT user_id FROM sign_in_steps
                WHERE token_hash = \(SessionStore.hash(token)) AND created > \(now - Self.patience)
                """)
        }
    }

    /// Whether a code, or a recovery code, lets its user in; it is used up by that.
    func secondStep(_ token: String, code: String, now: Int) async throws -> Int? {
        try await database.write { connection -> Int? in
            let found = try connection.first(
                """
                SELECT users.id, users.code_secret, users.code_step
                FROM sign_in_steps JOIN users ON users.id = sign_in_steps.user_id
                WHERE sign_in_steps.token_hash = \(SessionStore.hash(token))
                    AND sign_in_steps.created > \(now - Self.patience) AND users.left_at IS NULL
                """
            ) { (user: try $0.int(0), secret: $0.optionalText(1), step: $0.optionalInt(2)) }
            guard let found, let secret = found.secret.flatMap({ Base32.decode($0) }) else { return nil }
            if let step = OneTimeCode.step(of: code, secret, now: now, after: found.step) {
                try connection.execute("UPDATE users SET code_step = \(step) WHERE id = \(found.user)")
            } else {
                guard let recovery = RecoveryCode.folded(code),
                    try connection.execute(
                        """
                        DELETE FROM recovery_codes
                        WHERE user_id = \(found.user) AND code_hash = \(SessionStore.hash(recovery))
                        """) == 1
                else { return nil }
            }
            try connection.execute("DELETE FROM sign_in_steps WHERE token_hash = \(SessionStore.hash(token))")
            return found.user
        }
    }
}
