import Accounts
import Judging
import Measures
import Site

/// What the accounts of a group bring, each alone, and what they would be without the others.
struct GroupMembers {
    private let unit: JudgedUnit
    private let wording: Wording
    private let visit: Visit

    static let columns = GroupColumns { visit, account in
        guard let unit = try await visit.judgedUnit(of: account), unit.members.count > 1, unit.sight != .tierOnly else {
            return nil
        }
        let members = try await JudgementStore(visit.database).members(of: unit, scope: visit.scope)
        return GroupMembers(unit, visit).part(members)
    }

    private init(_ unit: JudgedUnit, _ visit: Visit) {
        self.unit = unit
        self.visit = visit
        wording = Wording(visit, unit.policy.body)
    }

    private var isByRevenue: Bool { unit.evaluation.isByRevenue }

    private var seesCosts: Bool { unit.sight == .whole }

    private func part(_ members: [MemberAlone]) -> GroupColumns.Part {
        let currency = ["currency": unit.evaluation.currency.code]
        var columns: [ListView.Column] = [
            seesCosts
                ? .number("revenue", visit.text(ClassificationText.memberRevenue, currency), isSortable: false)
                    .onWideScreens
                : .number("revenue", visit.text(ClassificationText.memberRevenue, currency), isSortable: false)
        ]
        if seesCosts {
            let contribution = visit.text(ClassificationText.memberContribution, currency)
            if !isByRevenue { columns.append(.number("contribution", contribution, isSortable: false)) }
            columns += [
                .short("alone", visit.text(ClassificationText.memberAlone), isSortable: false)
            ]
        }
        return GroupColumns.Part(columns: columns, rows: members.map { ($0.account, cells($0)) }, note: note(members))
    }

    private func cells(_ member: MemberAlone) -> [ListCell] {
        let alone: ListCell = member.tier.map { wording.badge($0, nil) } ?? .unknown
        return [amount(member.revenue)]
            + (seesCosts ? (isByRevenue ? [] : [amount(member.contribution)]) + [alone] : [])
    }

    private func amount(_ minor: Int64) -> ListCell {
        let text = NumberStyle(visit.language).amount(Money(minor: minor, currency: unit.evaluation.currency))
        return minor < 0 ? .negative(text) : .number(text)
    }

    private func note(_ members: [MemberAlone]) -> String {
        let window = visit.text(
            ClassificationText.memberNote, ["range": DayStyle(visit.language).range(unit.ground.window)])
        guard seesCosts, let tier = unit.judgement.tier, members.count == unit.members.count,
            members.allSatisfy({ $0.tier.map { $0 > tier } ?? true })
        else { return window }
        let only = visit.text(ClassificationText.memberOnlyTogether, ["tier": wording.tier(tier)])
        return visit.sentences([only, window])
    }
}
