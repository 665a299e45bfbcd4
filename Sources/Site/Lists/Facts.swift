/// A number of a page with its name over it, and in small print what it was counted from.
package struct Fact: Sendable {
    let name: String
    let value: ListCell
    let detail: String?

    package init(_ name: String, _ value: ListCell, detail: String? = nil) {
        self.name = name
        self.value = value
        self.detail = detail
    }
}

extension [Fact] {
    /// The facts side by side. Printed here for the same reason as the rows of a list.
    /// - Parameters:
    ///   - kind: a class of the page's style besides the usual one.
    ///   - test: what the browser's tests find it by.
    package func html(kind: String? = nil, test: String? = nil) -> Markup {
        var html = "<dl class=\"ms-facts\(kind.map { " " + $0 } ?? "")\"\(test.map { " data-test=\"\($0)\"" } ?? "")>\n"
        for fact in self {
            html += "<div><dt>\(escaped(fact.name))</dt><dd>\(fact.value.html.html)"
            if let detail = fact.detail { html += "<span class=\"ms-detail\">\(escaped(detail))</span>" }
            html += "</dd></div>\n"
        }
        return Markup(html + "</dl>\n")
    }

    /// The facts below each other, as those of a record that is read rather than counted.
    package var record: Markup {
        let lines = map { "<div><dt>\(escaped($0.name))</dt><dd>\($0.value.html.html)</dd></div>\n" }
        return Markup("<dl class=\"ms-record\">\n\(lines.joined())</dl>\n")
    }
}
