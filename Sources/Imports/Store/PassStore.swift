import Database
import Foundation
import Jobs
import Ledger
import Measures
import Rights

/// One going through an uploaded file: a check that writes nothing, or the import itself.
struct Pass: Sendable, Equatable {
    /// What came of it.
    struct Outcome: Sendable, Equatable, Codable {
        var read: Int
        var accepted: Int
        var rejected: Int
        var ordersNew: Int
        var ordersChanged: Int
        var ordersUnchanged: Int
        var accountsNew: Int
        var productsNew: Int
        var currency: String
        /// The company's, where that is another.
        var company: String?
        var tookCurrency: Bool
        var continued: Bool
        /// Orders of closed months that are booked into the first open one; passes of older versions do not say.
        var late: Int?
        /// Why lines were rejected, the most frequent first; passes of older versions do not say.
        var reasons: [RejectReason]?
        /// What the file comes to; passes of older versions do not say.
        var figures: ControlFigures?
    }

    var id: Int
    var file: Int
    var isCheck: Bool
    var mapping: Mapping
    /// Of the person who began it: the reasons in the reject file are in it.
    var language: Language
    var user: Int?
    var created: Int
    var ended: Int?
    /// Why the file was not imported, in every language.
    var problem: [Language: String]?
    /// What has to be said before the file can be read.
    var questions: [MappingProblem] = []
    var outcome: Outcome?
    /// Of an import that came to its end.
    var run: Int?
    /// Lines that were not taken lie beside it, with their reasons.
    var hasRejects: Bool
    /// Nil when it has been forgotten.
    var job: Job?

    /// Nothing more will happen.
    var isOver: Bool { ended != nil || job?.isOver ?? true }
}

/// The passes and the work they wait for.
struct PassStore: Sendable {
    static let job = "import"

    struct Payload: Codable {
        var pass: Int
    }

    private let database: any Database

    init(_ database: any Database) { self.database = database }

    /// What came of asking for a pass.
    enum Beginning: Sendable, Equatable {
        case begun(Int)
        /// The same was under way already: somebody clicked twice.
        case already(Int)
        /// Something else goes on with the file; nothing was begun.
        case underWay(isCheck: Bool)
        /// The preview it was asked from is no longer the file's latest pass; nothing was begun.
        case superseded
    }

    /// Asks for a pass; a worker does it.
    /// - Parameter preview: the check whose result the person looked at; nil when there was none.
    func begin(
        _ file: Int, isCheck: Bool, mapping: Mapping, after preview: Int? = nil, language: Language, user: Int?,
        now: Int
    ) async throws -> Beginning {
        let document = try mapping.json
        return try await database.write { connection in
            let last = try Self.latest(of: file, in: connection)
            if let last, !last.isOver {
                let isSame = last.isCheck == isCheck && last.mapping == mapping
                return isSame ? .already(last.id) : .underWay(isCheck: last.isCheck)
            }
            if let preview, last?.id != preview { return .superseded }
            let id = try Identifiers.reserve(1, for: "import_passes", in: connection)
            let job = try JobStore.enqueue(Self.job, Payload(pass: id), now: now, in: connection)
            try connection.execute(
                """
                INSERT INTO import_passes (id, file_id, job_id, is_check, mapping, language, user_id, created)
                VALUES (\(id), \(file), \(job), \(isCheck), \(document), \(language.rawValue), \(user), \(now))
                """)
            return .begun(id)
        }
    }

    func find(_ id: Int, _ scope: Scope) async throws -> Pass? {
        if scope.isNothing { return nil }
        return try await database.read { try Self.first("WHERE p.id = \(id)", in: $0) }
    }

    func latest(of file: Int, _ scope: Scope) async throws -> Pass? {
        if scope.isNothing { return nil }
        return try await database.read { try Self.latest(of: file, in: $0) }
    }

    /// The pass that made a run; none for runs of the command line.
    func find(run: Int, _ scope: Scope) async throws -> Pass? {
        if scope.isNothing { return nil }
        return try await database.read { try Self.first("WHERE p.run_id = \(run) ORDER BY p.id DESC LIMIT 1", in: $0) }
    }

