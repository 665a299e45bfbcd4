/// What can be wrong with the ledger itself; bad input is a value elsewhere.
package enum LedgerError: Error, Sendable, Equatable {
    case unknownCurrency(String)
    case unknownRun(Int)
    /// The run is of a kind or in a state that cannot be undone.
    case runNotUndoable(run: Int, state: String)
}
