package import Site

package enum AccountText: String, TextKey {
    case title, question, name, code, revenueIn, orders, firstDay, lastDay, daysSince
    case bought, neverBought
    case total, totalBought, totalNeverBought, found, foundTooMany
    case noneTitle, noneText, noneAct, notFoundTitle, notFoundText, clear
    case accountQuestion, partOf, revenueToDate, never, todo

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}
