/// Who is told of files that people take away, before the first line is written.
package struct ExportWitness: Contribution {
    package var note: @Sendable (Visit, _ fileName: String, _ address: String) async throws -> Void

    package init(note: @escaping @Sendable (Visit, String, String) async throws -> Void) { self.note = note }
}
