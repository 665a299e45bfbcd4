package import Ledger
package import Tabular

/// Why a whole file was not imported.
package enum ImportProblem: Error, Sendable, Equatable {
    case file(TabularError)
    case mapping([MappingProblem])
    case unknownMapping(String)
    case mappingUnreadable(path: String, detail: String)
    case unknownCurrency(String)
    /// The source of the order numbers has no name, or a very long one.
    case sourceUnusable
    /// Orders of the source are known by another rule: under this one, all of them would come in again.
    case otherRule(source: String, rule: String, asked: String)
    /// Somebody is importing the same file with the same mapping right now.
    case underWay
    /// Orders of the file would change closed months; the reject file lists them.
    case monthsClosed(LateOrders)
    /// The file holds rejected rows, and these orders are there already with other content: a part would replace them.
    case partsOfOrders([String], count: Int)
    /// The file of costs has no such column.
    case costColumnMissing(CostField)
    /// Costs of the file would change closed months; the reject file lists them.
    case costMonthsClosed(LateCosts)
}
