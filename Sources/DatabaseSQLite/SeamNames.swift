package import Database

// The seam and GRDB both call things Database, SQL, Row and DatabaseError; here the seam's get another name.
package typealias SeamDatabase = Database
package typealias SeamError = DatabaseError
typealias SeamSQL = SQL
typealias SeamRow = Row
