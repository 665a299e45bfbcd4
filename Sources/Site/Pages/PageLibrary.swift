import Foundation
import Measures

/// All templates of all features, parsed once for each language.
///
/// What never changes, words and addresses of files, is put into a template before it is parsed, so that rendering
/// looks up only what belongs to the page at hand.
struct PageLibrary: Sendable {
    private let templates: [Language: [String: Template]]
    let refusesUnknownNames: Bool

    /// - Parameter files: what `{{files.name}}` means.
    /// - Throws: `SiteError` for a template that cannot be read, is there twice or asks for a word that is not there.
    init(features: [Feature], files: [String: String] = [:], refusesUnknownNames: Bool) throws(SiteError) {
        var all: [Language: [String: Template]] = [:]
        for language in Language.allCases {
            var templates: [String: Template] = [:]
            for feature in features {
                let words = try PageLibrary.words(of: feature)[language] ?? [:]
                for (name, text) in feature.templates {
                    guard templates[name] == nil else { throw .duplicateTemplate(name) }
                    var text = text
                    for (group, values) in [("t", words), ("files", files)] {
                        text = try PageLibrary.settle(group, values, in: text, of: name)
                    }
                    templates[name] = try PageLibrary.template(name, text)
                }
            }
            let asked = templates.values.reduce(into: Set()) { $0.formUnion($1.templates) }
            if let missing = asked.subtracting(templates.keys).min() { throw .unknownTemplate(missing) }
            all[language] = templates
        }
        templates = all
        self.refusesUnknownNames = refusesUnknownNames
    }

    /// - Parameter around: names that every page has, as the CSRF token.
    func render(
        _ template: String, _ value: any PageValue, around: [String: String], language: Language
    ) throws(SiteError) -> String {
        let node: PageNode
        do { node = try PageNode(value) } catch { throw .unprintable(template: template, detail: "\(error)") }
        var rendering = Rendering(templates[language] ?? [:], outer: PageNode(texts: around), node)
        try rendering.print(template)
        if refusesUnknownNames, !rendering.unknown.isEmpty {
            throw .unknownNames(template: template, names: rendering.unknown.sorted())
        }
        return rendering.html
    }

    /// Puts the values of `{{group.name}}` into a template's text.
    private static func settle(
        _ group: String, _ values: [String: String], in text: String, of template: String
    ) throws(SiteError) -> String {
        let pieces = text.components(separatedBy: "{{\(group).")
        var unknown: Set<String> = []
        var result = pieces[0]
        for piece in pieces.dropFirst() {
            let parts = piece.components(separatedBy: "}}")
            let value = values[parts[0]]
            if value == nil { unknown.insert(parts[0]) }
            result += escaped(value ?? "") + parts.dropFirst().joined(separator: "}}")
        }
        guard unknown.isEmpty else { throw .unknownNames(template: template, names: unknown.sorted()) }
        return result
    }

    private static func words(of feature: Feature) throws(SiteError) -> [Language: [String: String]] {
        var result: [Language: [String: String]] = [:]
        for language in Language.allCases {
            var words = SiteText.texts.plainWords(language)
            guard let texts = feature.texts?.texts else { result[language] = words; continue }
            if let damage = texts.damage { throw .unreadableTexts(feature: feature.name, detail: damage) }
            words.merge(texts.plainWords(language)) { _, own in own }
            result[language] = words
        }
        return result
    }

    private static func template(_ name: String, _ text: String) throws(SiteError) -> Template {
        do {
            return try Template(text)
        } catch {
            throw .unreadableTemplate(name, detail: error.description)
        }
    }
}

extension Texts {
    /// The texts without plural forms, which templates can use directly.
    fileprivate func plainWords(_ language: Language) -> [String: String] {
        (wordings[language] ?? [:]).compactMapValues { if case .plain(let text) = $0 { text } else { nil } }
    }
}
