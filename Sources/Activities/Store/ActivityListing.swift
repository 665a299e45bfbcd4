package import Measures

/// Which activities are asked for, the newest first.
package struct ActivityListing: Sendable, Hashable {
    package struct Mark: Sendable, Hashable {
        package var day: Day
        package var id: Int

        package init(day: Day, id: Int) {
            self.day = day
            self.id = id
        }
    }

    package enum Place: Sendable, Hashable {
        case start
        case after(Mark)
        case before(Mark)
    }

    package var account: Int?
    package var author: Int?
    package var kind: ActivityKind?
    package var place = Place.start
    package var size = 50

    package init(account: Int? = nil, author: Int? = nil) {
        self.account = account
        self.author = author
    }

    var isBackward: Bool { if case .before = place { true } else { false } }
}
