package import Site

package enum ClassificationText: String, TextKey {
    case atRisk, notYetKnown, secure, noTier, unknown, days
    // What is judged, and the inputs of a judgement by their codes.
    case whyTier, whySafety, whyValue, whyLoyalty, whyContribution
    case inContribution, inContributionBasis, inRank, inShareAbove, inSize, inLeastOfSize, inLeastOfTier
    case inPendingTier, inPendingMonthEnds, inWaitingSince, inSteadyTier, inOverrideTier, inOverrideThrough
    case inLoyalty, inTenureDays, inRecencyDays, inRevenue, inMargin, inPriceRealisation, inFrequency
    case inRepeatPurchase, inBreadth, inRegularity
    case inGrossMargin, inEstimatedMargin, inScaledMargin, inRecordedMargin, memberRevenue,
        memberContribution, memberAlone, memberNote, memberOnlyTogether, groupRevenue, inServiceCost, inConcessions,
        inFinancing, inWrittenOff,
        inCostKnown
    // Codes.
    case codeFirst, codeUnchanged, codeNotYetSteady, codeHeld, codePassedCut, codeWaitsForOwner
    case codeWaitsForManager, codeConfirmed, codeOverridden, codeInactive
    case codeAwaited
    case codeCost, codePartlyEstimated, codeEstimated, codeRevenue, codeSecure, codeAtRisk, codeNotYetKnown
    // Reasons in whole sentences.
    case becauseFirst, becauseUnchanged, becauseNotYetSteady, becauseHeld, becausePassedCut
    case becauseWaitsForOwner, becauseWaitsForManager, becauseConfirmed, becauseOverridden, becauseInactive,
        becauseAwaited
    case place, placeFirst, placeBelowZero, placeZero, missingLoyalty, missingLoyaltyMost, missingTenure,
        missingSilence, missingSilenceBefore
    case noteProvisional, noteEstimated, noteRevenue, noteBeyondCap, noteOtherCurrencies, noteMonths, noteSeasonal,
        noteWindow
    case noteTenureWaived
    // The account page.
    case why, whyNote, decide, toRecords, toMembers, tierBefore, ofRevenue, coverage, judgedAsHead, judgedWith,
        judgedWithUnseen, noteWithoutCosts
    case input, value, score, weight, resultBefore, ofBar, standIn, leftOut, daysAtLeast, daysAtMost, partsCounted
    case lastOrder, lastOrderThen, scaleLogarithmic, scaleLinear, scalePercentile, pastTitle, pastQuestion
    case historyTitle, historyQuestion, policyVersion, monthEnd, because, allMonthEnds
    case eventTier, eventSafety, eventFirstTier, eventDecided
    // Where revenue stands for contribution.
    case becauseUnchangedRevenue, placeFirstRevenue, placeRevenue, brings, inLeastOfSizeRevenue, inLeastOfTierRevenue
    // Decisions.
    case decideQuestion, decideTitle, decideAct, agree, waitingText, through, throughHint, reason, reasonHint
    case reasonMissing, reasonLong, tierUnknown, throughOver, throughLong, nothingWaits, decisionKept
    case decisionsTitle, byCommand, confirmed, overrideThrough, dayUnreadable
    // Tiers.
    case tiersTitle, tiersQuestion, tiersHeadline, tiersHeadlineCounts, tiersHeadlineRevenue, tiersNote, accounts,
        againstMonth,
        againstYear, revenueIn
    case lossesIn, shareOfGains
    case contributionIn, contributionThen, contributionNow, branchesElsewhere, share, courseTitle,
        courseTitleContribution, courseTitleRevenue, moversStayed,
        moversOfCell, moversSince, moversAll, moversFound, sinceMonth,
        sinceYear, fromTo, moversTitle, moversTitleByTier, moversTitleRevenue, moversCount, revenueThen, revenueNow,
        account,
        before, now
    case safetyChanged, loyaltyBelow, loyaltyReached, movedUp, movedDown, movedSafety, changesOnly, noMovers,
        noTiersTitle, noAccountsToSee,
        noTiersText, noTiersThen, noTiersReturns, tiersNearest, tiersEstimated, tiersLeftOut, tiersLoss,
        importOrders, showLatest, asOfDay, show
    // Today.
    case todayWaitsForOwner, todayWaitsForManager, todayUp, todayDown, todayGone, todayAllMovers, todayAtRisk, since,
        contributes
    // The policy.
    case policyTitle, policyQuestion, policyItem, policyValue, policyWeight, policyGeneral, policyWindow
    case policyUnit, policyUnitGroup, policyUnitAccount, policyCoverage, policyTiers, policyTiersNote
    case policyTier, policyCode, policyNameZh, policyNameEn, policyThrough, policyCap, policyCapNote
    case policyMostKey, policyValueNote, policyCriterion, policyScale, policyFrom, policyTo, policyLogarithmic
    case policyLinear, policyPercentile, policyRevenue, policyContribution, policyMargin, policyPriceRealisation
    case policyLoyaltyNote, policyBehaviour, policyAttitude, policyEmotion, policyBehaviourTitle, policyRepeat
    case policyWallet, policyAlive, policyBreadth, policyRegularity, policySteadiness, policySteadinessNote
    case policyMonthEnds, policyCutMargin, policyOldCustomer, policyManager, policySafetyNote
    case policyLeastLoyalty, policyTenure, policyWaived, policySilent, effect, effectNone, effectPending, toPolicy

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}
