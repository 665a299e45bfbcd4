/// Everything that can go wrong between a store and its database, the same for both.
package enum DatabaseError: Error, Sendable, Equatable {
    /// A rule of the schema was broken; `constraint` is the table and column or the index, as the database names it.
    case unique(constraint: String)
    case foreignKey(constraint: String)
    case notNull(column: String)
    case check(constraint: String)
    /// Another program holds the database and did not let go in time.
    case busy
    /// The transaction lost a race too often and was given up.
    case serialization
    case diskFull
    /// It holds tables, and none of ours.
    case foreignTables
    case readOnly
    case notADatabase(path: String)
    case corrupt(detail: String)
    case cannotOpen(target: String, detail: String)
    case connectionLost(detail: String)
    case invalidAddress(String)
    case unexpectedNull(column: Int)
    /// The statement itself is wrong: a defect of ours.
    case statement(message: String, sql: String)
    /// The database was made by an older Mainstay and needs `mainstay migrate`.
    case olderSchema(pending: Int)
    /// The database was made by a newer Mainstay.
    case newerSchema(unknown: [String])
    case backup(detail: String)
}
