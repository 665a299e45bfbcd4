import API
import Accounts
import People
import Rights
package import Site

/// The orders of the company: what an account page shows of them, and every order by itself.
package enum LedgerFeature {
    package static var feature: Feature {
        Feature(
            name: "Ledger", migrations: LedgerSchema.migrations,
            templates: [
                "account-measures": PackageResources.account_measures_mustache,
                "account-revenue": PackageResources.account_revenue_mustache,
                "account-orders": PackageResources.account_orders_mustache,
                "account-costs": PackageResources.account_costs_mustache,
                "account-facts": PackageResources.account_facts_mustache,
                "account-order-list": PackageResources.account_order_list_mustache,
                "order": PackageResources.order_mustache, "company": PackageResources.company_mustache,
            ],
            texts: LedgerText.self,
            navigation: [
                NavigationItem(.settings, "/settings/company", title: LedgerText.companyTitle, for: .administering)
            ],
            contributions: [CompanyBooks { try await OrderReading($0.database).books() }, LedgerAPI.operations, audit]
                + AccountPanels.all,
            routes: { routes in
                LedgerRoutes.hang(routes)
                CompanyRoutes.hang(routes)
            })
    }

    private static var audit: AuditWords {
        AuditWords(values: ["late_orders": ["refuse": LedgerText.lateRefuse, "book": .lateBook]])
    }
}
