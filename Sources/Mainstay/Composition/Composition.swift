import API
import Accounts
import Activities
import Classification
import Contacts
import Database
import Foundation
import Imports
import Jobs
import Judging
import Ledger
import Measures
import Notices
import People
import Policies
import Portfolio
import Rights
import Site
import Tasks
import Tour

/// The list of features, once (ARCHITECTURE, the roof).
enum Composition {
    /// - Parameters:
    ///   - setUpToken: opens the first-run set-up to whoever has it.
    ///   - hasPost: whether mail goes out.
    ///   - callsAMinute: how often a token may call.
    static func features(
        setUpToken: String? = nil, hasPost: Bool = false, callsAMinute: Int = 1_200
    ) -> [Feature] {
        [
            PeopleFeature.feature(setUpToken: setUpToken),
            APIFeature.feature(limit: callsAMinute, version: VersionCommand.version),
            NoticesFeature.feature(hasPost: hasPost),
            TourFeature.feature,
            AccountsFeature.feature, TasksFeature.feature, ContactsFeature.feature, ActivitiesFeature.feature,
            LedgerFeature.feature, ImportsFeature.feature, PoliciesFeature.feature, ClassificationFeature.feature,
            PortfolioFeature.feature,
        ]
    }

    static var migrations: [Migration] {
        [Identifiers.migration] + JobsSchema.migrations + JudgingSchema.migrations + features().flatMap(\.migrations)
    }

    /// - Parameter post: where mail goes out; nil where it does not.
    static func jobs(post: MailPost?) -> [JobHandler] {
        ImportsFeature.jobs() + [
            EvaluationJob { try await today(in: $0) }.handler, NoticeMailing(post, features: features()).handler,
        ]
    }

    /// Unix seconds.
    static let now: @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }

    /// The company's.
    static func today(in database: any Database) async throws -> Day {
        Day(unixSeconds: now(), in: try await timeZone(in: database))
    }

    static func timeZone(in database: any Database) async throws -> TimeZone {
        try await database.read { try CompanySettings.timeZone(in: $0) }
    }

    /// What whoever runs a command reads, by their terminal.
    static var terminalLanguage: Language {
        let environment = ProcessInfo.processInfo.environment
        let said = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return said?.hasPrefix("zh") == true ? .zh : .en
    }

    /// Answers the user's id.
    /// - Throws: `Failure` that says what is wrong with the user.
    @discardableResult
    static func addUser(
        _ username: String, named name: String, password: String?, language: Language = .zh,
        role: String = Role.administratorCode, unit: Int? = nil, in database: any Database
    ) async throws -> Int {
        let user = NewUser(
            username: username, name: name, password: password, language: language, role: role, unit: unit)
        switch try await PeopleStore(database).add(user, now: now()) {
        case .user(let id): return id
        case .problems(let problems): throw Failure(problems.map(\.english).joined(separator: "; ") + ".")
        case .taken: throw Failure("There is a user already.")
        }
    }
}

extension UserProblem {
    var english: String {
        switch self {
        case .nameMissing: "The name is missing"
        case .nameLong: "The name is too long"
        case .usernameMissing: "The username is missing"
        case .usernameLetters: "A username has letters, digits and . _ - @ only"
        case .usernameLong: "The username is too long"
        case .usernameTaken: "There is a user with this name already"
        case .passwordShort: "The password needs at least \(NewUser.shortestPassword) characters"
        case .passwordLong: "The password is too long"
        case .passwordGuessable: "The password is easy to guess"
        case .passwordWrong: "The password is wrong"
        case .tokenWrong: "The token is wrong"
        case .roleUnknown: "There is no such role"
        case .unitUnknown: "There is no such team"
        case .lastAdministrator: "This is the last administrator: make somebody else one first"
        case .successorUnknown: "Whoever takes over has to be somebody else who is here and sees accounts"
        }
    }
}
