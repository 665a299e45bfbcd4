package import Site

package enum PolicyText: String, TextKey {
    case title, question, policy, version, versionColumn, versions, effective, published, by, note, inForce, later
    case fromBeginning, preset, byCommand, changes, change, before, now, nothingBefore, onlyLook, asJSON
    case publishTitle, publish, publishAfterLook, previewTitle, from, fromHint, noteLabel, noteHint, noteLong, kept,
        keptLater
    case notANumber, dayUnreadable, overtaken, nothingChanged
    case missing, taken, sum, outOfOrder, outOfRange, unreadable

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}
