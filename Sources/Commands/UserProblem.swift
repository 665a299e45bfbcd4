import People

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
