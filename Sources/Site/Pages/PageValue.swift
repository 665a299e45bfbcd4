/// A struct made ready to print: its property names are what templates ask for.
///
/// Texts, whole numbers, Booleans, optionals, other page values and arrays of them. A missing optional hides its section.
/// It is taken apart (`PageNode`) by what the compiler writes for `Encodable`; reflection takes three times as long.
package protocol PageValue: Sendable, Encodable {}

/// A page value of a type that the value around it does not know.
package struct AnyPageValue: PageValue {
    private let value: any PageValue

    package init(_ value: some PageValue) { self.value = value }

    package func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}

/// HTML that needs no escaping, for `{{{name}}}`; made by Site's own components only. A text is escaped there as well.
package struct Markup: Sendable, Equatable, Encodable {
    package let html: String
    init(_ html: String) { self.html = html }
}

/// What a template finds under a name.
enum Printed {
    /// An empty optional: it prints nothing and, unlike a missing name, is not looked for further out.
    case nothing
    case flag(Bool)
    case text(String)
    case markup(Markup)
    case page(PageNode)
    case list([Printed])

    var text: String {
        switch self {
        case .nothing, .page, .list: ""
        case .flag(let flag): flag ? "true" : "false"
        case .text(let text): text
        case .markup(let markup): markup.html
        }
    }

    /// What an inverted section waits for.
    var isNothing: Bool {
        switch self {
        case .nothing, .flag(false): true
        case .list(let values): values.isEmpty
        case .flag, .text, .markup, .page: false
        }
    }
}
