import Foundation

/// On whose behalf a database writes: what the audit says of every change (SPEC O2).
package struct Author: Sendable {
    package enum Way: String, Sendable, CaseIterable {
        /// A form in the browser.
        case page
        /// A call of the programming interface.
        case api
        case command
        case job
        /// The program of its own accord.
        case program
    }

    /// The user's id; nil for nobody who signs in.
    package var user: Int?
    /// What they were called then; for a command, who ran it on the machine.
    package var name: String
    package var way: Way
    /// The other end of the connection.
    package var address: String?
    /// Unix seconds.
    package var now: @Sendable () -> Int

    package init(
        user: Int?, name: String, way: Way, address: String? = nil, now: @escaping @Sendable () -> Int
    ) {
        self.user = user
        self.name = name
        self.way = way
        self.address = address
        self.now = now
    }

    /// Somebody who was nobody until they signed in.
    package func being(_ user: Int, named name: String) -> Author {
        var author = self
        (author.user, author.name) = (user, name)
        return author
    }

    /// Whoever opened the database without saying for whom.
    package static let program = Author(user: nil, name: "", way: .program) { Int(Date().timeIntervalSince1970) }
}
