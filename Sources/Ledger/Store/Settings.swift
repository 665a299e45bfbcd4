package import Database
package import Measures

/// What the company has settled about its ledger.
package enum LedgerSettings {
    package static func currency(in connection: any Connection) throws -> Currency? {
        try connection.text("SELECT value FROM settings WHERE name = 'currency'").flatMap(Currency.init)
    }

    /// The company's currency; a new company takes the one offered.
    package static func currency(orTake offered: Currency, in connection: any Connection) throws -> Currency {
        if let currency = try currency(in: connection) { return currency }
        try connection.execute(
            "INSERT INTO settings (name, value) VALUES ('currency', \(offered.code)) ON CONFLICT (name) DO NOTHING")
        return offered
    }
}
