package import Measures
import Foundation

/// The keys of a feature's texts, one case a key: `enum PeopleText: String, TextKey { case signIn … }`.
///
/// `Texts/en.json` and `Texts/zh.json` hold `"signIn": "Sign in"` or `"users": {"one": "{count} user", "other": …}`.
package protocol TextKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    static var texts: Texts { get }
}

/// A feature's words in both languages.
package struct Texts: Sendable {
    package enum Wording: Sendable, Equatable {
        case plain(String)
        /// English has two forms; Chinese needs one and may use either shape.
        case plural(one: String, other: String)
    }

    package let wordings: [Language: [String: Wording]]
    /// Why a file could not be read; nil when both could.
    let damage: String?

    /// - Parameters: what the two files hold.
    package init(en: String, zh: String) {
        do {
            wordings = [.en: try Texts.read(en), .zh: try Texts.read(zh)]
            damage = nil
        } catch {
            wordings = [:]
            damage = "\(error)"
        }
    }

    /// The text with its `{names}` filled in; the key itself where there is none, which a test refuses.
    package func wording<Key: TextKey>(
        _ key: Key, _ language: Language, _ values: [String: String] = [:], count: Int? = nil
    ) -> String {
        guard let wording = wordings[language]?[key.rawValue] else { return key.rawValue }
        var values = values
        if let count, values["count"] == nil { values["count"] = String(count) }
        return Texts.fill(wording.form(count, language), values)
    }

    private static func fill(_ text: String, _ values: [String: String]) -> String {
        guard !values.isEmpty else { return text }
        // Braces are one byte each, and bytes are compared without asking what makes a letter.
        let bytes = text.utf8
        var result = ""
        var rest = text[...]
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
            let close = bytes[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            let name = text[bytes.index(after: open)..<close]
            result += rest[..<open]
            if let value = values[String(name)] { result += value } else { result += "{\(name)}" }
            rest = rest[bytes.index(after: close)...]
        }
        return result + rest
    }

    private static func read(_ text: String) throws -> [String: Wording] {
        try JSONDecoder().decode([String: Wording].self, from: Data(text.utf8))
    }
}

extension Texts.Wording: Decodable {
    private enum Form: String, CodingKey { case one, other }

    package init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self = .plain(text)
        } else {
            let forms = try decoder.container(keyedBy: Form.self)
            self = .plural(
                one: try forms.decode(String.self, forKey: .one), other: try forms.decode(String.self, forKey: .other))
        }
    }

    func form(_ count: Int?, _ language: Language) -> String {
        switch self {
        case .plain(let text): text
        case .plural(let one, let other): count == 1 && language == .en ? one : other
        }
    }

    /// Every form the text has.
    var forms: [String] {
        switch self {
        case .plain(let text): [text]
        case .plural(let one, let other): [one, other]
        }
    }
}
