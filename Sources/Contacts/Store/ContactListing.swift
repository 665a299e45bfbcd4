import Accounts
package import Site

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

    package var search = ""
    package var account: Int?
    package var part: ContactPart?
    package var presence = Presence.here
    package var place = ListPlace<Mark>.start
    package var size = 50

    package init(account: Int? = nil) { self.account = account }

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
