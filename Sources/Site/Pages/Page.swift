package import Measures

/// What the frame says about a page; the template and its value say the rest.
package struct Page: Sendable {
    /// The page's name in `body[data-page]`, for tests and styles.
    package var name: String
    package var title: String
    package var template: String
    /// The question the page answers, in plain words.
    package var question: String?
    /// The day the numbers speak of.
    package var asOf: Day?
    /// The place of the navigation that is marked.
    package var place: Place?
    /// What is said of a record beside its name; the line stays in sight on the way down.
    package var standing: [ListCell] = []
    package var breadcrumbs: [Crumb]
    /// Where the key `n` leads.
    package var newPath: String?
    /// Its numbers are those of the accounts that the visitor may see, which is said to those who do not see all.
    package var countsReach = false
    /// The page's own address, where a form on it is sent to another one.
    package var path: String?

    package struct Crumb: Sendable {
        package var title: String
        package var path: String

        package init(_ title: String, _ path: String) {
            self.title = title
            self.path = path
        }
    }

    package init(
        _ name: String, title: String, template: String, question: String? = nil, asOf: Day? = nil,
        place: Place? = nil, breadcrumbs: [Crumb] = [], newPath: String? = nil, path: String? = nil
    ) {
        self.name = name
        self.title = title
        self.template = template
        self.question = question
        self.asOf = asOf
        self.place = place
        self.breadcrumbs = breadcrumbs
        self.newPath = newPath
        self.path = path
    }

    /// See `countsReach`.
    package var countingReach: Page {
        var page = self
        page.countsReach = true
        return page
    }
}
