import API
import Audit
import People
package import Site

/// The people at accounts.
package enum ContactsFeature {
    package static var feature: Feature {
        Feature(
            name: "Contacts", migrations: ContactsSchema.migrations,
            templates: [
                "contacts": PackageResources.contacts_mustache, "contact": PackageResources.contact_mustache,
                "contact-new": PackageResources.contact_new_mustache,
                "contact-form": PackageResources.contact_form_mustache,
                "contact-panel": PackageResources.contact_panel_mustache,
            ], texts: ContactText.self,
            navigation: [NavigationItem(.accounts, "/contacts", title: ContactText.title)],
            contributions: [ContactPanel.panel, audit, ContactAPI.operations],
            routes: {
                ContactListRoutes.hang($0)
                ContactRoutes.hang($0)
            })
    }

    private static var audit: AuditWords {
        AuditWords(
            acts: [
                .contactAdded: ContactText.actAdded, .contactChanged: .actChanged, .contactRemoved: .actRemoved,
            ], kinds: [.contact: ContactText.contact],
            fields: [
                "title": ContactText.jobTitle, "department": .department, "part": .part, "consent": .consent,
                "left": .left,
                "personal": .personal,
            ],
            values: [
                "part": Dictionary(uniqueKeysWithValues: ContactPart.allCases.map { ($0.rawValue, $0.title) }),
                "consent": Dictionary(uniqueKeysWithValues: Consent.allCases.map { ($0.rawValue, $0.title) }),
            ])
    }
}
