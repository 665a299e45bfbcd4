@testable import API
import DatabaseTesting
import Site
import SiteTesting
import Testing

/// The page on which operations stand for people.
@Suite struct ReferenceTests {
    @Test func everySentenceIsThereInChinese() async throws {
        try await SampleAPI.run(.sqlite) { api in
            let operations = api.site.apiOperations
            let said = Set(
                operations.flatMap { operation in
                    let shapes = [operation.body, operation.answer.shape].compactMap { $0 }
                    return [operation.tag, operation.summary] + operation.parameters.map(\.about)
                        + shapes.flatMap { Self.sentences(of: $0) }
                })
            #expect(operations.count > 20 && said.count > 150)
            #expect(said.subtracting(ReferenceWords.chinese.keys).sorted() == [], "in no Chinese")
            let others = ["Any text of this request's own"]
            let unused = Set(ReferenceWords.chinese.keys).subtracting(said).filter { sentence in
                !others.contains { sentence.hasPrefix($0) }
            }
            #expect(unused.sorted() == [], "said by no operation")
        }
    }

    /// Of a shape and those inside it.
    private static func sentences(of shape: APIShape) -> [String] {
        shape.members.flatMap { member in [member.about] + member.schema.shapes.flatMap { sentences(of: $0) } }
    }
}
