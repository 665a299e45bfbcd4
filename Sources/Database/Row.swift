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

extension Row {
    package func int(_ column: Int) throws(DatabaseError) -> Int { try known(optionalInt(column), column) }
    package func double(_ column: Int) throws(DatabaseError) -> Double { try known(optionalDouble(column), column) }
    package func text(_ column: Int) throws(DatabaseError) -> String { try known(optionalText(column), column) }
    package func bool(_ column: Int) throws(DatabaseError) -> Bool { try known(optionalBool(column), column) }
    package func blob(_ column: Int) throws(DatabaseError) -> [UInt8] { try known(optionalBlob(column), column) }

    private func known<T>(_ value: T?, _ column: Int) throws(DatabaseError) -> T {
        guard let value else { throw .unexpectedNull(column: column) }
        return value
    }
}
