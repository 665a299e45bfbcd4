import Foundation
import Imports
import Measures
import Testing

@Suite("Mappings written by hand")
struct MappingDocumentTests {
    @Test("The example in docs/mappings.md says what its page says")
    func example() async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/mappings.md"), encoding: .utf8)
        let parts = page.components(separatedBy: "```")
        let document = try #require(parts.count == 3 ? parts[1].dropFirst("json".count) : nil)
        let mapping = try await load(String(document))
        #expect(mapping.problems.isEmpty)
        #expect(mapping.name == "our-erp")
        #expect(mapping.sourceName == "erp")
        #expect(mapping.day == .dmy)
        #expect(mapping.numbers?.decimal == .comma)
        #expect(mapping.currency == "EUR")
        #expect(mapping.cancelled.map(\.means) == [.void, .cancellation])
        #expect(mapping.withoutTrailingZero == [.accountCode])
        #expect(try await load(mapping.json) == mapping)
        for field in OrderField.allCases { #expect(page.contains("`\(field.rawValue)`"), "\(field) is not described") }
    }

    @Test("Only name and columns must be there")
    func short() async throws {
        let mapping = try await load(#"{"name": "a", "columns": {"order_number": ["No"]}}"#)
        #expect(mapping == Mapping(name: "a", columns: [.orderNumber: ["No"]]))
        for document in [#"{"columns": {}}"#, #"{"name": "a"}"#, #"{"name": "a", "columns": {"number": ["x"]}}"#] {
            await #expect(throws: ImportProblem.self) { try await load(document) }
        }
    }

    private func load(_ document: String) async throws -> Mapping {
        try await withFile(document, named: "mapping.json") { try Mapping.load($0) }
    }
}
