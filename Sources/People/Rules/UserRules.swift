package import Measures

/// What a new user must bring; said in people's words by `PeopleText`.
package enum UserProblem: Sendable, Equatable {
    case nameMissing, nameLong
    case usernameMissing, usernameLetters, usernameLong, usernameTaken
    case passwordShort, passwordLong, passwordWrong
    case tokenWrong
}

/// A user to be added. The username is folded to lower case: `Li.Wei` and `li.wei` are one.
package struct NewUser: Sendable, Equatable {
    package enum Role: String, Sendable, CaseIterable { case administrator, member }

    package static let shortestPassword = 10
    package static let longestPassword = 200

    package var username: String
    package var name: String
    package var password: String
    package var language: Language
    package var role: Role

    package init(username: String, name: String, password: String, language: Language, role: Role) {
        self.username = NewUser.folded(username)
        self.name = name
        self.password = password
        self.language = language
        self.role = role
    }

    /// Everything that is wrong, in the order of the form.
    package var problems: [UserProblem] {
        nameProblems + usernameProblems + NewUser.problems(ofPassword: password)
    }

    package static func problems(ofPassword password: String) -> [UserProblem] {
        if password.count < shortestPassword { return [.passwordShort] }
        return password.utf8.count > longestPassword * 4 ? [.passwordLong] : []
    }

    package static func folded(_ username: String) -> String {
        username.filter { !$0.isWhitespace }.lowercased()
    }

    private var nameProblems: [UserProblem] {
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
