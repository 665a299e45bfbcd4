import Foundation
import Measures
import Site

/// What operations say of themselves, in Chinese for the page: the OpenAPI document is in English.
enum ReferenceWords {
    /// By the English sentence.
    static let chinese: [String: String] =
        (try? JSONDecoder().decode([String: String].self, from: Data(PackageResources.reference_zh_json.utf8))) ?? [:]

    static func say(_ sentence: String, in language: Language) -> String {
        language == .zh ? chinese[sentence] ?? sentence : sentence
    }
}
