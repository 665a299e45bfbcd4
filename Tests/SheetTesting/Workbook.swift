package import Foundation
import ProcessTesting

/// A workbook as somebody else's program reads it (openpyxl).
package struct Workbook {
    package enum Kind: String, Sendable { case empty, text, number, day }

    package struct Cell: Sendable, Equatable {
        package var kind: Kind
        package var text: String

        package init(_ kind: Kind, _ text: String) { (self.kind, self.text) = (kind, text) }
    }

    package struct Unreadable: Error { package let text: String }

    /// Of each sheet its rows.
    package let sheets: [[[Cell]]]

    package init(_ data: Data) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "sheet-\(UUID().uuidString).xlsx")
        try data.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try self.init(path: file.path())
    }

    package init(path: String) throws {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let root = here.deletingLastPathComponent().deletingLastPathComponent()
        let (output, told) = try ChildProcess.pipe()
        let reader = try ChildProcess(
            root.appending(path: ".venv/bin/python").path(), [here.appending(path: "read_sheet.py").path(), path],
            output: told)
        try told.close()
        let printed = try output.readToEnd() ?? Data()
        guard reader.wait() == 0 else { throw Unreadable(text: String(decoding: printed, as: UTF8.self)) }
        sheets = try JSONDecoder().decode([[[[String]]]].self, from: printed).map { rows in
            rows.map { cells in cells.map { Cell(Kind(rawValue: $0[0]) ?? .empty, $0[1]) } }
        }
    }
}
