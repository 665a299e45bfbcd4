import Database

/// Keeps an undo from taking away accounts and products while another writer is about to refer to them. SQLite has one
/// writer at a time anyway.
enum NameLock {
    /// Taken by whoever refers to accounts and products: does not hinder others that do.
    static func share(in connection: any Connection) throws {
        guard connection.dialect == .postgres else { return }
        try connection.execute("LOCK TABLE accounts, products IN ROW SHARE MODE")
    }

    /// Taken by whoever takes them away: waits for the others, and they for it.
    static func exclude(in connection: any Connection) throws {
        guard connection.dialect == .postgres else { return }
        try connection.execute("LOCK TABLE accounts, products IN EXCLUSIVE MODE")
    }
}
