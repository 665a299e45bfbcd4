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
    case passwordShort, passwordLong, passwordGuessable, passwordWrong, tokenWrong
    case roleUnknown, unitUnknown, lastAdministrator, successorUnknown
    // People.
    case peopleTitle, peopleQuestion, addPerson, personNew, personNewQuestion, personQuestion, role, unit, noUnit, state
    case here, gone, nobodyFits, everybody, leftOn, passwordOnce, passwordOnceTitle, personAdded, personSaved,
        personSave, done
    case leaveTitle, leaveText, leaveAct, successor, nobody, left, leftToNobody, backTitle, backText, backAct, back,
        holdsNothing
    case linkHead, linkExplained, linkAct, linkTitle, linkQuestion, linkText, linkBack, linkUsed
    case chooseTitle, chooseQuestion
    // The second step of signing in.
    case twoStepTitle, twoStepQuestion, twoStepOff, twoStepBegin, twoStepScan, twoStepType, twoStepConfirm, twoStepOn
    case twoStepEnd, twoStepEnded, twoStepLost, code, codeHint, codeTitle, codeQuestion, codeWrong, codeLate
    case recoveryTitle, recoveryQuestion, recoveryText
    // Sessions.
    case sessionsTitle, sessionsQuestion, sessionThis, sessionDetail, sessionEnd, sessionEndOthers, sessionEnded
    case agentUnknown
    // Teams and departments.
    case teamsTitle, teamsQuestion, teamsNone, teamsNoneText, addTeam, teamNew, teamSaved, teamRemoved, teamRemove
    case kind, kindDepartment, kindTeam, teamName, above, top, manager, noManager, people, teamQuestion
    case teamNameMissing, teamNameLong, teamCircle, teamNotEmpty, teamShared, teamGone
    // Roles.
    case rolesTitle, rolesQuestion, addRole, roleNew, roleNewQuestion, roleQuestion, roleSaved, roleRemoved, roleRemove
    case roleCode, roleCodeHint, roleName, roleReads, roleWrites, roleFields, roleActs, roleAdministratorNote
    case reachNone, reachOwn, reachTeam, reachDepartment, reachAll, reachHint
    case fieldCost, fieldCredit, fieldPersonal
    case actImport, actUndo, actExport, actApprove, actPublish, actAssign, actAdminister
    case roleAdministrator, roleDirector, roleSalesManager, roleKeyAccountManager, roleRepresentative, roleFinance
    case roleService, roleMarketing, rolePortal
    case codeMissing, codeLetters, codeTaken, roleNameMissing, roleNameLong, roleInUse, save
    case viewSaved, viewRemoved, viewNameMissing, viewsTooMany, auditTitle, auditQuestion, auditTime, auditPerson,
        auditAct, auditChanges, filterAny
    case auditAll, auditNone, auditNobody, auditByCommand, auditByAPI, auditByJob,
        auditByProgram
    case auditUser, auditUnit, auditRole, auditCompany, auditAccount, auditPolicy, auditRun,
        actSessionBegun, actSessionEnded,
        actSignInRefused, actCodeRefused
    case actPasswordChanged, actPasswordLinkMade, actTwoStepOn, actTwoStepOff, actUserAdded, actUserChanged
    case actUserLeft, actUserReturned, actUnitAdded, actUnitChanged, actUnitRemoved, actRoleAdded, actRoleChanged
    case actRoleRemoved, actCompanyChanged, actAccountGrouped, actAccountAssigned, actCircleChanged
    case actTierDecided, actPolicyPublished, actRunEnded, actRunUndone, auditFile, actFileTaken, fieldAddress,
        fieldName, fieldAgent, fieldParent
    case fieldReads, fieldWrites, fieldFields, fieldActs, fieldOwner, fieldTeam, fieldShares, fieldCurrency
    case fieldTimeZone, fieldClosedThrough, fieldLateOrders, fieldTier, fieldThrough, fieldReason, fieldVersion
    case fieldEffective, fieldNote, fieldDocument, fieldSHA256, fieldRead, fieldAccepted, fieldRejected
    case fieldOrdersNew, fieldOrdersChanged, fieldOrdersUnchanged, fieldAccountsNew, fieldProductsNew
    case fieldCostsNew, fieldCostsChanged, fieldCostsUnchanged

    static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}

extension UserProblem {
    /// The form's field a problem belongs to.
    var field: String {
        switch self {
        case .nameMissing, .nameLong: "name"
        case .usernameMissing, .usernameLetters, .usernameLong, .usernameTaken: "username"
        case .passwordShort, .passwordLong, .passwordGuessable, .passwordWrong: "password"
        case .tokenWrong: "token"
        case .roleUnknown, .lastAdministrator: "role"
        case .unitUnknown: "unit"
        case .successorUnknown: "successor"
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
        case .passwordGuessable: .passwordGuessable
        case .passwordWrong: .passwordWrong
        case .tokenWrong: .tokenWrong
        case .roleUnknown: .roleUnknown
        case .unitUnknown: .unitUnknown
        case .lastAdministrator: .lastAdministrator
        case .successorUnknown: .successorUnknown
        }
    }

    func at(_ visit: Visit, field: String? = nil) -> FieldProblem {
        FieldProblem(field ?? self.field, visit.text(text))
    }
}
