package import Site

/// The judging of accounts: tiers with their evidence.
package enum ClassificationFeature {
    package static var feature: Feature {
        Feature(name: "Classification", migrations: ClassificationSchema.migrations)
    }
}
