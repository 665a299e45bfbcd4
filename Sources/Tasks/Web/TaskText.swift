package import Site

package enum TaskText: String, TextKey {
    case title, question, taskTitle, note, assignee, account, accountHint, due, dueHint, giver, state, result
    case add, newTitle, newQuestion, taskQuestion, saved, added, noneTitle, noneText, noneFound
    case given, all, overdue, done, isOpen, isOverdue, isDone, isDropped, byRule
    case end, endText, finish, drop, ended, dropped, reopen, reopened, about, from, fromActivity, fromPerson, fromRule,
        edit
    case titleMissing, titleLong, noteLong, assigneeUnknown, accountUnknown, assigneeUnseeing, gone, dayUnreadable
    case todayDue, todayOverdue, todayMore, handover, digest, panel, panelNone, panelAll
    case kindGiven, kindDone, noticeGiven, noticeDone, noticeDropped
    case actGiven, actChanged, actDone, actDropped, actReopened

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}
