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
    /// The rows of the order disagree on these: customer, currency or status.
    case orderDisagrees(String, on: [OrderField])
    /// More lines than one order may have.
    case orderTooLong(String)
    /// The order would change a closed month: a reason to refuse the file.
    case monthClosed(String)
    /// Another row of the same order has a problem.
    case orderRejected(String)
}
