package import Foundation
import Measures

/// What is wrong with a feature's words and templates; each feature has a test that expects nothing.
package enum TextCheck {
    /// - Parameter sources: the feature's folder, with its Swift files and `Templates`.
    package static func problems<Key: TextKey>(_ keys: Key.Type, sources: URL) throws -> [String] {
        let wordings = Key.texts.wordings
        let known = Set(keys.allCases.map(\.rawValue))
        var problems = Key.texts.damage.map { ["texts cannot be read: \($0)"] } ?? []
        for language in Language.allCases {
            let present = Set((wordings[language] ?? [:]).keys)
            problems += known.subtracting(present).sorted().map { "\(language.rawValue).json misses \($0)" }
            problems += present.subtracting(known).sorted().map { "\(language.rawValue).json has unknown \($0)" }
        }
        problems += known.sorted().compactMap { placeholderProblem($0, wordings) }
        let files = try SourceFiles(sources)
        problems += known.filter { !files.use($0) }.sorted().map { "\($0) is never used" }
        let allowed = known.union(SiteText.allCases.map(\.rawValue))
        problems += files.templateKeys.subtracting(allowed).sorted().map { "a template asks for unknown t.\($0)" }
        return problems
    }

    /// Every `.mustache` file of the folder must be among the feature's templates, and the reverse.
    package static func templateProblems(_ feature: Feature, sources: URL) throws -> [String] {
        let present = Set(try SourceFiles(sources).templateNames)
        let registered = Set(feature.templates.keys)
        return present.subtracting(registered).sorted().map { "\($0).mustache is not among the feature's templates" }
            + registered.subtracting(present).sorted().map { "\($0).mustache does not exist" }
    }

    /// Both languages fill in the same names.
    private static func placeholderProblem(_ key: String, _ wordings: [Language: [String: Texts.Wording]]) -> String? {
        let names = Language.allCases.map { language in
            Set((wordings[language]?[key]?.forms ?? []).flatMap(placeholders)).subtracting(["count"])
        }
        return Set(names).count > 1 ? "\(key) has different {names} in its languages" : nil
    }

    private static func placeholders(_ text: String) -> [String] {
        text.matches(of: /\{([A-Za-z]+)\}/).map { String($0.1) }
    }
}

/// The text of a feature's files, searched for keys.
private struct SourceFiles {
    let templateNames: [String]
    let templateKeys: Set<String>
    private let swiftNames: Set<String>

    init(_ place: URL) throws {
        let folder = place.resolvingSymlinksInPath()
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        let templates = paths.filter { $0.hasSuffix(".mustache") }
        templateNames = templates.map { String($0.split(separator: "/").last?.dropLast(9) ?? "") }
        let markup = try templates.map { try SourceFiles.text(folder, $0) }
        templateKeys = Set(markup.flatMap { $0.matches(of: /\bt\.([A-Za-z0-9]+)/).map { String($0.1) } })
        let swift = try paths.filter { $0.hasSuffix(".swift") }.map { try SourceFiles.text(folder, $0) }
        swiftNames = Set(swift.flatMap { $0.matches(of: /\.([a-z][A-Za-z0-9]*)/).map { String($0.1) } })
    }

    func use(_ key: String) -> Bool { templateKeys.contains(key) || swiftNames.contains(key) }

    private static func text(_ folder: URL, _ path: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(path)), as: UTF8.self)
    }
}
