import Notices

/// What people are told about tasks.
enum TaskNotices {
    static let given = NoticeKind("task.given", title: TaskText.kindGiven, sentence: TaskText.noticeGiven)
    static let done = NoticeKind("task.done", title: TaskText.kindDone, sentence: TaskText.noticeDone)
    static let dropped = NoticeKind("task.dropped", title: TaskText.kindDone, sentence: TaskText.noticeDropped)

    static let all = [given, done, dropped]
}
