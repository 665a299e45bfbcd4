/// Who may do what with an activity that they see.
package enum ActivityRight {
    /// Its author, and whoever may change the account and approve.
    package static func mayChange(author: Int?, viewer: Int?, changesAccount: Bool, approves: Bool) -> Bool {
        guard changesAccount else { return false }
        return approves || (author != nil && author == viewer)
    }

    /// Coaching is for those who may approve, on what others did.
    package static func mayComment(author: Int?, viewer: Int?, approves: Bool) -> Bool {
        approves && (author == nil || author != viewer)
    }
}
