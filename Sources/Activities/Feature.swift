import API
import Audit
import People
package import Site

/// What we do with accounts, and what is said of it.
package enum ActivitiesFeature {
    package static var feature: Feature {
        Feature(
            name: "Activities", migrations: ActivitiesSchema.migrations,
            templates: [
                "activities": PackageResources.activities_mustache, "activity": PackageResources.activity_mustache,
                "activity-new": PackageResources.activity_new_mustache,
                "activity-form": PackageResources.activity_form_mustache,
            ], texts: ActivityText.self,
            navigation: [NavigationItem(.accounts, "/activities", title: ActivityText.title)],
            contributions: [ActivityAPI.operations, ActivityEvents.history, ActivityNotices.comment, audit],
            routes: {
                ActivityListRoutes.hang($0)
                ActivityRoutes.hang($0)
            })
    }

    private static var audit: AuditWords {
        AuditWords(
            acts: [
                .activityAdded: ActivityText.actAdded, .activityChanged: .actChanged, .activityRemoved: .actRemoved,
                .commentAdded: .actComment,
            ], kinds: [.activity: ActivityText.activity],
            fields: [
                "subject": ActivityText.subject, "minutes": .minutes, "day": .day, "activity_kind": .kind,
                "comment": .comment,
            ],
            values: [
                "activity_kind": Dictionary(
                    uniqueKeysWithValues: ActivityKind.allCases.map { ($0.rawValue, $0.title) })
            ])
    }
}
