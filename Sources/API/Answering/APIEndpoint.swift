import Crypto
import Database
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Site

/// One operation, answered: let in, read, done once, written down.
struct APIEndpoint: Sendable {
    let operation: APIOperation
    let door: APIDoor
    let underWay: CallsUnderWay

    func answer(_ visit: Visit) async throws -> Response {
        var visit = visit
        visit.way = .api
        let (caller, limits) = try await door.enter(visit, operation)
        visit.viewer = caller.viewer
        do {
            var response = try await answer(visit, caller)
            response.headers.append(contentsOf: limits)
            return response
        } catch {
            var response = visit.problem(Self.told(error), logger: visit.site.settings.logger)
            response.headers.append(contentsOf: limits)
            return response
        }
    }

    private func answer(_ visit: Visit, _ caller: TokenStore.Caller) async throws -> Response {
        let reading = APIReading(operation: operation)
        let values = try reading.values(visit, for: visit.scope)
        let bytes = try await reading.bytes(visit)
        let key = try key(visit, caller, bytes)
        let call = APICall(
            visit: visit, database: key.map { RememberingDatabase(visit.database, $0) } ?? visit.database,
            values: values, body: try reading.body(bytes, for: visit.scope))
        guard let key else { return response(kept(try await answer(call))) }
        return try await answer(call, once: key)
    }

    private func answer(_ call: APICall) async throws -> APIAnswer {
        switch operation.handling {
        case .answer(let answer): try await answer(call)
        case .write(let write, let answer): try await answer(call, try await write(call))
        }
    }

    // MARK: Once

    private func key(_ visit: Visit, _ caller: TokenStore.Caller, _ bytes: [UInt8]) throws -> AnswerStore.Key? {
        guard operation.takesKey, let text = visit.request.headers[.idempotencyKey] else { return nil }
        guard (1...255).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(
                .badRequest, "The Idempotency-Key has 1 to 255 letters of ASCII, without blanks.",
                faults: [.init(parameter: "Idempotency-Key", "is not usable")])
        }
        let parts = [Data(visit.request.method.rawValue.utf8), Data(visit.request.uri.description.utf8), Data(bytes)]
        var hash = SHA256()
        for part in parts {
            // With its length before it, so that no two calls are written alike.
            hash.update(data: Data("\(part.count):".utf8))
            hash.update(data: part)
        }
        return AnswerStore.Key(token: caller.token, key: text, hash: Secret.hex(hash.finalize()))
    }

    private func answer(_ call: APICall, once key: AnswerStore.Key) async throws -> Response {
        guard underWay.begin(key.token, key.key) else { throw Self.isUnderWay }
        defer { underWay.end(key.token, key.key) }
        let store = AnswerStore(call.visit.database)
        if let known = try await store.kept(key, now: call.visit.now) { return try await repeated(known, call, key) }
        let kept: AnswerStore.Answer
        do { kept = self.kept(try await answer(call)) } catch DatabaseError.unique(let constraint)
            where constraint.contains("api_answers")
        {
            // Another program took the same call meanwhile.
            throw Self.isUnderWay
        }
        try await store.keep(kept, for: key)
        return response(kept)
    }

    private func repeated(
        _ known: AnswerStore.Kept, _ call: APICall, _ key: AnswerStore.Key
    ) async throws -> Response {
        guard known.hash == key.hash else {
            throw Problem(.unprocessableContent, "This Idempotency-Key was sent with another request before.")
        }
        var response: Response
        if case .write(_, let answer) = operation.handling {
            // Read again: what the user may see of the record may be less by now, or the program ended before it
            // answered.
            response = self.response(kept(try await answer(call, known.record ?? call.id())))
        } else {
            guard let answer = known.answer else { throw Self.isUnderWay }
            response = self.response(answer)
        }
        response.headers[.idempotencyReplayed] = "true"
        return response
    }

    private static let isUnderWay = Problem(
        .conflict, "A request with this Idempotency-Key is under way; ask again when it is done.")

    // MARK: Answers

    private func kept(_ answer: APIAnswer) -> AnswerStore.Answer {
        AnswerStore.Answer(
            status: operation.status.code, location: answer.location.map { APIVersion.root + $0 },
            body: answer.value?.bytes ?? [])
    }

    private func response(_ answer: AnswerStore.Answer) -> Response {
        var headers: HTTPFields = answer.status == 204 ? [:] : [.contentType: "application/json"]
        headers[.location] = answer.location
        return Response(
            status: .init(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }

    /// The faults that a feature found come as the whole problem.
    private static func told(_ error: any Error) -> any Error {
        guard let faults = error as? APIFaults else { return error }
        return Problem(
            .unprocessableContent, faults.sentence, faults: faults.faults.map { .init(pointer: $0.pointer, $0.detail) })
    }
}

/// What a feature found wrong with a body that is right by itself.
package struct APIFaults: Error, Sendable, Hashable {
    package var sentence: String
    package var faults: [APIFault]

    package init(_ faults: [APIFault], _ sentence: String = "The body holds values that are wrong.") {
        self.sentence = sentence
        self.faults = faults
    }
}
