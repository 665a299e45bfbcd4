import Audit
import Measures
import Rights
import Site

struct AccountPage: PageValue {
    struct Parent: PageValue {
        let name: String
        let path: String
    }

    /// A way to a part of the page, which is long.
    struct Way: PageValue {
        let title: String
        let anchor: String
    }

    let ways: [Way]
    let hasWays: Bool
    let parent: Parent?
    let headings: [AccountPanel.Part]
    let facts: Markup
    let course: [AccountPanel.Part]
    let records: [AccountPanel.Part]
    let timeline: AccountTimeline?
    /// Nil for those who may not change it.
    let groupPath: String?
    /// Nil for those who may not read it.
    let auditPath: String?
    let hasPlace: Bool
}

extension AccountPage {
    /// - Parameter asOf: the day the numbers speak of.
    init(
        _ account: Account, _ parts: [AccountPanel.Place: [AccountPanel.Part]], currency: Currency, asOf: Day,
        timeline: AccountTimeline?, mayAssign: Bool, _ visit: Visit
    ) {
        headings = parts[.header] ?? []
        course = parts[.course] ?? []
        records = parts[.records] ?? []
        self.timeline = timeline
        func ways(_ parts: [AccountPanel.Part]) -> [Way] {
            parts.compactMap { part in part.name.map { Way(title: $0, anchor: part.anchor) } }
        }
        let past = timeline.map { _ in [Way(title: visit.text(AccountText.timeline), anchor: "timeline")] } ?? []
        self.ways = ways(course) + past + ways(records)
        hasWays = self.ways.count > 1
        groupPath = mayAssign ? "/accounts/\(account.id)/group" : nil
        parent = account.parent.map { Parent(name: $0.name, path: "/accounts/\($0.id)") }
        auditPath =
            visit.may(.administering)
            ? "/settings/audit?kind=\(AuditSubject.Kind.account.rawValue)&record=\(account.id)" : nil
        hasPlace = parent != nil || groupPath != nil || auditPath != nil
        let style = NumberStyle(visit.language)
        let totals = account.totals
        let revenue = style.compactMoney(Money(minor: totals.revenue, currency: currency))
        var facts = [
            Fact(visit.text(AccountText.revenueToDate), totals.revenue < 0 ? .negative(revenue) : .number(revenue)),
            Fact(visit.text(AccountText.orders), .number(style.integer(totals.orders))),
        ]
        let never = visit.text(AccountText.never)
        facts += [(AccountText.firstDay, totals.firstDay), (.lastDay, totals.lastDay)].map { name, day in
            Fact(visit.text(name), .text(day.map { Day($0).iso } ?? never))
        }
        if let last = totals.lastDay {
            facts.append(Fact(visit.text(AccountText.daysSince), .number(style.integer(asOf - Day(last)))))
        }
        self.facts = facts.html()
    }
}
