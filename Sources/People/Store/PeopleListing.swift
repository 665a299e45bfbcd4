/// Whom a list of people shows; nil takes anybody.
package struct PeopleListing: Sendable, Hashable {
    /// What the name or username has to contain; empty for everybody.
    package var search = ""
    package var role: String?
    /// A team or department, with all below it.
    package var unit: Int?
    /// Those who are here, or those who left.
    package var isHere: Bool?

    package init() {}

    /// What is looked for, as LIKE writes it.
    var pattern: String {
        var text = ""
        for character in search.lowercased() {
            if "\\%_".contains(character) { text.append("\\") }
            text.append(character)
        }
        return "%\(text)%"
    }
}
