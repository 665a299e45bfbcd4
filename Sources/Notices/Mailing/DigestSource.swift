package import Database
package import Measures
package import Site

/// What a feature has for the daily mail of somebody: as on Today, with the rights they have then.
package struct DigestSource: Contribution {
    package struct Part: Sendable {
        package var title: String
        package var lines: [Line]

        package init(_ title: String, _ lines: [Line]) {
            self.title = title
            self.lines = lines
        }
    }

    package struct Line: Sendable {
        package var text: String
        /// On this site.
        package var path: String

        package init(_ text: String, path: String) {
            self.text = text
            self.path = path
        }
    }

    /// Answers nil when there is nothing to say.
    package var part: @Sendable (Viewer, Day, any Database) async throws -> Part?

    package init(part: @escaping @Sendable (Viewer, Day, any Database) async throws -> Part?) { self.part = part }
}
