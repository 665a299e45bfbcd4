import Foundation
import Measures
import Tabular

// A list's file in the formats that it is offered in.

extension ListFile {
    /// UTF-8 with its mark, and no name that a spreadsheet would run as a formula.
    /// - Parameter language: nil for codes.
    func csv(in language: Language?, _ write: (String) async throws -> Void) async throws {
        try await write("\u{FEFF}" + Self.csv([columns.heads(language)]))
        try await read { try await write(try Self.csv($0.map { columns.worded($0, language) })) }
    }

    private static func csv(_ records: Records) throws -> String {
        let sink = MemorySink()
        let writer = CSVWriter(to: sink, guardsFormulas: true)
        for record in records { try writer.write(record: record) }
        try writer.finish()
        return sink.text
    }

    /// Put together on disk, since a workbook is packed as a whole. Nobody else on the machine may read it, and it is
    /// gone when the last one lets go of it, also after a kill.
    /// - Parameter language: nil for codes.
    func xlsx(in language: Language?, folder: URL) async throws -> FileHandle {
        let own = folder.appending(path: "mainstay-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: own, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: own) }
        let file = own.appending(path: "list.xlsx").path()
        let writer = try XLSXWriter(path: file, folder: own.path(), sheet: name, heads: columns.heads(language))
        try await read { records in
            for record in records {
                for (column, value) in zip(columns.shown, columns.worded(record, language)) {
                    try writer.write(value, column.kind)
                }
                try writer.endRecord()
            }
        }
        nonisolated(unsafe) let whole = writer
        try await offload { try whole.finish() }
        return try FileHandle(forReadingFrom: URL(filePath: file))
    }
}

extension XLSXWriter {
    fileprivate func write(_ value: String, _ kind: ExportColumn.Kind) throws {
        switch kind {
        case .number where !value.isEmpty: try write(number: value)
        case .day:
            guard let day = Day(iso: value), day >= Self.firstDay else { return try write(value) }
            try write(day: Int(day.number))
        default: try write(value)
        }
    }

    private static let firstDay = Day(iso: "1900-03-01")!
}
