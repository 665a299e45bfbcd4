package import Site

package enum TourText: String, TextKey {
    case title, question, look, next, page, all, end, place, invitation, invitationText
    case after, goOn, goOnText, goOnAct, asOthers, asOthersText, asOthersAct, own, ownText, ownAct
    case concentration, concentrationText, tiers, tiersText, group, groupText, shrinking, shrinkingText
    case burden, burdenText, grown, grownText, seasonal, seasonalText, silent, silentText
    case overridden, overriddenText, today, todayText

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}

extension TourStory {
    var title: TourText {
        switch self {
        case .concentration: .concentration
        case .tiers: .tiers
        case .group: .group
        case .shrinking: .shrinking
        case .burden: .burden
        case .grown: .grown
        case .seasonal: .seasonal
        case .silent: .silent
        case .overridden: .overridden
        case .today: .today
        }
    }

    var text: TourText {
        switch self {
        case .concentration: .concentrationText
        case .tiers: .tiersText
        case .group: .groupText
        case .shrinking: .shrinkingText
        case .burden: .burdenText
        case .grown: .grownText
        case .seasonal: .seasonalText
        case .silent: .silentText
        case .overridden: .overriddenText
        case .today: .todayText
        }
    }
}
