/// One template being printed with a value: from the innermost section outwards, the first value that has a name is it.
struct Rendering {
    private let templates: [String: Template]
    private var levels: [Printed]
    /// Templates within templates.
    private static let deepest = 50
    private var depth = 0
    private(set) var html = ""
    /// Everything asked for and found nowhere.
    private(set) var unknown: Set<String> = []

    /// - Parameter outer: names that every page has.
    init(_ templates: [String: Template], outer: PageNode, _ value: PageNode) {
        self.templates = templates
        levels = [.page(outer), .page(value)]
        html.reserveCapacity(16 << 10)
    }

    mutating func print(_ name: String) throws(SiteError) {
        guard let template = templates[name] else { throw .unknownTemplate(name) }
        guard depth < Rendering.deepest else { throw .unreadableTemplate(name, detail: "it is within itself") }
        depth += 1
        try print(template.pieces)
        depth -= 1
    }

    private mutating func print(_ pieces: [Template.Piece]) throws(SiteError) {
        for piece in pieces {
            switch piece {
            case .text(let text): html += text
            case .value(let name): html += escaped(value(name).text)
            case .markup(let name):
                let value = value(name)
                if case .markup(let markup) = value { html += markup.html } else { html += escaped(value.text) }
            case .section(let name, let inner): try print(inner, in: value(name))
            case .without(let name, let inner): if value(name).isNothing { try print(inner) }
            case .template(let name): try print(name)
            case .templateNamed(by: let name): try print(value(name).text)
            }
        }
    }

    private mutating func print(_ inner: [Template.Piece], in value: Printed) throws(SiteError) {
        switch value {
        case .nothing, .flag(false): break
        case .flag(true): try print(inner)
        case .list(let values): for each in values { try print(inner, within: each) }
        case .text, .markup, .page: try print(inner, within: value)
        }
    }

    private mutating func print(_ inner: [Template.Piece], within value: Printed) throws(SiteError) {
        levels.append(value)
        try print(inner)
        levels.removeLast()
    }

    private mutating func value(_ name: String) -> Printed {
        if name == "." { return levels[levels.count - 1] }
        for level in levels.reversed() {
            if case .page(let node) = level, let value = node[name] { return value }
        }
        unknown.insert(name)
        return .nothing
    }
}
