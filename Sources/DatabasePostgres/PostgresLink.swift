import CLibpq
import Database

/// The libpq connection itself, with its prepared statements by text.
final class PostgresLink {
    let pointer: OpaquePointer
    private var prepared: [String: String] = [:]
    /// A COPY whose rows were all sent and whose answer nobody has read.
    private var unanswered: String?

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

    /// Leaves the server to work through a COPY while the caller goes on; its answer is read before whatever comes
    /// next, and so before the end of the transaction at the latest.
    func leave(_ copy: String) { unanswered = copy }

    /// Reads the answer of the COPY that was left, if there is one.
    func settle() throws {
        guard let copy = unanswered else { return }
        unanswered = nil
        try drain(copy)
    }

    /// Reads everything the server has to say about a statement, and throws the first error.
    func drain(_ text: String) throws {
        var failure: (any Error)?
        while let answer = PQgetResult(pointer) {
            let result = PostgresResult(answer)
            do { try result.requireSuccess(of: text, on: pointer) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    /// Runs text without parameters.
    func command(_ text: String) throws {
        try settle()
        let result = PostgresResult(PQexec(pointer, text))
        try result.requireSuccess(of: text, on: pointer)
    }

    /// The server-side name of a statement that is about to run, preparing it at its first use.
    func name(of text: String, types: [Oid]) throws -> String {
        try settle()
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
