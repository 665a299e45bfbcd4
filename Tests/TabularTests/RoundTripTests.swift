import Tabular
import Testing

/// Whatever is written reads back the same; whatever is read ends in records or one error.
struct RoundTripTests {
    static let pieces = [
        "a", "客户", "😀", " ", "\"", "\"\"", ",", ";", "\n", "\r", "\r\n", "\t", "'", "=", "0", "abcdefghij", "sep=;",
        "\u{FEFF}",
    ]

    @Test("random tables come back equal over every chunk border", arguments: 1...40 as ClosedRange<UInt64>)
    func randomTables(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        let table = Self.table(&generator)
        let delimiter = [comma, UInt8(ascii: ";"), UInt8(ascii: "\t")].randomElement(using: &generator) ?? comma
        let sink = MemorySink()
        let lineEnd = ["\r\n", "\n", "\r"].randomElement(using: &generator) ?? "\n"
        let writer = CSVWriter(to: sink, delimiter: delimiter, byteOrderMark: seed.isMultiple(of: 2), lineEnd: lineEnd)
        for record in table { try writer.write(record: record) }
        try writer.finish()
        for chunk in [1, 2, 3, 4, 5, 6, 7, 4096] {
            let source = MemorySource(sink.bytes, chunk: chunk)
            #expect(try records(source, delimiter: delimiter, limits: CSVLimits(opening: 16)) == table)
        }
    }

    private static func table(_ generator: inout SeededGenerator) -> [[String]] {
        (0..<Int.random(in: 1...30, using: &generator)).map { _ in
            (0..<Int.random(in: 1...6, using: &generator)).map { _ in
                (0..<Int.random(in: 0...5, using: &generator)).compactMap { _ in pieces.randomElement(using: &generator)
                }
                .joined()
            }
        }
    }

    @Test(
        "random bytes never crash, hang or take more memory than the limits allow",
        arguments: 1...60 as ClosedRange<UInt64>)
    func randomBytes(seed: UInt64) {
        var generator = SeededGenerator(state: seed)
        let shape = Array(",;\"\"\n\r\t ab0".utf8)
        let isShaped = seed.isMultiple(of: 2)
        let bytes = (0..<Int.random(in: 0...20_000, using: &generator)).map { _ -> UInt8 in
            let any = UInt8.random(in: 0...255, using: &generator)
            return isShaped ? shape[Int(any) % shape.count] : any
        }
        let limits = CSVLimits(field: 2000, record: 5000, columns: 300, opening: 64)
        let outcomes = [1, 7, 4096].map { chunk in Self.outcome(MemorySource(bytes, chunk: chunk), limits) }
        #expect(outcomes[0].records == outcomes[2].records)
        #expect(outcomes[1].records == outcomes[2].records)
        #expect(outcomes.allSatisfy { $0.bytes <= bytes.count && $0.memory <= 300_000 })
    }

    private struct Outcome {
        let records: [[String]]
        let bytes: Int
        let memory: Int
    }

    private static func outcome(_ source: MemorySource, _ limits: CSVLimits) -> Outcome {
        let reader = CSVReader(source: source, delimiter: comma, limits: limits)
        var records: [[String]] = []
        while (try? reader.next()) == true { records.append(reader.texts) }
        return Outcome(records: records, bytes: reader.byteOffset, memory: reader.memory)
    }
}
