package import Site

/// What a feature shows on the account page, below the header and in the order of the features.
package struct AccountPanel: Contribution {
    /// Stands in the header itself: what must be seen first.
    package var isHeading: Bool
    /// Answers nil when the feature has nothing to say about this account.
    package var part: @Sendable (Visit, Account) async throws -> Part?

    package init(isHeading: Bool = false, part: @escaping @Sendable (Visit, Account) async throws -> Part?) {
        self.isHeading = isHeading
        self.part = part
    }

    /// A box of the page: its heading, and a template of the feature with its value.
    ///
    /// The template's `{{t.…}}` are the words of Accounts and Site, so a panel brings its own words in its value.
    package struct Part: PageValue {
        let title: String?
        let template: String
        let value: any PageValue

        /// - Parameter title: nil when the template has a heading of its own.
        package init(_ title: String?, template: String, value: any PageValue) {
            self.title = title
            self.template = template
            self.value = value
        }
    }
}
