/// Whom a list of people shows; nil takes anybody.
package struct PeopleListing: Sendable, Hashable {
    package var role: String?
    /// A team or department, with all below it.
    package var unit: Int?
    /// Those who are here, or those who left.
    package var isHere: Bool?

    package init() {}
}
