import CLibpq
import Database

/// Owns a PGresult.
final class PostgresResult {
    let pointer: OpaquePointer?

    init(_ pointer: OpaquePointer?) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    var status: ExecStatusType { PQresultStatus(pointer) }
    var rowCount: Int32 { PQntuples(pointer) }
    var changedRows: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

    func requireSuccess(of sql: String, on connection: OpaquePointer) throws(DatabaseError) {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_COPY_IN, PGRES_PIPELINE_SYNC: return
        default: throw failure(of: sql, on: connection)
        }
    }

    private func failure(of sql: String, on connection: OpaquePointer) -> DatabaseError {
        let message = field("M") ?? PostgresLink.message(connection)
        let constraint = field("n") ?? message
        guard let state = field("C") else { return .connectionLost(detail: message) }
        switch state {
        case "23505": return .unique(constraint: constraint)
        case "23503": return .foreignKey(constraint: constraint)
        case "23502": return .notNull(column: field("c") ?? message)
        case "23514": return .check(constraint: constraint)
        case "40001", "40P01": return .serialization
        case "25006": return .readOnly
        case "53100": return .diskFull
        case "55P03", "57014": return .busy
        case _ where state.hasPrefix("08") || state.hasPrefix("57P"): return .connectionLost(detail: message)
        case _ where state.hasPrefix("XX"): return .corrupt(detail: message)
        default: return .statement(message: message, sql: sql)
        }
    }

    /// An error field by libpq's one-letter code (PG_DIAG_…).
    private func field(_ code: Character) -> String? {
        guard let ascii = code.asciiValue, let text = PQresultErrorField(pointer, Int32(ascii)) else { return nil }
        return String(cString: text)
    }
}
