import Site

/// The words of sign-in, set-up and a person's own settings.
enum PeopleText: String, TextKey {
    case signInTitle, signInAct, signInWrong, username, password, signedOut
    case setUpTitle, setUpQuestion, setUpAct, setUpToken, setUpTokenHint, name, usernameHint, passwordHint, language
    case welcome
    case settingsTitle, settingsQuestion, settingsAppearance, settingsSave, settingsSaved, settingsShared, appearance,
        density
    case passwordTitle, passwordNow, passwordNew, passwordChange, passwordChanged
    case nameMissing, nameLong, usernameMissing, usernameLetters, usernameLong, usernameTaken
    case passwordShort, passwordLong, passwordWrong, tokenWrong

    static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}

extension UserProblem {
    /// The form's field a problem belongs to.
    var field: String {
        switch self {
        case .nameMissing, .nameLong: "name"
        case .usernameMissing, .usernameLetters, .usernameLong, .usernameTaken: "username"
        case .passwordShort, .passwordLong, .passwordWrong: "password"
        case .tokenWrong: "token"
        }
    }

    var text: PeopleText {
        switch self {
        case .nameMissing: .nameMissing
        case .nameLong: .nameLong
        case .usernameMissing: .usernameMissing
        case .usernameLetters: .usernameLetters
        case .usernameLong: .usernameLong
        case .usernameTaken: .usernameTaken
        case .passwordShort: .passwordShort
        case .passwordLong: .passwordLong
        case .passwordWrong: .passwordWrong
        case .tokenWrong: .tokenWrong
        }
    }

    func at(_ visit: Visit, field: String? = nil) -> FieldProblem {
        FieldProblem(field ?? self.field, visit.text(text))
    }
}
