import Audit
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
            let before = try Self.words(in: connection)
            if let currency = draft.currency { try CompanySettings.change(to: currency, now: now, in: connection) }
            try CompanySettings.keep(draft.timeZone, in: connection)
            try CompanySettings.close(through: draft.closedThrough, in: connection)
            try CompanySettings.keep(draft.lateOrders, in: connection)
            let changes = AuditChange.between(
                zip(before, try Self.words(in: connection)).map { AuditChange($0.field, $0.text, $1.text) })
            if !changes.isEmpty {
                try Audit.note(.companyChanged, AuditSubject(.company, "", named: ""), changes, in: connection)
            }
        }
    }

    /// What the audit says of the settings.
    private static func words(in connection: any Connection) throws -> [(field: String, text: String?)] {
        [
            ("currency", try CompanySettings.currency(in: connection)?.code),
            ("time_zone", try CompanySettings.timeZone(in: connection).identifier),
            ("closed_through", try CompanySettings.closedMonths(in: connection)?.through.iso),
            ("late_orders", try CompanySettings.lateOrders(in: connection).rawValue),
        ]
    }
}
