import Measures

/// What was typed into a form, as it was typed.
package struct Form: Sendable, Equatable {
    package private(set) var fields: [String: [String]]
    package private(set) var uploads: [String: Upload]

    package init(_ fields: [String: [String]] = [:], uploads: [String: Upload] = [:]) {
        self.fields = fields
        self.uploads = uploads
    }

    /// The text of a field; empty when the form did not have it.
    package subscript(_ name: String) -> String { fields[name]?.first ?? "" }

    /// The text without white space at its ends.
    package func trimmed(_ name: String) -> String { self[name].trimmed }

    /// The text as a name or title may be (`String.oneLine`).
    package func line(_ name: String) -> String { self[name].oneLine }

    /// Every value of a field that may come several times, as check boxes do.
    package func all(_ name: String) -> [String] { fields[name] ?? [] }

    package func isChecked(_ name: String) -> Bool { fields[name] != nil }

    /// A file that was chosen; nil when none was.
    package func upload(_ name: String) -> Upload? { uploads[name] }

    mutating func add(_ value: String, to name: String) { fields[name, default: []].append(value) }
    mutating func add(_ upload: Upload, to name: String) { uploads[name] = upload }
}

/// One thing that is wrong with a form, told at the field it is about.
package struct FieldProblem: Error, Equatable {
    package var field: String
    package var text: String

    package init(_ field: String, _ text: String) {
        self.field = field
        self.text = text
    }
}

extension [FieldProblem] {
    package func text(of field: String) -> String? { first { $0.field == field }?.text }
}
