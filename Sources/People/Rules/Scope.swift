/// What a person may see. Every store function takes one, so rights never have to be added to queries later;
/// commands and jobs pass `.everything`.
package struct Scope: Sendable, Hashable {
    private enum Reach: Hashable { case everything, nothing }

    private let reach: Reach

    package static let everything = Scope(reach: .everything)
    package static let nothing = Scope(reach: .nothing)

    /// True when a store needs no condition.
    package var isEverything: Bool { reach == .everything }

    /// True when a store need not even ask.
    package var isNothing: Bool { reach == .nothing }
}
