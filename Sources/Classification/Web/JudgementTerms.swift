/// The words of the codes that explanations are made of.
enum JudgementTerms {
    static let inputs: [String: ClassificationText] = [
        "contribution": .inContribution, "contribution_basis": .inContributionBasis, "rank": .inRank,
        "share_above": .inShareAbove, "size": .inSize, "least_of_size": .inLeastOfSize,
        "least_of_tier": .inLeastOfTier, "pending_tier": .inPendingTier, "pending_month_ends": .inPendingMonthEnds,
        "waiting_since": .inWaitingSince, "steady_tier": .inSteadyTier, "override_tier": .inOverrideTier,
        "override_through": .inOverrideThrough, "loyalty": .inLoyalty, "tenure_days": .inTenureDays,
        "recency_days": .inRecencyDays,
        "revenue": .inRevenue, "margin": .inMargin, "price_realisation": .inPriceRealisation,
        "frequency": .inFrequency, "repeat_purchase": .inRepeatPurchase, "breadth": .inBreadth,
        "regularity": .inRegularity, "share_of_wallet": .policyWallet, "alive": .policyAlive,
        "attitude": .policyAttitude, "emotion": .policyEmotion, "gross_margin": .inGrossMargin,
        "estimated_margin": .inEstimatedMargin,
        "scaled_margin": .inScaledMargin, "recorded_margin": .inRecordedMargin,
        "service_cost": .inServiceCost, "concessions": .inConcessions, "financing": .inFinancing,
        "written_off": .inWrittenOff, "cost_known": .inCostKnown, "most_key": .policyCap,
    ]

    /// Where revenue stands for contribution.
    static let revenueInputs: [String: ClassificationText] = [
        "contribution": .inRevenue, "least_of_size": .inLeastOfSizeRevenue, "least_of_tier": .inLeastOfTierRevenue,
    ]

    static let codes: [String: ClassificationText] = [
        "first": .codeFirst, "unchanged": .codeUnchanged, "not_yet_steady": .codeNotYetSteady, "held": .codeHeld,
        "passed_cut": .codePassedCut, "waits_for_owner": .codeWaitsForOwner,
        "waits_for_manager": .codeWaitsForManager, "confirmed": .codeConfirmed, "overridden": .codeOverridden,
        "inactive": .codeInactive, "cost": .codeCost, "partly_estimated": .codePartlyEstimated,
        "estimated": .codeEstimated, "revenue": .codeRevenue, "secure": .codeSecure, "at_risk": .codeAtRisk,
        "not_yet_known": .codeNotYetKnown, "awaits_evaluation": .codeAwaited,
    ]

    static let subjects: [String: ClassificationText] = [
        "tier": .whyTier, "safety": .whySafety, "value": .whyValue, "loyalty": .whyLoyalty,
        "contribution": .whyContribution,
    ]
}
