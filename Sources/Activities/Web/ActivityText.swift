package import Site

package enum ActivityText: String, TextKey {
    case title, question, day, dayHint, kind, visit, call, meeting, message, subject, subjectHint, minutes, author
    case contacts, contactsNone, account, mine, noneTitle, noneText, noneFound
    case add, newQuestion, activity, activityQuestion, edit, saved, added, remove, removeText, removed
    case next, nextHint, nextWho, nextDue, comments, comment, commentHint, commentAdd, commented, commentCount
    case subjectMissing, dayUnreadable, nextDayUnreadable, dayAhead, long, commentMissing, gone
    case assigneeUnseeing, byCommand, with, allOfAccount, kindComment, noticeComment
    case actAdded, actChanged, actRemoved, actComment

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}

extension ActivityKind {
    package var title: ActivityText {
        switch self {
        case .visit: .visit
        case .call: .call
        case .meeting: .meeting
        case .message: .message
        }
    }
}
