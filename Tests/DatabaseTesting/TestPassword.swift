package import Database

/// The password `correct horse`, hashed with the fewest rounds that are read: hashing as for people takes most of the time
/// of a test that only has to sign in.
package enum TestPassword {
    private static let stored = "scrypt$10$8$1$c2FsdCBvZiB0ZXN0cyAxNg==$jqreeL16nRspm6oI5iz1N26j4Jy+t5lxR6NH20ni/7s="

    package static func give(to user: Int, in database: any Database) async throws {
        try await database.write { try $0.execute("UPDATE users SET password = \(stored) WHERE id = \(user)") }
    }
}
