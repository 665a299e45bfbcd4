import Rights
package import Site

/// The rules of judging, as pages.
package enum PoliciesFeature {
    package static var feature: Feature {
        Feature(
            name: "Policies",
            templates: [
                "policies": PackageResources.policies_mustache, "policy": PackageResources.policy_mustache,
                "policy-sections": PackageResources.policy_sections_mustache,
                "policy-version": PackageResources.policy_version_mustache,
            ],
            texts: PolicyText.self,
            navigation: [NavigationItem(.settings, "/settings/policies", title: PolicyText.title, for: .publishing)],
            routes: PolicyRoutes.hang)
    }
}
