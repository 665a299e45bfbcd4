import HTTPTypes
import Hummingbird
import NIOCore
import Rights
import Site

/// Reads what a call sends, as its operation describes it.
struct APIReading: Sendable {
    let operation: APIOperation

    /// The values of path and query.
    /// - Throws: `Problem` with everything that is wrong.
    func values(_ visit: Visit, for scope: Scope) throws -> [String: JSON] {
        var values: [String: JSON] = [:]
        for parameter in operation.parameters where parameter.isInPath {
            // What is no number names nothing.
            guard let text = visit.parameters.get(parameter.name), let value = parameter.schema.read(text),
                parameter.schema.faults(of: value).isEmpty
            else { throw Refusal.notFound }
            values[parameter.name] = value
        }
        var faults: [Problem.Fault] = []
        for (name, given) in visit.allQueries.sorted(by: { $0.key < $1.key }) {
            guard let parameter = operation.parameters.first(where: { $0.name == name && !$0.isInPath }) else {
                faults.append(.init(parameter: name, "is not known here"))
                continue
            }
            guard given.count == 1, let text = given.first else {
                faults.append(.init(parameter: name, "is there more than once"))
                continue
            }
            if let field = parameter.masked[text], !scope.sees(field) {
                throw Problem(
                    .forbidden, "The role of this token's user does not show \(field.rawValue).",
                    faults: [.init(parameter: name, "may not be \(text)")])
            }
            guard let value = parameter.schema.read(text) else {
                faults += parameter.schema.faults(of: .text(text)).map { .init(parameter: name, $0.detail) }
                continue
            }
            let found = parameter.schema.faults(of: value)
            faults += found.map { .init(parameter: name, $0.detail) }
            values[name] = value
        }
        if !faults.isEmpty { throw Problem(.badRequest, "The address holds values that are wrong.", faults: faults) }
        return values
    }

    /// The bytes of the body; empty where the operation takes none.
    /// - Throws: `Problem`
    func bytes(_ visit: Visit) async throws -> [UInt8] {
        guard operation.body != nil else { return [] }
        let type = visit.request.headers[.contentType] ?? ""
        let plain = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard plain == "application/json" else {
            throw Problem(.unsupportedMediaType, "The body has to be JSON: Content-Type: application/json.")
        }
        var bytes: [UInt8] = []
        for try await buffer in visit.request.body {
            bytes += buffer.readableBytesView
            if bytes.count > operation.bodyLimit { throw Refusal.tooLarge }
        }
        return bytes
    }

    /// - Throws: `Problem` with everything that is wrong.
    func body(_ bytes: [UInt8], for scope: Scope) throws -> JSON {
        guard let shape = operation.body else { return .null }
        let value: JSON
        do { value = try JSONReader.read(bytes) } catch { throw Problem(.badRequest, error.sentence) }
        let faults = shape.faults(of: value)
        guard faults.isEmpty else {
            throw Problem(
                .unprocessableContent, "The body holds values that are wrong.",
                faults: faults.map { .init(pointer: $0.pointer, $0.detail) })
        }
        // Nobody writes what they may not see: they would overwrite what they do not know.
        let masked = shape.masked(in: value, for: scope)
        guard masked.isEmpty else {
            throw Problem(
                .forbidden, "The role of this token's user does not show these members.",
                faults: masked.map { .init(pointer: $0, "may not be written") })
        }
        return value
    }
}

extension JSONProblem {
    fileprivate var sentence: String {
        switch self {
        case .malformed(let place): "The body is no JSON: byte \(place) is not what it should be."
        case .deep: "The body nests deeper than \(JSONReader.deepest)."
        case .repeated(let name): "The body has the member “\(name.prefix(100))” more than once."
        }
    }
}
