/// What a role lets somebody do besides reading and changing records (SPEC O1; docs/rights.md).
package enum Act: String, CaseIterable, Sendable, Codable, Hashable {
    /// Bring in files, and save mappings for them.
    case importing = "import"
    /// Take back what a run wrote.
    case undoing = "undo"
    /// Take lists and reports away as files.
    case exporting = "export"
    /// Decide what waits for a manager, such as another tier than the judged one.
    case approving = "approve"
    /// Publish the policies by which everyone is judged.
    case publishing = "publish"
    /// Give accounts owners, teams, readers and places in a group.
    case assigning = "assign"
    /// Change the company's settings, users, roles and teams.
    case administering = "administer"
}

/// Columns that not everybody may see: masked wherever they would be printed, exported, sorted by, filtered by or
/// added up.
package enum Field: String, CaseIterable, Sendable, Codable, Hashable {
    /// Cost, margin and contribution.
    case cost
    /// Credit limits, terms and exposure.
    case credit
    /// Personal data of contacts.
    case personal
}

/// How far a right to records goes, each including the one before.
package enum Reach: String, CaseIterable, Sendable, Codable, Hashable, Comparable {
    case none
    /// Accounts the person owns, works for or was given.
    case own
    /// And those of people in the person's team and the teams below it, and in units the person manages.
    case team
    /// And those of people in the person's department.
    case department
    case all

    package static func < (left: Reach, right: Reach) -> Bool { left.place < right.place }

    private var place: Int { Reach.allCases.firstIndex(of: self) ?? 0 }
}
