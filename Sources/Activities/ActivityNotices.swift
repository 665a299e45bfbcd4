import Notices

/// What people are told about activities.
enum ActivityNotices {
    static let comment = NoticeKind("activity.comment", title: ActivityText.kindComment, sentence: .noticeComment)
}
