package import Site

package enum ContactText: String, TextKey {
    case title, question, name, account, jobTitle, department, part, phone, email, birthday, birthdayHint, note
    case consent, left, leftHint, contact, contactQuestion, add, newQuestion, saved, added, remove, change, removeText
    case removed, noneTitle, noneText, noneFound, panel, panelNone, panelAll, hidden, gone, isGone
    case partUnknown, decides, influences, uses, buys, gatekeeps, coaches
    case consentUnknown, consentGiven, consentRefused, withLeft
    case nameMissing, long, phoneUnreadable, emailUnreadable, birthdayUnreadable, dayUnreadable
    case actAdded, actChanged, actRemoved, personal

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}

extension ContactPart {
    package var title: ContactText {
        switch self {
        case .decides: .decides
        case .influences: .influences
        case .uses: .uses
        case .buys: .buys
        case .gatekeeps: .gatekeeps
        case .coaches: .coaches
        }
    }
}

extension Consent {
    var title: ContactText {
        switch self {
        case .unknown: .consentUnknown
        case .given: .consentGiven
        case .refused: .consentRefused
        }
    }
}
