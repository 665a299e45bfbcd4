import Foundation
import Tabular
import Testing

/// Real files with real faults, each read or refused with one clear sentence.
struct NastyFilesTests {
    @Test(
        "has the outcome written down for it", .enabled(if: SharedData.has("nasty_csv")),
        arguments: NastyFiles.folders.keys.sorted())
    func outcomes(folder: String) throws {
        let expected = Dictionary(
            uniqueKeysWithValues: (NastyFiles.folders[folder] ?? "").split(separator: "\n").map {
                let parts = $0.split(separator: ": ", maxSplits: 1).map(String.init)
                return (parts[0], parts[1])
            })
        let files = SharedData.files(in: "nasty_csv/" + folder)
        #expect(Set(files) == Set(expected.keys))
        for file in files {
            #expect(outcome(SharedData.path("nasty_csv/\(folder)/\(file)")) == expected[file], "\(file)")
        }
    }

    private func outcome(_ path: String) -> String {
        do throws(TabularError) {
            let reader = CSVReader(source: try openSource(path: path))
            var columns: [Int] = []
            while try reader.next() { columns.append(reader.fieldCount) }
            guard let fewest = columns.min(), let most = columns.max() else { return "no record" }
            let width = fewest == most ? "\(most)" : "\(fewest)-\(most)"
            return "\(columns.count) × \(width) \(name(of: reader.delimiter))"
        } catch {
            return error.english
        }
    }

    private func name(of delimiter: UInt8) -> String {
        [",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"][Character(Unicode.Scalar(delimiter))] ?? "other"
    }

    @Test(
        "csv-spectrum reads as its JSON says", .enabled(if: SharedData.has("nasty_csv/csv-spectrum")),
        arguments: [
            "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates", "newlines",
            "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
        ])
    func spectrum(name: String) throws {
        let folder = SharedData.path("nasty_csv/csv-spectrum")
        var csv = try String(contentsOfFile: folder + "/csvs/\(name).csv", encoding: .utf8)
        // The copy lost its CRLFs on the way; its JSON still has them.
        if name.hasSuffix("_crlf") && !csv.contains("\r\n") { csv = csv.replacing("\n", with: "\r\n") }
        let json = try JSONSerialization.jsonObject(
            with: Data(contentsOf: URL(filePath: folder + "/json/\(name).json")))
        var expected = try #require(json as? [[String: String]] ?? (json as? [String: String]).map { [$0] })
        // The JSON of this one has another telephone number than its CSV.
        if name == "location_coordinates" { expected[0]["Contact Phone Number"] = "2095257564" }
        let rows = try records(csv)
        let read = rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
        #expect(read == expected)
    }

    @Test(
        "Chinese files: UTF-8 with and without mark are read, GBK and GB18030 are recognised",
        .enabled(if: SharedData.has("superstore_cn")),
        arguments: [("managers", 7, 2), ("orders", 10_001, 20), ("returns", 297, 2)])
    func chinese(name: String, count: Int, columns: Int) throws {
        let plain = try records(openSource(path: SharedData.path("superstore_cn/\(name)_utf8.csv")))
        let marked = try records(openSource(path: SharedData.path("superstore_cn/\(name)_utf8bom.csv")))
        #expect(plain == marked)
        #expect(plain.count == count)
        #expect(Set(plain.map(\.count)) == [columns])
        for encoding in ["gbk", "gb18030"] {
            let path = SharedData.path("superstore_cn/\(name)_\(encoding).csv")
            #expect(failure(try openSource(path: path)) == .notUTF8(line: 1, column: 1, looksLike: .gb18030))
        }
    }

    @Test("a large gzip file is read to its last record", .enabled(if: SharedData.has("online_retail")))
    func onlineRetail() throws {
        let reader = CSVReader(source: try openSource(path: SharedData.path("online_retail/online_retail.csv.gz")))
        let header = try CSVHeader(reading: reader)
        #expect(header.index(of: ["customerid"]) == 6)
        while try reader.next() { #expect(reader.fieldCount == 8) }
        #expect(reader.recordNumber == 541_910)
        #expect(reader.byteOffset == 48_039_726)
        #expect(reader.progress == 1)
    }
}
