/// Why a row was not taken. A row with a problem takes its whole order with it.
package enum RowProblem: Error, Sendable, Hashable {
    case missing(OrderField)
    case unreadableNumber(OrderField, String)
    case unreadableDay(String)
    /// Nothing was bought on a day that is still to come; one such day would shift what counts as the last twelve months.
    case futureDay(String)
    /// A currency stands beside the number that is not the row's.
    case otherCurrency(OrderField, String, row: String)
    case unknownCurrency(String)
    case tooLarge(OrderField)
    case tooLong(OrderField)
    case tooManyFields(Int, expected: Int)
    /// A spreadsheet rounded the code to a number: what it was cannot be known.
    case roundedCode(OrderField, String)
    /// A quantity below zero with an amount above it: one of them is wrong.
    case signsContradict
    /// The row leaves out what stands above, in a file whose rows say everything: what it belongs to cannot be known.
    case continues
    /// The days of the order lie further apart than those of one order: the first and the last.
    case daysApart(String, from: String, to: String)
    /// The rows of the order disagree on these: customer, currency or status.
    case orderDisagrees(String, on: [OrderField])
    /// More lines than one order may have.
    case orderTooLong(String)
    /// The order would change a closed month: a reason to refuse the file.
    case monthClosed(String)
    /// Another row of the same order has a problem.
    case orderRejected(String)
}