    func conclude(_ id: Int, _ outcome: Pass.Outcome, run: Int?, now: Int) async throws {
        let document = String(decoding: try JSONEncoder().encode(outcome), as: UTF8.self)
        try await database.write {
            try $0.execute(
                """
                UPDATE import_passes SET outcome = \(document), run_id = \(run), ended = \(now) WHERE id = \(id)
                """)
        }
    }

    func conclude(
        _ id: Int, problem: [Language: String], questions: [MappingProblem] = [], now: Int
    ) async throws {
        let document = String(decoding: try JSONEncoder().encode(problem), as: UTF8.self)
        let asked = questions.isEmpty ? nil : String(decoding: try JSONEncoder().encode(questions), as: UTF8.self)
        try await database.write {
            try $0.execute(
                """
                UPDATE import_passes SET problem = \(document), questions = \(asked), ended = \(now) WHERE id = \(id)
                """)
        }
    }

    /// Keeps the reject file of a pass in place of what an earlier attempt left.
    func keepRejects(of pass: Int, _ place: URL) async throws {
        try await database.write { try $0.execute("DELETE FROM import_rejects WHERE pass_id = \(pass)") }
        try await forEachChunk(of: place) { number, bytes in
            _ = try await database.write { connection in
                try connection.execute(
                    "INSERT INTO import_rejects (pass_id, place, content) VALUES (\(pass), \(number), \(bytes))")
            }
        }
    }

    /// One piece of the reject file, counted from 0; nil behind the last.
    func rejects(of pass: Int, piece: Int, _ scope: Scope) async throws -> [UInt8]? {
        if scope.isNothing { return nil }
        return try await database.read { connection in
            try connection.first("SELECT content FROM import_rejects WHERE pass_id = \(pass) AND place = \(piece)") {
                try $0.blob(0)
            }
        }
    }

    static func latest(of file: Int, in connection: any Connection) throws -> Pass? {
        try first("WHERE p.file_id = \(file) ORDER BY p.id DESC LIMIT 1", in: connection)
    }

    private static func first(_ condition: SQL, in connection: any Connection) throws -> Pass? {
        let found = try connection.first("\(columns) \(condition)") { (pass: try Pass($0), job: try $0.int(13)) }
        guard var pass = found?.pass, let job = found?.job else { return nil }
        pass.job = try JobStore.find(job, in: connection)
        return pass
    }

    private static let columns: SQL = """
        SELECT p.id, p.file_id, p.is_check, p.mapping, p.language, p.user_id, p.created, p.ended, p.problem, p.outcome,
            p.run_id, EXISTS (SELECT 1 FROM import_rejects r WHERE r.pass_id = p.id), p.questions, p.job_id
        FROM import_passes p
        """
}

extension Pass {
    fileprivate init(_ row: any Row) throws {
        let decoder = JSONDecoder()
        id = try row.int(0)
        file = try row.int(1)
        isCheck = try row.bool(2)
        mapping = try decoder.decode(Mapping.self, from: Data(try row.text(3).utf8))
        language = Language(rawValue: try row.text(4)) ?? .en
        user = row.optionalInt(5)
        created = try row.int(6)
        ended = row.optionalInt(7)
        problem = try row.optionalText(8).map { try decoder.decode([Language: String].self, from: Data($0.utf8)) }
        outcome = try row.optionalText(9).map { try decoder.decode(Outcome.self, from: Data($0.utf8)) }
        run = row.optionalInt(10)
        hasRejects = try row.bool(11)
        // A question that a former version asked in other words is asked anew.
        questions =
            try row.optionalText(12).flatMap { try? decoder.decode([MappingProblem].self, from: Data($0.utf8)) } ?? []
    }
}

extension Pass.Outcome {
    init(
        _ counts: RunCounts, currency: Currency, company: Currency?, late: Int?, tookCurrency: Bool, continued: Bool,
        reasons: [RejectReason]? = nil, figures: ControlFigures? = nil
    ) {
        read = counts.read
        accepted = counts.accepted
        rejected = counts.rejected
        ordersNew = counts.ordersNew
        ordersChanged = counts.ordersChanged
        ordersUnchanged = counts.ordersUnchanged
        accountsNew = counts.accountsNew
        productsNew = counts.productsNew
        self.currency = currency.code
        self.company = company?.code
        self.tookCurrency = tookCurrency
        self.continued = continued
        self.late = late
        self.reasons = reasons
        self.figures = figures
    }
}
