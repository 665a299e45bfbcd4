import Measures

/// What a whole file shows about how it is written, gathered while its rows are read: nothing is decided by a majority.
struct FileEvidence: Sendable, Hashable {
    var days = DayEvidence()
    var numbers = DecimalEvidence()
    /// Rows that leave out what stands in the row above.
    var gaps = 0
    var firstGap = 0
    /// Rows of the order above that say everything anew.
    var followUps = 0
    /// By field: codes that end with `.0`, and codes that do not.
    var tails = [Bool](repeating: false, count: OrderField.allCases.count)
    var noTails = [Bool](repeating: false, count: OrderField.allCases.count)
    /// By field: shares above one that bear no percent sign.
    var percents = [Bool](repeating: false, count: OrderField.allCases.count)
    /// Rows in which the amount can be held against quantity × price, and where it is something else.
    var priced = 0
    var differing = 0
    var firstDiffering = 0
    /// Rows whose amount is quantity × price although there is a discount.
    var undiscounted = 0
    var firstUndiscounted = 0
    /// Last rows of orders that come to what the rows above them come to, in quantity and amount.
    private(set) var sums = 0
    private(set) var firstSum = 0

    /// Whether rows that leave something out continue the row above: no row says everything of its order anew.
    var continues: Bool { gaps > 0 && followUps == 0 }

    mutating func noteSum(_ line: Int) {
        if sums == 0 { firstSum = line }
        sums += 1
    }

    /// Of the last one noted, which more rows of its order follow.
    mutating func takeBackSum() { sums -= 1 }
}
