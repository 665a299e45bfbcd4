import Measures
import Site

/// A mail of notices as text and as HTML, in its reader's language.
struct NoticeLetter: Sendable {
    let subject: String
    let text: String
    let html: String

    /// - Parameters:
    ///   - parts: what it tells, none of them empty.
    ///   - site: the address people use; nil where nobody said it, and then nothing is linked.
    init(_ parts: [DigestSource.Part], to reader: Viewer, site: String?) {
        let language = reader.preferences.language
        func word(_ key: NoticeText, _ values: [String: String] = [:], count: Int? = nil) -> String {
            NoticeText.texts.wording(key, language, values, count: count)
        }
        let count = parts.reduce(0) { $0 + $1.lines.count }
        subject = word(.mailSubject, ["count": NumberStyle(language).integer(count)], count: count)
        let greeting = word(.mailGreeting, ["name": reader.name])
        let ending = word(.mailEnding)
        func address(_ path: String) -> String? { site.map { $0 + path } }
        let settings = address("/settings/notices")
        var lines = [greeting, ""]
        for part in parts {
            lines.append(part.title)
            for line in part.lines { lines += ["- " + line.text] + (address(line.path).map { ["  " + $0] } ?? []) }
            lines.append("")
        }
        text = (lines + [ending] + [settings].compactMap { $0 }).joined(separator: "\n") + "\n"
        func link(_ text: String, _ path: String?) -> String {
            path.map { "<a href=\"\(escaped($0))\">\(escaped(text))</a>" } ?? escaped(text)
        }
        let body = parts.map { part in
            let items = part.lines.map { "<li>\(link($0.text, address($0.path)))</li>\n" }.joined()
            return "<h2>\(escaped(part.title))</h2>\n<ul>\n\(items)</ul>\n"
        }.joined()
        html = """
            <!doctype html>
            <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(escaped(subject))</title></head><body>
            <p>\(escaped(greeting))</p>
            \(body)<p>\(link(ending, settings))</p>
            </body></html>

            """
    }
}
