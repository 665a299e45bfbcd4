import Cryptography
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
        guard let key else { return response(try await answer(call)) }
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
        let parts = [Array(visit.request.method.rawValue.utf8), Array(visit.request.uri.description.utf8), bytes]
        var hash = SHA256()
        for part in parts {
            // With its length before it, so that no two calls are written alike.
            hash.update("\(part.count):".utf8)
            hash.update(part)
        }
        return AnswerStore.Key(token: caller.token, key: text, hash: hash.finalized().hexadecimal)
    }

    private func answer(_ call: APICall, once key: AnswerStore.Key) async throws -> Response {
        guard underWay.begin(key.token, key.key) else { throw Self.isUnderWay }
        defer { underWay.end(key.token, key.key) }
        if let known = try await AnswerStore(call.visit.database).known(key, now: call.visit.now) {
            return try await repeated(known, call, key)
        }
        do { return response(try await answer(call)) } catch DatabaseError.unique(let constraint)
            where constraint.contains("api_answers")
        {
            // Another program took the same call meanwhile.
            throw Self.isUnderWay
        }
    }

    /// The record is read again: what the user may see of it may be less by now.
    private func repeated(
        _ known: AnswerStore.Known, _ call: APICall, _ key: AnswerStore.Key
    ) async throws -> Response {
        guard known.hash == key.hash else {
            throw Problem(.unprocessableContent, "This Idempotency-Key was sent with another request before.")
        }
        guard case .write(_, let answer) = operation.handling else { throw Self.isUnderWay }
        var response = response(try await answer(call, known.record ?? call.id()))
        response.headers[.idempotencyReplayed] = "true"
        return response
    }

    private static let isUnderWay = Problem(
        .conflict, "A request with this Idempotency-Key is under way; ask again when it is done.")

    // MARK: Answers

    private func response(_ answer: APIAnswer) -> Response {
        var headers: HTTPFields = operation.status == .noContent ? [:] : [.contentType: "application/json"]
        headers[.location] = answer.location.map { APIVersion.root + $0 }
        return Response(
            status: operation.status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.value?.bytes ?? [])))
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
