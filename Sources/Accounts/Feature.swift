import API
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

    /// Without accounts there is one thing to do.
    private static var today: TodaySource {
        TodaySource { visit in
            guard visit.may(.importing), try await !AccountStore(visit.database).hasAccounts(scope: visit.scope) else {
                return []
            }
            return [TodayItem(visit.text(AccountText.todo), path: "/imports", detail: visit.text(AccountText.noneText))]
        }
    }
}
