import Database
import Foundation
import Imports
import Ledger
import Measures

/// A file that lives as long as the test's body.
func withFile<T>(_ text: String, named name: String = "orders.csv", _ body: (String) async throws -> T) async throws
    -> T
{
    let folder = FileManager.default.temporaryDirectory.appending(path: "mainstay-file-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try await body(path)
}

/// Imports text as a file and answers the result and what the reject file holds.
func importOrders(
    _ text: String, _ mapping: Mapping = .plain, currency: Currency? = nil, dryRun: Bool = false,
    partSize: Int? = nil, in database: any Database
) async throws -> (result: ImportResult, rejects: String) {
    try await withFile(text) { path in
        var job = OrderImport(path: path, fileName: "orders.csv", mapping: mapping, now: { 1_800_000_000 })
        job.currency = currency
        job.isDryRun = dryRun
        if let partSize { job.partSize = partSize }
        job.rejectPath = path + ".rejected"
        let result = try await job.run(in: database)
        return (result, (try? String(contentsOfFile: path + ".rejected", encoding: .utf8)) ?? "")
    }
}

extension Mapping {
    /// Columns named by the field's own name.
    static let plain = Mapping(
        name: "plain", columns: Dictionary(uniqueKeysWithValues: OrderField.allCases.map { ($0, [$0.rawValue]) }),
        cancelled: [
            CancelRule(field: .orderNumber, startsWith: ["C"], means: .cancellation),
            CancelRule(field: .status, equals: ["cancelled", "已取消"], means: .void),
        ])
}

/// The folder of real data, when this checkout has it.
let realData: URL? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let asked = ProcessInfo.processInfo.environment["MAINSTAY_TEST_DATA"].map { URL(fileURLWithPath: $0) }
    let folder = asked ?? root.deletingLastPathComponent().appending(path: "shared/data")
    return FileManager.default.fileExists(atPath: folder.appending(path: "README.md").path) ? folder : nil
}()
