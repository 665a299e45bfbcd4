import Measures
import Site

struct AccountPage: PageValue {
    struct Parent: PageValue {
        let name: String
        let path: String
    }

    struct Fact: PageValue {
        let name: String
        let value: String
        let isNegative: Bool
    }

    let parent: Parent?
    let headings: [AccountPanel.Part]
    let facts: [Fact]
    let panels: [AccountPanel.Part]
    let timeline: AccountTimeline?
    let groupPath: String
}

extension AccountPage {
    /// - Parameter asOf: the day the numbers speak of.
    init(
        _ account: Account, headings: [AccountPanel.Part], panels: [AccountPanel.Part], currency: Currency, asOf: Day,
        timeline: AccountTimeline?, _ visit: Visit
    ) {
        self.headings = headings
        self.timeline = timeline
        groupPath = "/accounts/\(account.id)/group"
        parent = account.parent.map { Parent(name: $0.name, path: "/accounts/\($0.id)") }
        self.panels = panels
        let style = NumberStyle(visit.language)
        let totals = account.totals
        let revenue = style.money(Money(minor: totals.revenue, currency: currency))
        var facts = [
            Fact(
                name: visit.text(AccountText.revenueToDate), value: revenue, isNegative: totals.revenue < 0),
            Fact(
                name: visit.text(AccountText.orders), value: style.integer(totals.orders), isNegative: false),
        ]
        let never = visit.text(AccountText.never)
        facts += [(AccountText.firstDay, totals.firstDay), (.lastDay, totals.lastDay)].map { name, day in
            Fact(name: visit.text(name), value: day.map { Day($0).iso } ?? never, isNegative: false)
        }
        if let last = totals.lastDay {
            facts.append(
                Fact(
                    name: visit.text(AccountText.daysSince), value: style.integer(asOf - Day(last)), isNegative: false))
        }
        self.facts = facts
    }
}
