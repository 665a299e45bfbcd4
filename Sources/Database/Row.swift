/// One row of an answer, columns counted from 0. Valid only inside the closure it was given to.
package protocol Row {
    var columnCount: Int { get }
    func isNull(_ column: Int) -> Bool
    func optionalInt(_ column: Int) -> Int?
    func optionalDouble(_ column: Int) -> Double?
    func optionalText(_ column: Int) -> String?
    func optionalBool(_ column: Int) -> Bool?
    func optionalBlob(_ column: Int) -> [UInt8]?
}

// Written out for each type: every column of every row is read through one of these, and what a generic function would
// cost without specialisation is half of the time of a walk through a table.
extension Row {
    package func int(_ column: Int) throws(DatabaseError) -> Int {
        guard let value = optionalInt(column) else { throw .unexpectedNull(column: column) }
        return value
    }

    package func double(_ column: Int) throws(DatabaseError) -> Double {
        guard let value = optionalDouble(column) else { throw .unexpectedNull(column: column) }
        return value
    }

    package func text(_ column: Int) throws(DatabaseError) -> String {
        guard let value = optionalText(column) else { throw .unexpectedNull(column: column) }
        return value
    }

    package func bool(_ column: Int) throws(DatabaseError) -> Bool {
        guard let value = optionalBool(column) else { throw .unexpectedNull(column: column) }
        return value
    }

    package func blob(_ column: Int) throws(DatabaseError) -> [UInt8] {
        guard let value = optionalBlob(column) else { throw .unexpectedNull(column: column) }
        return value
    }
}
