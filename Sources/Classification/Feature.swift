import API
import Measures
import People
package import Site

/// The judging of accounts: tiers with their evidence, on the account page, in lists, and all at once.
package enum ClassificationFeature {
    package static var feature: Feature {
        let tiers = TiersRoutes()
        return Feature(
            name: "Classification", migrations: ClassificationSchema.migrations,
            templates: [
                "judgement": PackageResources.judgement_mustache,
                "judgement-history": PackageResources.judgement_history_mustache,
                "account-tiers": PackageResources.account_tiers_mustache,
                "account-tiers-day": PackageResources.account_tiers_day_mustache,
                "tiers": PackageResources.tiers_mustache, "tier-decision": PackageResources.tier_decision_mustache,
            ],
            texts: ClassificationText.self,
            navigation: [NavigationItem(.accounts, "/tiers", title: ClassificationText.tiersTitle)],
            contributions: [
                TierWordsSource().contribution, JudgementPanels.heading, JudgementPanels.history, TierToday().source,
                TierEvents.history, GroupMembers.columns, ClassificationPolicyForm.form,
                TierReportAPI.operations, JudgementAPI.operations, audit,
            ],
            routes: { routes in
                tiers.hang(routes)
                DecisionRoutes.hang(routes)
                HistoryRoutes.hang(routes)
            })
    }

    /// Of the tiers that a company begins with.
    private static var audit: AuditWords {
        let steps = TierPolicy().steps.map { step -> (String, AuditWords.Word) in
            (step.code, { $0 == .zh ? step.zh : step.en })
        }
        return AuditWords(values: ["tier": Dictionary(uniqueKeysWithValues: steps)])
    }
}
