package import Site

package enum NoticeText: String, TextKey {
    case title, question, when, what, isNew, none, noneText, readAll, allRead

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}
