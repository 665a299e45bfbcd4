import Cryptography
import Foundation
import Tabular

extension Mapping {
    /// The mapping as a document, keys sorted: the same mapping is the same text.
    package var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// Tells mappings apart in a few letters.
    var fingerprint: String {
        get throws { SHA256.hash(try json.utf8).prefix(8).map { String($0, radix: 16) }.joined() }
    }

    /// The built-in of that name, or the JSON file at that path; a file wins over a built-in.
    package static func load(_ nameOrPath: String) throws(ImportProblem) -> Mapping {
        if let data = FileManager.default.contents(atPath: nameOrPath) {
            do { return try Mapping(document: data) } catch {
                throw .mappingUnreadable(path: nameOrPath, detail: Self.detail(error))
            }
        }
        guard let mapping = BuiltInMappings.named(nameOrPath) else { throw .unknownMapping(nameOrPath) }
        return mapping
    }

    /// A key that is no key would be passed over without a word, and with it what somebody meant.
    private struct UnknownKey: Error { let name: String }
    private struct UnknownEncoding: Error { let name: String }

    private static let keys: Set = [
        "version", "name", "delimiter", "quotes", "header", "encoding", "columns", "constants", "day", "numbers",
        "order",
        "span", "currency", "source", "cancelled", "withoutTrailingZero",
    ]

    private init(document: Data) throws {
        let top = try JSONSerialization.jsonObject(with: document) as? [String: Any] ?? [:]
        if let stranger = top.keys.sorted().first(where: { !Self.keys.contains($0) }) {
            throw UnknownKey(name: stranger)
        }
        if let encoding = top["encoding"] as? String, !["utf-8", "utf8"].contains(encoding.lowercased()) {
            throw UnknownEncoding(name: encoding)
        }
        self = try JSONDecoder().decode(Mapping.self, from: document)
    }

    private static func detail(_ error: any Error) -> String {
        switch error {
        case let error as UnknownKey: "“\(error.name)” is no key of a mapping"
        case let error as UnknownEncoding: "the encoding “\(error.name)” is unknown; files are read as UTF-8"
        case DecodingError.keyNotFound(let key, _): "\(key.stringValue) is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            context.codingPath.isEmpty
                ? "it is no object"
                : context.codingPath.map(\.stringValue).joined(separator: ".") + " has the wrong type"
        case DecodingError.dataCorrupted(let context):
            context.codingPath.isEmpty
                ? "it is not JSON" : context.codingPath.map(\.stringValue).joined(separator: ".") + " is unknown"
        default: "it is not JSON"
        }
    }
}

extension Mapping {
    /// A mapping guessed from the file's header and first rows.
    ///
    /// - Parameter layout: what was said about how the file is laid out: delimiter, quotes and header count.
    package static func guessed(forFileAt path: String, layout: Mapping? = nil) throws(ImportProblem) -> Mapping {
        do {
            let sample = try FileSample(
                path: path, delimiter: layout?.delimiter?.utf8.first, quotes: layout?.quotes ?? true,
                headerLine: layout?.header)
            return MappingGuess.mapping(
                name: MappingGuess.usualName, header: sample.header.names, values: { sample.values(of: $0) })
        } catch {
            throw .file(error)
        }
    }

    /// The columns of a file as its header names them, for people who choose among them.
    package static func header(ofFileAt path: String, for mapping: Mapping) throws(ImportProblem) -> [String] {
        do { return try FileSample(path: path, for: mapping).header.names } catch { throw .file(error) }
    }
}
