import Foundation
@testable import Imports
import Measures
@testable import Site
import Tabular
import Testing

@Suite struct ImportRulesTests {
    @Test(
        arguments: [
            (0.5, 60, 60), (0.25, 30, 90), (1, 10, 0), (0.01, 60, nil), (0.5, 1, nil), (0.5, nil, nil),
        ] as [(Double, Int?, Int?)])
    func theRestGoesOnAtThePaceSoFar(fraction: Double, elapsed: Int?, rest: Int?) {
        #expect(RemainingTime.seconds(fraction: fraction, elapsed: elapsed) == rest)
    }

    @Test(arguments: [(0, 0, 10), (14, 0, 10), (15, 0, 20), (89, 0, 90), (90, 2, 0), (149, 2, 0), (150, 3, 0)])
    func theRestIsSaidInRoundNumbers(seconds: Int, minutes: Int, rest: Int) {
        let rounded = RemainingTime.rounded(seconds)
        #expect(rounded.minutes == minutes && rounded.seconds == rest)
    }

    /// Every kind of problem has a sentence of its own in both languages, with everything filled in.
    @Test(arguments: Language.allCases)
    func everyProblemHasASentence(language: Language) {
        let wording = ImportWording(language)
        let errors: [TabularError] = [
            .fileMissing(path: "/x"), .fileIsDirectory(path: "/x"), .fileNotAllowed(path: "/x"),
            .readFailed(path: "/x", code: 5), .fileChanged(path: "/x"), .diskFull(path: "/x"),
            .writeFailed(path: "/x", code: 5), .gzipDamaged, .gzipTruncated, .zipArchive, .excelWorkbook, .openDocument,
            .oldExcelWorkbook, .bzip2, .xz, .pdf, .utf16, .utf32, .notText, .nulByte(line: 1_234, column: 2),
            .notUTF8(line: 3, column: 2, looksLike: .gb18030), .notUTF8(line: 3, column: 2, looksLike: .windows1252),
            .notUTF8(line: 3, column: 2, looksLike: .unknown), .quoteNotClosed(line: 3, column: 2),
            .fieldTooLong(line: 3, column: 2, limit: 9, quoted: true),
            .fieldTooLong(line: 3, column: 2, limit: 9, quoted: false), .recordTooLong(line: 3, column: 2, limit: 9),
            .tooManyColumns(line: 3, limit: 9), .delimiterUnusable(byte: 34), .emptyFile, .headerEmpty(line: 1),
        ]
        let rows: [RowProblem] = [
            .missing(.day), .unreadableNumber(.quantity, "x"), .unreadableDay("x"), .unknownCurrency("x"),
            .tooLarge(.cost), .tooLong(.accountCode), .tooManyFields(9, expected: 8),
            .orderDisagrees("7", on: [.status]),
            .orderTooLong("7"), .orderRejected("7"),
        ]
        let mappings: [MappingProblem] = [
            .version(2), .nameEmpty, .delimiter("ab"), .currency("XX"), .unmapped(.day),
            .columnMissing(.day, names: ["When"]), .dayUnreadable(sample: "x"), .dayAmbiguous(sample: "1/2/11"),
            .dayUnreadable(sample: "x", at: FilePlace(line: 2, column: 3)),
        ]
        let sentences =
            errors.map { wording.sentence($0) } + rows.map { wording.reason($0) }
            + mappings.map { wording.sentence($0) }
            + [
                wording.sentence(ImportProblem.unknownMapping("a")),
                wording.sentence(ImportProblem.unknownCurrency("XX")),
                wording.sentence(ImportProblem.underWay),
            ]
        #expect(sentences.allSatisfy { !$0.contains("{") && !$0.contains("/x") && $0.count > 3 })
        #expect(Set(sentences).count == sentences.count - 1)
        #expect(wording.sentence(TabularError.nulByte(line: 1_234, column: 2)).contains("1,234"))
    }

    @Test func aMappingSurvivesItsForm() {
        let sample = SampleRows(names: ["Nr", "When", "Who", "What", "Qty", "Sum", "State"], rows: [])
        let mapping = Mapping(
            name: "shop",
            columns: [
                .orderNumber: ["Nr"], .day: ["When"], .accountCode: ["Who"], .productCode: ["What"], .quantity: ["Qty"],
                .amount: ["Sum"], .status: ["State"],
            ],
            day: .dmy, numbers: .commaDecimal, currency: "EUR", source: "till",
            cancelled: [
                CancelRule(field: .orderNumber, startsWith: ["C", "R"], means: .cancellation),
                CancelRule(field: .status, equals: ["called off", "取消"], means: .void),
            ],
            withoutTrailingZero: [.accountCode])
        #expect(MappingForm(mapping, sample).mapping == mapping)
        #expect(MappingForm(mapping, sample).ruleCount == 3)
    }

    @Test func wordsAndTemplatesAreComplete() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Imports")
        #expect(try TextCheck.problems(ImportText.self, sources: sources) == [])
        #expect(try TextCheck.templateProblems(ImportsFeature.feature, sources: sources) == [])
    }
}
