import API
import Accounts
import Activities
import Classification
import Contacts
package import Database
package import Foundation
import Imports
package import Jobs
import Judging
import Ledger
package import Measures
package import Notices
import People
import Policies
import Portfolio
package import Site
import Tasks
import Tour

/// The list of features, once (ARCHITECTURE, the roof), and what follows from it.
package enum Composition {
    package static let version = "0.1.0"

    /// - Parameters:
    ///   - setUpToken: opens the first-run set-up to whoever has it.
    ///   - hasPost: whether mail goes out.
    ///   - callsAMinute: how often a token may call.
    package static func features(
        setUpToken: String? = nil, hasPost: Bool = false, callsAMinute: Int = 1_200
    ) -> [Feature] {
        [
            PeopleFeature.feature(setUpToken: setUpToken),
            APIFeature.feature(limit: callsAMinute, version: version),
            NoticesFeature.feature(hasPost: hasPost),
            TourFeature.feature,
            AccountsFeature.feature, TasksFeature.feature, ContactsFeature.feature, ActivitiesFeature.feature,
            LedgerFeature.feature, ImportsFeature.feature, PoliciesFeature.feature, ClassificationFeature.feature,
            PortfolioFeature.feature,
        ]
    }

    package static let migrations: [Migration] =
        [Identifiers.migration] + JobsSchema.migrations + JudgingSchema.migrations + features().flatMap(\.migrations)

    /// - Parameter post: where mail goes out; nil where it does not.
    package static func jobs(post: MailPost?) -> [JobHandler] {
        ImportsFeature.jobs() + [
            EvaluationJob { try await today(in: $0) }.handler, NoticeMailing(post, features: features()).handler,
        ]
    }

    /// Unix seconds.
    package static let now: @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }

    /// The company's.
    package static func today(in database: any Database) async throws -> Day {
        Day(unixSeconds: now(), in: try await timeZone(in: database))
    }

    package static func timeZone(in database: any Database) async throws -> TimeZone {
        try await database.read { try CompanySettings.timeZone(in: $0) }
    }
}
