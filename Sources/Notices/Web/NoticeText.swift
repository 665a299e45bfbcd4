package import Site

package enum NoticeText: String, TextKey {
    case title, question, when, what, isNew, none, noneText, readAll, allRead
    case wishTitle, wishQuestion, rhythm, rhythmNever, rhythmAtOnce, rhythmDaily, address, addressWrong, wishKept,
        noPost
    case mailSubject, mailGreeting, mailEnding

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}
