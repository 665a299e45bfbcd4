extension Site {
    /// Site's own pages and parts, a feature like the others.
    static var ownFeature: Feature {
        Feature(
            name: "Site",
            templates: [
                "frame": PackageResources.frame_mustache, "refusal": PackageResources.refusal_mustache,
                "csrf": PackageResources.csrf_mustache, "copy": PackageResources.copy_mustache,
                "form-acts": PackageResources.form_acts_mustache,
                "field": PackageResources.field_mustache,
                "problems": PackageResources.problems_mustache, "list": PackageResources.list_mustache,
                "list-filters": PackageResources.list_filters_mustache,
                "chart": PackageResources.chart_mustache, "today": PackageResources.today_mustache,
                "side": PackageResources.side_mustache, "top": PackageResources.top_mustache,
                "phone-bar": PackageResources.phone_bar_mustache,
            ],
            texts: SiteText.self, navigation: [NavigationItem(.today, "/")],
            routes: { routes in
                PreferenceRoutes.hang(routes)
                TodayRoutes.hang(routes)
            })
    }
}
