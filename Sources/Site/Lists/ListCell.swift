/// One cell of a list. Rows are printed here and not by a template: a page has hundreds of cells, each of a few words.
package enum ListCell: Sendable {
    case text(String)
    /// A number already printed for its reader.
    case number(String)
    /// A number below zero, marked by more than its sign.
    case negative(String)
    /// What the numbers above come to, or its name.
    case total(String)
    case link(String, path: String)
    /// A link with a second line in small print.
    case titled(String, path: String, detail: String)
    /// A text with a second line in small print; empty for none.
    case noted(String, detail: String)
    /// Names with their values, a line each.
    case pairs([(name: String, value: String)])
    case badge(String, Tone)
    case badgeLink(String, Tone, path: String)
    /// Not known, which is not zero (SPEC P4).
    case unknown
    /// What a component of ours printed.
    case markup(Markup)

    /// The cell alone, for a place that is no list.
    package var html: Markup {
        var html = ""
        write(to: &html)
        return Markup(html)
    }

    /// A small table that cannot be sorted.
    /// - Parameters:
    ///   - title: what it is called aloud.
    ///   - hasCaption: says it in the table as well, for a place where nothing else does.
    package static func table(
        _ title: String, _ columns: [ListView.Column], _ rows: [[ListCell]], hasCaption: Bool = false
    ) -> Markup {
        let head = columns.map { "<th scope=\"col\"\($0.cellClass)>\(escaped($0.title))</th>" }.joined()
        let caption = hasCaption ? "<caption class=\"visually-hidden\">\(escaped(title))</caption>\n" : ""
        return Markup(
            """
            <div class="ms-table-scroll" tabindex="0" role="region" aria-label="\(escaped(title))">
            <table class="ms-table">
            \(caption)<thead><tr>\(head)</tr></thead>
            <tbody>
            \(body(rows, columns).html)</tbody>
            </table>
            </div>

            """)
    }

    static func body(_ rows: [[ListCell]], _ columns: [ListView.Column]) -> Markup {
        var html = ""
        html.reserveCapacity(rows.count * columns.count * 48)
        let openings = columns.map { "<td\($0.cellClass)>" }
        for row in rows {
            html += "<tr>"
            for (cell, opening) in zip(row, openings) {
                html += opening
                cell.write(to: &html)
                html += "</td>"
            }
            html += "</tr>\n"
        }
        return Markup(html)
    }

    private func write(to html: inout String) {
        switch self {
        case .text(let text), .number(let text): html += escaped(text)
        case .negative(let text): html.append("<span class=\"ms-negative\">", escaped(text), "</span>")
        case .total(let text): html.append("<strong class=\"ms-total\">", escaped(text), "</strong>")
        case .link(let text, let path): html.append("<a href=\"", escaped(path), "\">", escaped(text), "</a>")
        case .titled(let text, let path, let detail):
            ListCell.link(text, path: path).write(to: &html)
            html.append("<span class=\"ms-detail\">", escaped(detail), "</span>")
        case .noted(let text, let detail):
            html += escaped(text)
            if !detail.isEmpty { html.append("<span class=\"ms-detail\">", escaped(detail), "</span>") }
        case .pairs(let pairs):
            for (name, value) in pairs {
                html.append("<span class=\"ms-pair\"><span class=\"ms-pair-name\">", escaped(name), "</span> ")
                html.append(escaped(value), "</span>")
            }
        case .badge(let text, let tone):
            html.append("<span class=\"ms-badge ms-", tone.rawValue, "\">", escaped(text), "</span>")
        case .badgeLink(let text, let tone, let path):
            html.append("<a class=\"ms-badge ms-", tone.rawValue, "\" href=\"", escaped(path), "\">")
            html.append(escaped(text), "</a>")
        case .unknown: html += "<span class=\"ms-unknown\">–</span>"
        case .markup(let markup): html += markup.html
        }
    }
}

extension String {
    /// Piece after piece, without the texts that interpolation would build between.
    fileprivate mutating func append(_ pieces: String...) {
        for piece in pieces { self += piece }
    }
}

/// The colours with a meaning: severities, tiers and what is merely said.
package enum Tone: String, Sendable, CaseIterable {
    case plain, accent, good
    case notice, warning, severe
    case key, major, medium, small
}

/// A text made safe between tags and inside quoted attributes.
package func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x27 }) else {
        return text
    }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
