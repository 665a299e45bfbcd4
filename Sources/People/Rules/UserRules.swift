package import Measures

/// What a new user must bring; said in people's words by `PeopleText`.
package enum UserProblem: Sendable, Equatable {
    case nameMissing, nameLong
    case usernameMissing, usernameLetters, usernameLong, usernameTaken
    case passwordShort, passwordLong, passwordWrong
    /// Among the first that anybody would try.
    case passwordGuessable
    case tokenWrong
    case roleUnknown, unitUnknown
    /// The last administrator stays one, and stays.
    case lastAdministrator
    /// Whoever takes over has to be somebody else who is here.
    case successorUnknown
}

/// A user to be added. The username is folded to lower case: `Li.Wei` and `li.wei` are one.
package struct NewUser: Sendable, Equatable {
    package static let shortestPassword = 10
    package static let longestPassword = 200

    package var username: String
    package var name: String
    /// Nil for somebody who cannot sign in until an administrator gives them one.
    package var password: String?
    package var language: Language
    /// The role's code.
    package var role: String
    /// The team or department they are in.
    package var unit: Int?

    package init(
        username: String, name: String, password: String?, language: Language, role: String, unit: Int? = nil
    ) {
        self.username = NewUser.folded(username)
        self.name = name
        self.password = password
        self.language = language
        self.role = role
        self.unit = unit
    }

    /// Everything that is wrong, in the order of the form.
    package var problems: [UserProblem] {
        NewUser.problems(ofName: name) + usernameProblems
            + (password.map { NewUser.problems(ofPassword: $0, names: [username, name]) } ?? [])
    }

    package static func problems(ofPassword password: String, names: [String]) -> [UserProblem] {
        if password.count < shortestPassword { return [.passwordShort] }
        if password.utf8.count > longestPassword * 4 { return [.passwordLong] }
        return GuessablePassword.is(password, names: names) ? [.passwordGuessable] : []
    }

    package static func folded(_ username: String) -> String {
        username.filter { !$0.isWhitespace }.lowercased()
    }

    package static func problems(ofName name: String) -> [UserProblem] {
        if name.isEmpty { return [.nameMissing] }
        return name.count > 100 ? [.nameLong] : []
    }

    private var usernameProblems: [UserProblem] {
        if username.isEmpty { return [.usernameMissing] }
        if username.count > 60 { return [.usernameLong] }
        let isPlain = username.allSatisfy { $0.isLetter || $0.isNumber || "._-@".contains($0) }
        return isPlain ? [] : [.usernameLetters]
    }
}
