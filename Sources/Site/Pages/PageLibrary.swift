import Measures
import Mustache

/// All templates of all features, parsed once, and the words each of them may use.
struct PageLibrary: Sendable {
    private let library: MustacheLibrary
    /// The texts a template's `{{t.key}}` means: its feature's over Site's.
    private let words: [String: [Language: [String: String]]]
    let refusesUnknownNames: Bool

    init(features: [Feature], refusesUnknownNames: Bool) throws(SiteError) {
        var templates: [String: MustacheTemplate] = [:]
        var words: [String: [Language: [String: String]]] = [:]
        for feature in features {
            let own = try PageLibrary.words(of: feature)
            for (name, bytes) in feature.templates {
                guard templates[name] == nil else { throw .duplicateTemplate(name) }
                templates[name] = try PageLibrary.template(name, bytes)
                words[name] = own
            }
        }
        library = MustacheLibrary(templates: templates)
        self.words = words
        self.refusesUnknownNames = refusesUnknownNames
    }

    /// - Parameter around: names that every page has, as the CSRF token.
    func render(
        _ template: String, _ value: any PageValue, around: [String: any Sendable], language: Language
    ) throws(SiteError) -> String {
        guard library.getTemplate(named: template) != nil else { throw .unknownTemplate(template) }
        let names = refusesUnknownNames ? NameRecord() : nil
        var root = around as [String: Any]
        root["t"] = PageNode(fields: words[template]?[language] ?? [:], names: names)
        let page = FramedValue(outer: PageNode(fields: root, names: names), inner: PageNode(value, names: names))
        let html = library.render(page, withTemplate: template) ?? ""
        if let unknown = names?.unknown, !unknown.isEmpty {
            throw .unknownNames(template: template, names: unknown)
        }
        return html
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

    private static func template(_ name: String, _ bytes: [UInt8]) throws(SiteError) -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw .unreadableTemplate(name, detail: "\(error)")
        }
    }
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
