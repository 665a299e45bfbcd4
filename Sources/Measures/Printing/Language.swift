/// The languages of the product (SPEC O8).
package enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    case zh, en

    package var other: Language { self == .zh ? .en : .zh }

    /// The best of our languages for an Accept-Language header (RFC 9110, 12.5.4), nil when it asks for neither.
    ///
    /// Weights count, then the order in the header; "*" stands for `fallback`.
    package init?(acceptLanguage header: String, fallback: Language = .en) {
        var best: (language: Language, weight: Double)?
        for part in header.split(separator: ",").prefix(32) {
            let range = Language.range(part)
            guard range.weight > (best?.weight ?? 0) else { continue }
            guard let language = range.tag == "*" ? fallback : Language(tag: range.tag) else { continue }
            best = (language, range.weight)
        }
        guard let best else { return nil }
        self = best.language
    }

    /// The language of a tag such as "zh-Hans-CN" or "en_GB".
    package init?(tag: some StringProtocol) {
        let primary = tag.prefix { $0 != "-" && $0 != "_" }
        self.init(rawValue: primary.lowercased())
    }

    private static func range(_ part: Substring) -> (tag: String, weight: Double) {
        let fields = part.split(separator: ";").map { String($0.filter { $0 != " " && $0 != "\t" }) }
        let weight = fields.dropFirst().first { $0.hasPrefix("q=") || $0.hasPrefix("Q=") }
        return (fields.first ?? "", weight.map { Double($0.dropFirst(2)) ?? 0 } ?? 1)
    }
}
