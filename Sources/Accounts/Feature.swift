import API
import Measures
import People
import Rights
package import Site

/// The accounts of the company: the list everyone starts from, and the account page that other features fill.
package enum AccountsFeature {
    package static var feature: Feature {
        let routes = AccountRoutes()
        return Feature(
            name: "Accounts", migrations: AccountsSchema.migrations,
            templates: [
                "account-list": PackageResources.account_list_mustache, "account": PackageResources.account_mustache,
                "account-panel": PackageResources.account_panel_mustache,
                "account-group": PackageResources.account_group_mustache,
                "account-group-members": PackageResources.account_group_members_mustache,
                "account-proposals": PackageResources.account_proposals_mustache,
                "account-circle": PackageResources.account_circle_mustache,
                "account-circle-panel": PackageResources.account_circle_panel_mustache,
            ],
            texts: AccountText.self, navigation: [NavigationItem(.accounts, "/accounts")],
            contributions: [today, CirclePanel.panel, GroupPanel.panel, handover, AccountAPI.operations, audit],
            routes: {
                routes.hang($0)
                CircleRoutes.hang($0)
            })
    }

    private static var audit: AuditWords {
        AuditWords(values: ["shares": ["write": AccountText.mayWrite]])
    }

    private static var handover: Handover {
        Handover(
            hand: { try CircleStore.handOver($0, to: $1, in: $2) },
            summary: { visit, user in
                let count = try await AccountStore(visit.database).owned(by: user)
                return count == 0 ? nil : visit.text(AccountText.handover, ["count": String(count)], count: count)
            })
    }

    /// Orders this many days old are told to be old: what is said of accounts rests on them.
    private static let freshDays = 31

    /// Without accounts there is one thing to do; what old orders tell is of their day.
    private static var today: TodaySource {
        TodaySource(
            items: { visit in
                if let through = try await lastOrderDay(visit), visit.today - through > freshDays {
                    return [stale(visit, through)]
                }
                guard visit.may(.importing), try await !AccountStore(visit.database).hasAccounts(scope: visit.scope)
                else { return [] }
                return [
                    TodayItem(visit.text(AccountText.todo), path: "/imports", detail: visit.text(AccountText.noneText))
                ]
            }, through: { try await lastOrderDay($0) })
    }

    private static func lastOrderDay(_ visit: Visit) async throws -> Day? {
        visit.scope.isNothing ? nil : try await visit.ledgerDays()?.through
    }

    private static func stale(_ visit: Visit, _ through: Day) -> TodayItem {
        let days = visit.today - through
        let (count, unit): (Int, AccountText) =
            days >= 730 ? (days / 365, .agoYears) : days >= 61 ? (days / 30, .agoMonths) : (days, .agoDays)
        let ago = visit.text(unit, ["count": String(count)], count: count)
        return TodayItem(
            visit.text(AccountText.staleData, ["day": through.iso, "ago": ago]),
            path: visit.may(.importing) ? "/imports" : "/accounts", isHint: true)
    }
}
