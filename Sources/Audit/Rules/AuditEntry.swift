/// What was done (SPEC O2). The code is kept, so that it stays what it is.
package enum AuditAct: String, Sendable, CaseIterable {
    case sessionBegun = "session.begun"
    case sessionEnded = "session.ended"
    case signInRefused = "sign_in.refused"
    case codeRefused = "sign_in.code_refused"
    case passwordChanged = "password.changed"
    case passwordLinkMade = "password_link.made"
    case twoStepOn = "two_step.on"
    case twoStepOff = "two_step.off"
    case userAdded = "user.added"
    case userChanged = "user.changed"
    case userLeft = "user.left"
    case userReturned = "user.returned"
    case unitAdded = "unit.added"
    case unitChanged = "unit.changed"
    case unitRemoved = "unit.removed"
    case roleAdded = "role.added"
    case roleChanged = "role.changed"
    case roleRemoved = "role.removed"
    case companyChanged = "company.changed"
    case accountGrouped = "account.grouped"
    case accountAssigned = "account.assigned"
    case circleChanged = "account.circle_changed"
    case tierDecided = "tier.decided"
    case policyPublished = "policy.published"
    case runEnded = "run.ended"
    case runUndone = "run.undone"
    case mappingSaved = "mapping.saved"
    case mappingRemoved = "mapping.removed"
    case taskGiven = "task.given"
    case taskChanged = "task.changed"
    case taskDone = "task.done"
    case taskDropped = "task.dropped"
    case taskReopened = "task.reopened"
    case contactAdded = "contact.added"
    case contactChanged = "contact.changed"
    case contactRemoved = "contact.removed"
    case activityAdded = "activity.added"
    case activityChanged = "activity.changed"
    case activityRemoved = "activity.removed"
    case commentAdded = "comment.added"
    case tokenMade = "token.made"
    case tokenRevoked = "token.revoked"
    case fileTaken = "file.taken"
}

/// What it was done to: a kind of record, and which.
package struct AuditSubject: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case user, unit, role, company, account, policy, run, mapping, task, contact, activity, token, file
    }

    package var kind: Kind
    /// As the record is addressed: a number, or a code.
    package var id: String
    /// What it was called then.
    package var name: String

    package init(_ kind: Kind, _ id: String, named name: String) {
        self.kind = kind
        self.id = id
        self.name = name
    }

    package init(_ kind: Kind, _ id: Int, named name: String) { self.init(kind, String(id), named: name) }
}

/// One field before and after. Nil for what was not there; secrets are never written, only that they changed.
package struct AuditChange: Sendable, Hashable, Codable {
    package var field: String
    package var before: String?
    package var after: String?

    package init(_ field: String, _ before: String?, _ after: String?) {
        self.field = field
        self.before = before
        self.after = after
    }

    /// Those that say something.
    package static func between(_ changes: [AuditChange]) -> [AuditChange] {
        changes.filter { $0.before != $0.after }
    }
}

/// A line of the audit, as it is kept for good.
package struct AuditEntry: Sendable, Equatable {
    package var id: Int
    /// Unix seconds.
    package var time: Int
    /// Who; nil for nobody who signs in.
    package var user: Int?
    package var userName: String
    /// By which way: a code.
    package var way: String
    package var address: String?
    /// A code: one that a later version wrote is kept and shown as it is.
    package var act: String
    package var subject: AuditSubject
    package var changes: [AuditChange]
    /// The changes as they are kept: what is sealed.
    var changesText: String
}
