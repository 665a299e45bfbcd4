/// Somebody as the rules of rights see them.
package struct Person: Sendable, Hashable {
    package var user: Int
    package var role: Role
    /// The unit they are in and all above it, to whose members something may be shared.
    package var unitsAbove: [Int]
    /// Their team and those below it, and the units they manage with those below.
    package var teamUnits: [Int]
    /// Their department with all below it.
    package var departmentUnits: [Int]

    package init(
        user: Int, role: Role, unitsAbove: [Int] = [], teamUnits: [Int] = [], departmentUnits: [Int] = []
    ) {
        self.user = user
        self.role = role
        self.unitsAbove = unitsAbove.sorted()
        self.teamUnits = teamUnits.sorted()
        self.departmentUnits = Set(departmentUnits).union(teamUnits).sorted()
    }

    /// The units whose people's accounts are within a reach.
    func units(_ reach: Reach) -> [Int] {
        switch reach {
        case .none, .own, .all: []
        case .team: teamUnits
        case .department: departmentUnits
        }
    }
}
