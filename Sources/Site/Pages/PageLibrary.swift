import Foundation
import Measures
import Mustache

/// All templates of all features, parsed once for each language.
///
/// What never changes, words and addresses of files, is put into a template before it is parsed, so that rendering
/// looks up only what belongs to the page at hand.
struct PageLibrary: Sendable {
    private let libraries: [Language: MustacheLibrary]
    let refusesUnknownNames: Bool

    /// - Parameter files: what `{{files.name}}` means.
    /// - Throws: `SiteError` for a template that cannot be read, is there twice or asks for a word that is not there.
    init(features: [Feature], files: [String: String] = [:], refusesUnknownNames: Bool) throws(SiteError) {
        var libraries: [Language: MustacheLibrary] = [:]
        for language in Language.allCases {
            var templates: [String: MustacheTemplate] = [:]
            for feature in features {
                let words = try PageLibrary.words(of: feature)[language] ?? [:]
                for (name, bytes) in feature.templates {
                    guard templates[name] == nil else { throw .duplicateTemplate(name) }
                    var text = String(decoding: bytes, as: UTF8.self)
                    for (group, values) in [("t", words), ("files", files)] {
                        text = try PageLibrary.settle(group, values, in: text, of: name)
                    }
                    templates[name] = try PageLibrary.template(name, text)
                }
            }
            libraries[language] = MustacheLibrary(templates: templates)
        }
        self.libraries = libraries
        self.refusesUnknownNames = refusesUnknownNames
    }

    /// - Parameter around: names that every page has, as the CSRF token.
    func render(
        _ template: String, _ value: any PageValue, around: [String: any Sendable], language: Language
    ) throws(SiteError) -> String {
        guard let library = libraries[language], library.getTemplate(named: template) != nil else {
            throw .unknownTemplate(template)
        }
        let names = refusesUnknownNames ? NameRecord() : nil
        let outer = PageNode(fields: around, names: names)
        let html =
            library.render(
                FramedValue(outer: outer, inner: PageNode(value, names: names)), withTemplate: template) ?? ""
        if let unknown = names?.unknown, !unknown.isEmpty {
            throw .unknownNames(template: template, names: unknown)
        }
        return html
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

    private static func template(_ name: String, _ text: String) throws(SiteError) -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: PageText.pragma + text)
        } catch {
            throw .unreadableTemplate(name, detail: "\(error)")
        }
    }
}

/// Texts inside HTML. Mustache's own escaping looks every letter up in a table.
private struct PageText: MustacheContentType {
    /// Stands at the head of every template; a template without it would be escaped all the same.
    static let pragma: String = {
        MustacheContentTypes.register(PageText(), named: "PAGE")
        return "{{% CONTENT_TYPE:PAGE}}\n"
    }()

    func escapeText(_ text: String) -> String { escaped(text) }
}

/// A page's own names, then those every page has.
private struct FramedValue: MustacheParent {
    let outer: PageNode
    let inner: PageNode

    func child(named name: String) -> Any? { inner.child(named: name) ?? outer.child(named: name) }
}

extension Texts {
    /// The texts without plural forms, which templates can use directly.
    fileprivate func plainWords(_ language: Language) -> [String: String] {
        (wordings[language] ?? [:]).compactMapValues { if case .plain(let text) = $0 { text } else { nil } }
    }
}
