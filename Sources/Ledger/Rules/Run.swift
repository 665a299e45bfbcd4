/// What a run writes, as its row says it.
package enum RunKind {
    package static let orders = "import"
    package static let costs = "costs"
}

/// One import, or another act that writes many orders or costs, with what became of it.
package struct Run: Sendable, Hashable {
    package enum State: String, Sendable, CaseIterable {
        /// At work, or stopped in the middle: whole batches are in, the rest can go on.
        case running
        case done
        /// Stopped by an error, which `problem` names; can go on too.
        case failed
        case undoing
        case undone
    }

    package var id: Int
    package var kind: String
    /// The file's name without its folder.
    package var file: String
    /// Who began it; nil for the command line.
    package var user: Int?
    package var state: State
    /// Unix seconds.
    package var started: Int
    package var ended: Int?
    /// 0…1.
    package var progress: Double
    package var counts: RunCounts
    package var problem: String?

    /// Whether `run undo` makes sense.
    package var canBeUndone: Bool { state != .undone && (kind == RunKind.orders || kind == RunKind.costs) }
}

package struct RunCounts: Sendable, Hashable {
    package var read = 0
    package var accepted = 0
    package var rejected = 0
    package var ordersNew = 0
    package var ordersChanged = 0
    package var ordersUnchanged = 0
    package var accountsNew = 0
    package var productsNew = 0
    package var costsNew = 0
    package var costsChanged = 0
    package var costsUnchanged = 0

    package init() {}

    package mutating func add(_ outcome: LedgerWriter.Outcome) {
        ordersNew += outcome.new
        ordersChanged += outcome.changed
        ordersUnchanged += outcome.unchanged
        accountsNew += outcome.accountsNew
        productsNew += outcome.productsNew
    }

    package mutating func add(_ outcome: CostWriter.Outcome) {
        costsNew += outcome.new
        costsChanged += outcome.changed
        costsUnchanged += outcome.unchanged
    }
}

/// How far a run has come in the fixed sequence of its file: a part of the file, and an order in that part.
package struct RunCursor: Sendable, Hashable, Comparable {
    package var part: Int
    package var order: Int

    package static let start = RunCursor(part: 0, order: 0)

    package init(part: Int, order: Int) {
        self.part = part
        self.order = order
    }

    package static func < (left: Self, right: Self) -> Bool { (left.part, left.order) < (right.part, right.order) }
}
