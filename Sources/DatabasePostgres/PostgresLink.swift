import CLibpq
import Database

/// The libpq connection itself, with its prepared statements by text.
final class PostgresLink {
    let pointer: OpaquePointer
    private var prepared: [String: String] = [:]

    init(url: String) throws {
        guard let pointer = PQconnectdb(url) else {
            throw DatabaseError.cannotOpen(target: "postgres", detail: "out of memory")
        }
        self.pointer = pointer
        guard PQstatus(pointer) == CONNECTION_OK else {
            // Everything is set, so deinit closes the pointer.
            throw DatabaseError.cannotOpen(target: "postgres", detail: Self.message(pointer))
        }
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
        // Reading here and there costs little on today's disks; at the default of 4, look-ups by key lists read all.
        try command(
            """
            SET client_min_messages = warning; SET timezone = 'UTC'; SET standard_conforming_strings = on;
            SET random_page_cost = 1.1
            """)
    }

    deinit { PQfinish(pointer) }

    /// Connected, and not inside a transaction that somebody forgot.
    var isSound: Bool { PQstatus(pointer) == CONNECTION_OK && PQtransactionStatus(pointer) == PQTRANS_IDLE }

    /// Runs text without parameters.
    func command(_ text: String) throws {
        let result = PostgresResult(PQexec(pointer, text))
        try result.requireSuccess(of: text, on: pointer)
    }

    /// The server-side name of a statement, preparing it at its first use.
    func name(of text: String, types: [Oid]) throws -> String {
        let key = text + types.map { "\u{1}\($0)" }.joined()
        if let name = prepared[key] { return name }
        let name = "s\(prepared.count + 1)"
        let result = PostgresResult(PQprepare(pointer, name, text, Int32(types.count), types))
        try result.requireSuccess(of: text, on: pointer)
        prepared[key] = name
        return name
    }

    static func message(_ pointer: OpaquePointer) -> String {
        String(cString: PQerrorMessage(pointer)).split(separator: "\n").first.map(String.init) ?? ""
    }
}
