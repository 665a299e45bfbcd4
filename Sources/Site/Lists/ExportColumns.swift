package import Measures
package import Rights

/// A column of a list as a file, by the name that programs know it by. People get its title and its values in their
/// language (`?names=codes` in the address asks for the codes).
package struct ExportColumn: Sendable {
    /// What its values are; a spreadsheet counts with numbers and days.
    enum Kind { case text, number, day }

    /// A value's code in words; nil for what is none.
    package typealias Words = @Sendable (_ code: String, Language) -> String?

    let name: String
    let kind: Kind
    /// What somebody must be allowed to see of accounts to be shown it.
    let field: Field?
    private let title: SiteText?
    let words: Words?

    private init(_ name: String, _ kind: Kind, _ field: Field?, title: SiteText? = nil, words: Words? = nil) {
        (self.name, self.kind, self.field, self.words) = (name, kind, field, words)
        self.title = title ?? Self.titles[name]
    }

    package static func text(_ name: String, _ field: Field? = nil, title: SiteText? = nil) -> Self {
        .init(name, .text, field, title: title)
    }

    /// Its values are plain decimals, as `-12.50`.
    package static func number(_ name: String, _ field: Field? = nil) -> Self { .init(name, .number, field) }

    /// Its values are ISO days.
    package static func day(_ name: String, _ field: Field? = nil) -> Self { .init(name, .day, field) }

    /// Its values are codes of a few, or several of them between semicolons.
    package static func choice<Key: TextKey>(
        _ name: String, _ codes: some Sequence<(String, Key)>
    ) -> Self {
        let keys = Dictionary(codes.map { ($0, $1) }) { first, _ in first }
        return .worded(name) { code, language in
            let parts = code.split(separator: "; ").map { part in
                keys[String(part)].map { Key.texts.wording($0, language) } ?? String(part)
            }
            return parts.joined(separator: "; ")
        }
    }

    /// Its values are codes that only its feature can word.
    package static func worded(_ name: String, _ field: Field? = nil, _ words: @escaping Words) -> Self {
        .init(name, .text, field, words: words)
    }

    /// - Parameter language: nil for codes.
    func head(_ language: Language?) -> String {
        guard let language, let title else { return name }
        return SiteText.texts.wording(title, language)
    }

    func value(_ code: String, _ language: Language?) -> String {
        guard let language, let words, !code.isEmpty else { return code }
        return words(code, language) ?? code
    }
}

/// The columns of a file, less those that tell what a reader may not see.
struct ExportColumns: Sendable {
    let shown: [ExportColumn]
    private let isShown: [Bool]

    init(_ all: [ExportColumn], for scope: Scope) {
        isShown = all.map { $0.field.map { scope.sees($0) } ?? true }
        shown = zip(all, isShown).filter(\.1).map(\.0)
    }

    var hasPersonal: Bool { shown.contains { $0.field == .personal } }

    /// - Parameter language: nil for codes.
    func heads(_ language: Language?) -> [String] { shown.map { $0.head(language) } }

    /// A record in words.
    /// - Parameter language: nil for codes.
    func worded(_ record: [String], _ language: Language?) -> [String] {
        language == nil ? record : zip(shown, record).map { $0.value($1, language) }
    }

    /// A record with a value for each of all columns, less those that are not shown.
    func shown(of record: [String]) -> [String] { zip(record, isShown).filter(\.1).map(\.0) }
}
