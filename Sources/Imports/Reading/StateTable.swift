import Ledger
import Measures

/// The states and document types of a file with what they mean, each worked out once.
struct StateTable: Sendable {
    /// More different values than this are no states.
    static let most = 300

    fileprivate struct Entry: Sendable {
        let meaning: CancelRule.Meaning?
        let isUndone: Bool
        var rows = 0
        var amount: Int64 = 0
        var isAdded = false
    }

    fileprivate struct Column: Sendable {
        let field: OrderField
        var values = ByteInterner()
        var entries: [Entry] = []
        var current = -1
    }

    /// That have a column.
    let fields: [OrderField]
    private var columns: [Column]
    /// Rules of the mapping that look at a state as a whole.
    private let rules: [CancelRule]

    init(_ fields: [OrderField], rules: [CancelRule]) {
        self.fields = fields
        columns = fields.map { Column(field: $0) }
        self.rules = rules
    }

    /// What a row's state in one of the fields means; nil where it has none, or one that nobody knows.
    mutating func take(_ value: UnsafeBufferPointer<UInt8>, at place: Int) -> CancelRule.Meaning? {
        columns[place].meaning(of: value, rules)
    }

    /// Counts the row whose states were taken last.
    mutating func count(amount: Int64?) {
        for place in columns.indices where columns[place].current >= 0 {
            let entry = columns[place].current
            columns[place].entries[entry].rows += 1
            columns[place].entries[entry].amount &+= Int64(clamping: amount?.magnitude ?? 0)
            if let amount, amount > 0 { columns[place].entries[entry].isAdded = true }
        }
    }

    /// The most rows first.
    var counts: [StateCount] {
        columns.flatMap { column in
            column.entries.enumerated().map { number, entry in
                StateCount(
                    field: column.field, value: column.values.text(number), rows: entry.rows, amountMinor: entry.amount,
                    takenAs: entry.meaning ?? (entry.isUndone && !entry.isAdded ? .cancellation : nil))
            }
        }.sorted { ($1.rows, $0.value) < ($0.rows, $1.value) }
    }
}

extension StateTable.Column {
    fileprivate mutating func meaning(
        of bytes: UnsafeBufferPointer<UInt8>, _ rules: [CancelRule]
    ) -> CancelRule.Meaning? {
        current = -1
        if bytes.isEmpty { return nil }
        guard entries.count < StateTable.most else { return nil }
        current = values.intern(bytes)
        if current == entries.count { entries.append(entry(String(decoding: bytes, as: UTF8.self), rules)) }
        return entries[current].meaning
    }

    private func entry(_ value: String, _ rules: [CancelRule]) -> StateTable.Entry {
        let rule = rules.first { $0.field == field && $0.fits(value) }
        return .init(
            meaning: rule?.means ?? Vocabulary.all.meaning(of: value),
            isUndone: rule == nil && Vocabulary.all.isUndone(value))
    }
}

extension CancelRule {
    /// Whether a state is one of those named; case makes no difference, except at its beginning.
    fileprivate func fits(_ value: String) -> Bool {
        (startsWith ?? []).contains { value.hasPrefix($0) }
            || (equals ?? []).contains { $0.lowercased() == value.lowercased() }
    }
}
