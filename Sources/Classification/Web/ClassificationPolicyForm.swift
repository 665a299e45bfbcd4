import Accounts
import Measures
import Policies
import Site

/// The classification policy on its page, section by section.
enum ClassificationPolicyForm {
    static let form = PolicyForm(
        ClassificationPolicy.self, title: { $0.text(ClassificationText.policyTitle) },
        question: { $0.text(ClassificationText.policyQuestion) },
        sections: { visit, rows in
            let currency = try await visit.companyBooks()?.currency ?? .cny
            return Sections(visit: visit, currency: currency.code).all(tiers: rows("tiers.steps"))
        }, preview: { try await preview($0, $1) }, start: { try await start($0) })

    /// Data may end before today: rules from today on would judge nothing then.
    private static func start(_ visit: Visit) async throws -> Day? {
        try await MovementStore(visit.database).currentHead()?.day
    }

    private static func preview(_ visit: Visit, _ draft: ClassificationPolicy) async throws -> PolicyPreview? {
        let now = visit.now
        let evaluator = Evaluator(visit.database, now: { now })
        guard let effect = try await evaluator.effect(of: draft, today: visit.today) else { return nil }
        let wording = Wording(visit, draft)
        var sentences = [
            visit.text(
                effect.up + effect.down + effect.safety == 0 ? ClassificationText.effectNone : .effect,
                [
                    "day": effect.day.iso, "up": wording.count(effect.up), "down": wording.count(effect.down),
                    "safety": wording.count(effect.safety),
                ])
        ]
        if effect.pending > 0 {
            sentences.append(
                visit.text(
                    ClassificationText.effectPending, ["count": wording.count(effect.pending)], count: effect.pending))
        }
        let columns: [ListView.Column] = [
            .text("", visit.text(ClassificationText.before), isSortable: false).asName,
            .text("", visit.text(ClassificationText.now), isSortable: false),
            .number("", visit.text(ClassificationText.accounts), isSortable: false),
        ]
        let rows = effect.movements.map { move -> [ListCell] in
            [.text(wording.tier(move.from)), .text(wording.tier(move.to)), .number(wording.count(move.accounts))]
        }
        let title = visit.text(ClassificationText.policyTitle)
        return PolicyPreview(sentences, table: rows.isEmpty ? nil : ListCell.table(title, columns, rows))
    }

    private struct Sections {
        let visit: Visit
        let currency: String

        func all(tiers: Int) -> [PolicySection] {
            [general, steps(tiers), cap, value, loyalty, behaviour, steadiness, safety]
        }

        private func text(_ key: ClassificationText, _ values: [String: String] = [:]) -> String {
            visit.text(key, values)
        }

        private func row(_ label: ClassificationText, _ place: String) -> PolicySection.Row {
            PolicySection.Row(text(label), [.number(place)])
        }

        /// A column of names and one of numbers.
        private func single(
            _ title: ClassificationText, _ column: ClassificationText, note: ClassificationText? = nil,
            place: String = "", _ rows: [PolicySection.Row]
        ) -> PolicySection {
            PolicySection(
                text(title), note: note.map { text($0) }, columns: [text(.policyItem), text(column)], rows: rows,
                place: place)
        }

        private var general: PolicySection {
            let units = [
                (value: ClassificationPolicy.Unit.group.rawValue, title: text(.policyUnitGroup)),
                (value: ClassificationPolicy.Unit.account.rawValue, title: text(.policyUnitAccount)),
            ]
            return single(
                .policyGeneral, .policyValue,
                [
                    row(.policyWindow, "windowMonths"),
                    PolicySection.Row(text(.policyUnit), [.choice("unit", units)]),
                    row(.policyCoverage, "leastCoverage"),
                ])
        }

        private func steps(_ count: Int) -> PolicySection {
            PolicySection(
                text(.policyTiers), note: text(.policyTiersNote),
                columns: [
                    text(.policyTier), text(.policyCode), text(.policyNameZh), text(.policyNameEn),
                    text(.policyThrough),
                ],
                rows: (0..<count).map { place in
                    let here = "tiers.steps.\(place)."
                    return PolicySection.Row(
                        String(place + 1),
                        [.text(here + "code"), .text(here + "zh"), .text(here + "en"), .number(here + "through")])
                }, list: "tiers.steps")
        }

        private var cap: PolicySection {
            single(.policyCap, .policyValue, note: .policyCapNote, [row(.policyMostKey, "tiers.mostKey")])
        }

        private var value: PolicySection {
            let scales = [
                (value: "logarithmic", title: text(.policyLogarithmic)), (value: "linear", title: text(.policyLinear)),
                (value: "percentile", title: text(.policyPercentile)),
            ]
            let money = ["currency": currency]
            /// - Parameter factor: 100 for what is shown in per cent.
            func criterion(_ label: String, _ name: String, factor: Double = 1) -> PolicySection.Row {
                let here = "value.\(name)."
                return PolicySection.Row(
                    label,
                    [
                        .number(here + "weight"), .choice(here + "scale.kind", scales),
                        .number(here + "scale.from", factor: factor), .number(here + "scale.to", factor: factor),
                    ])
            }
            return PolicySection(
                text(.whyValue), note: text(.policyValueNote),
                columns: [
                    text(.policyCriterion), text(.policyWeight), text(.policyScale), text(.policyFrom), text(.policyTo),
                ],
                rows: [
                    criterion(text(.policyRevenue, money), "revenue"),
                    criterion(text(.policyContribution, money), "contribution"),
                    criterion(text(.policyMargin), "margin", factor: 100),
                    criterion(text(.policyPriceRealisation), "priceRealisation", factor: 100),
                    criterion(text(.inFrequency), "frequency"), criterion(text(.inLoyalty), "loyalty"),
                ], place: "value")
        }

        private var loyalty: PolicySection {
            single(
                .whyLoyalty, .policyWeight, note: .policyLoyaltyNote, place: "loyalty",
                [
                    row(.policyBehaviour, "loyalty.behaviour"), row(.policyAttitude, "loyalty.attitude"),
                    row(.policyEmotion, "loyalty.emotion"),
                ])
        }

        private var behaviour: PolicySection {
            single(
                .policyBehaviourTitle, .policyWeight, place: "loyalty.parts",
                [
                    row(.policyRepeat, "loyalty.parts.repeatPurchase"),
                    row(.policyWallet, "loyalty.parts.shareOfWallet"), row(.policyAlive, "loyalty.parts.alive"),
                    row(.policyBreadth, "loyalty.parts.breadth"), row(.policyRegularity, "loyalty.parts.regularity"),
                ])
        }

        private var steadiness: PolicySection {
            single(
                .policySteadiness, .policyValue, note: .policySteadinessNote,
                [
                    row(.policyMonthEnds, "steadiness.monthEnds"), row(.policyCutMargin, "steadiness.margin"),
                    row(.policyOldCustomer, "steadiness.oldCustomerMonths"),
                    row(.policyManager, "steadiness.managerAfterDays"),
                ])
        }

        private var safety: PolicySection {
            single(
                .whySafety, .policyValue, note: .policySafetyNote,
                [
                    row(.policyLeastLoyalty, "keySafety.loyalty"), row(.policyTenure, "keySafety.tenureMonths"),
                    row(.policyWaived, "keySafety.waivedBelowMonths"),
                    row(.policySilent, "keySafety.silentIntervals"),
                ])
        }
    }
}
