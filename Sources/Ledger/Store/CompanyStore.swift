package import Database
package import Foundation
package import Measures

/// What the company has settled, as its page and its command show and change it.
package struct CompanyStore: Sendable {
    package struct Company: Sendable {
        /// Nil before the first import.
        package var currency: Currency?
        package var basis: RevenueBasis
        package var timeZone: TimeZone
        package var closedThrough: Month?
        package var lateOrders: ClosedMonths.LateOrders
    }

    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    package func company() async throws -> Company {
        try await database.read { connection in
            Company(
                currency: try CompanySettings.currency(in: connection), basis: .order,
                timeZone: try CompanySettings.timeZone(in: connection),
                closedThrough: try CompanySettings.closedMonths(in: connection)?.through,
                lateOrders: try CompanySettings.lateOrders(in: connection))
        }
    }

    /// - Throws: `LedgerError.runUnderWay` for another currency while a run is at work in the one so far.
    package func keep(_ draft: CompanyDraft, now: Int) async throws {
        try await database.write { connection in
            if let currency = draft.currency { try CompanySettings.change(to: currency, now: now, in: connection) }
            try CompanySettings.keep(draft.timeZone, in: connection)
            try CompanySettings.close(through: draft.closedThrough, in: connection)
            try CompanySettings.keep(draft.lateOrders, in: connection)
        }
    }
}
