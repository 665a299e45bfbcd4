import Accounts

/// Which contacts are asked for, by name.
package struct ContactListing: Sendable, Hashable {
    package enum Presence: Sendable, Hashable { case here, left, any }

    package struct Mark: Sendable, Hashable {
        /// As names are sorted.
        package var name: String
        package var id: Int

        package init(name: String, id: Int) {
            self.name = name
            self.id = id
        }
    }

    package enum Place: Sendable, Hashable {
        case start
        case after(Mark)
        case before(Mark)
    }

    package var search = ""
    package var account: Int?
    package var part: ContactPart?
    package var presence = Presence.here
    package var place = Place.start
    package var size = 50

    package init(account: Int? = nil) { self.account = account }

    var isBackward: Bool { if case .before = place { true } else { false } }

    /// What a name has to contain, as LIKE writes it.
    var pattern: String {
        var text = ""
        for character in SearchText.sortKey(search) {
            if "\\%_".contains(character) { text.append("\\") }
            text.append(character)
        }
        return "%\(text)%"
    }
}

extension Contact {
    /// Where a page goes on behind it.
    package var mark: ContactListing.Mark { .init(name: SearchText.sortKey(details.name), id: id) }
}
