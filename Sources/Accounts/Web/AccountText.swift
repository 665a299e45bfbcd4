package import Site

package enum AccountText: String, TextKey {
    case title, question, name, judgedWith, code, revenueIn, orders, firstDay, lastDay, daysSince
    case bought, neverBought, tier, valueScore, loyalty, trend, keyAtRisk, growing, shrinking
    case total, totalFiltered, totalBought, totalNeverBought, found, foundTooMany
    case noneTitle, noneText, noneAct, notFoundTitle, notFoundText, clear
    case accountQuestion, partOf, revenueToDate, never, todo, staleData, agoDays, agoMonths, agoYears
    case timeline, onThisPage, audit, group, groupQuestion, parentCode, parentHint, namedUnknown, namedInPart,
        branchesListed,
        parentCircle,
        parentNotYours,
        parentUnseen, groupKept, groupMembers,
        groupTotal
    case keep
    // Who holds an account.
    case noneOwnTitle, noneOwnText, owner, ownedBy, noOwner, team, teamHint, member, part, shared, sharedHint, receiver,
        mayRead,
        mayWrite, right
    case circle, circleQuestion, circleKept, circleChange, partLong, memberGone, handover, unowned, mine

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}
