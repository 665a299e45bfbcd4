package import Site

/// What a feature shows on the account page, at its place in the order of the features.
package struct AccountPanel: Contribution {
    package enum Place: Sendable {
        /// In the header itself: what must be seen first.
        case header
        /// Between the header and the timeline: the course of things.
        case course
        /// Below the timeline: the records.
        case records
    }

    package var place: Place
    /// Answers nil when the feature has nothing to say about this account.
    package var part: @Sendable (Visit, Account) async throws -> Part?

    package init(_ place: Place = .records, part: @escaping @Sendable (Visit, Account) async throws -> Part?) {
        self.place = place
        self.part = part
    }

    /// A box of the page: its heading, and a template of the feature with its value.
    ///
    /// The template's `{{t.…}}` are the words of Accounts and Site, so a panel brings its own words in its value.
    package struct Part: PageValue {
        let title: String?
        let template: String
        let value: AnyPageValue
        /// What the way to it is called.
        let name: String?
        let anchor: String

        /// - Parameters:
        ///   - title: nil when the template has a heading of its own.
        ///   - name: a shorter one for the way to it at the top of the page, where the title would not do.
        package init(_ title: String?, name: String? = nil, template: String, value: some PageValue) {
            self.title = title
            self.template = template
            self.value = AnyPageValue(value)
            self.name = name ?? title
            anchor = "panel-\(template)"
        }
    }
}
