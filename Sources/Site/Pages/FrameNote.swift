/// What a feature says above the content of any page, as a tour that goes on from page to page. Printed with every page:
/// it reads nothing but the address and the cookies.
package struct FrameNote: Contribution {
    package struct Words: PageValue {
        package struct Link: PageValue {
            let title: String
            let path: String
            /// The way on, among those that lead elsewhere.
            let isMain: Bool

            package init(_ title: String, path: String, isMain: Bool = false) {
                self.title = title
                self.path = path
                self.isMain = isMain
            }
        }

        let title: String
        let text: String
        let links: [Link]

        package init(_ title: String, _ text: String, links: [Link]) {
            self.title = title
            self.text = text
            self.links = links
        }
    }

    /// Answers nil when there is nothing to say here.
    package var words: @Sendable (Visit) -> Words?

    package init(words: @escaping @Sendable (Visit) -> Words?) { self.words = words }
}
