import Measures

/// The bell in the head of every page: where notices are, and how many the viewer has not read.
package struct FrameBell: Contribution {
    let path: String
    let title: @Sendable (Language) -> String

    package init<Key: TextKey>(_ path: String, title: Key) {
        self.path = path
        self.title = { Key.texts.wording(title, $0) }
    }

    /// As it is printed.
    struct Words: PageValue {
        let path: String
        let title: String
        /// Nil for none; many are not counted out.
        let count: String?

        init(_ bell: FrameBell, unread: Int, _ language: Language) {
            path = bell.path
            title = bell.title(language)
            count = unread == 0 ? nil : unread > 99 ? "99+" : String(unread)
        }
    }
}
