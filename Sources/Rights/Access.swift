/// How far somebody may go with a record.
package enum Access: Int, Sendable, Comparable {
    case none, read, write

    package static func < (left: Access, right: Access) -> Bool { left.rawValue < right.rawValue }
}

/// Who holds an account, and to whom it was given.
package struct Holding: Sendable, Hashable {
    package struct Grant: Sendable, Hashable {
        package enum Receiver: Sendable, Hashable {
            case user(Int)
            /// Everybody in a unit and in those below it.
            case unit(Int)
        }

        package var receiver: Receiver
        package var mayWrite: Bool

        package init(_ receiver: Receiver, mayWrite: Bool) {
            self.receiver = receiver
            self.mayWrite = mayWrite
        }
    }

    package var owner: Int?
    /// The unit the owner is in.
    package var ownerUnit: Int?
    /// Its account team, which may write, and those it is shared with.
    package var grants: [Grant]

    package init(owner: Int? = nil, ownerUnit: Int? = nil, grants: [Grant] = []) {
        self.owner = owner
        self.ownerUnit = ownerUnit
        self.grants = grants
    }
}

extension Person {
    /// What this person may do with an account: the rule that every list, total, search and export obeys.
    ///
    /// A right goes down an account group: who may read or write an account may do the same with every account below it.
    /// - Parameter line: the account and all above it.
    package func access(to line: [Holding]) -> Access {
        let canWrite = line.contains { allows($0, role.writes, writing: true) }
        if canWrite { return .write }
        return line.contains { allows($0, role.reads, writing: false) } ? .read : .none
    }

    private func allows(_ holding: Holding, _ reach: Reach, writing: Bool) -> Bool {
        switch reach {
        case .none: return false
        case .all: return true
        case .own, .team, .department:
            if holding.owner == user { return true }
            if let unit = holding.ownerUnit, units(reach).contains(unit) { return true }
            return holding.grants.contains { receives($0) && ($0.mayWrite || !writing) }
        }
    }

    private func receives(_ grant: Holding.Grant) -> Bool {
        switch grant.receiver {
        case .user(let receiver): receiver == user
        case .unit(let unit): unitsAbove.contains(unit)
        }
    }
}
