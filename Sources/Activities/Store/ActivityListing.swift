package import Site

/// Which activities are asked for, the newest first.
package struct ActivityListing: Sendable, Hashable {
    package var account: Int?
    package var author: Int?
    package var kind: ActivityKind?
    package var place = ListPlace<DayMark>.start
    package var size = 50

    package init(account: Int? = nil, author: Int? = nil) {
        self.account = account
        self.author = author
    }
}
