import HTTPTypes
import Rights

/// The OpenAPI 3.1 document of operations, from the same descriptions by which they are answered.
struct OpenAPIDocument: Sendable {
    let operations: [APIOperation]
    /// The product's.
    let version: String

    var json: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Mainstay", "version": .text(version),
                "description":
                    "Everything obeys the rights of the token's user: what they may not see is not there (404), and members that their role does not show are null. Days are ISO, money is minor units with a currency.",
            ],
            "servers": [["url": .text(APIVersion.root)]],
            "security": [["token": []]],
            "tags": .list(tags.map { ["name": .text($0)] }),
            "paths": .object(paths),
            "components": [
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
                "schemas": .object(shapes.map { JSON.Member($0.name, $0.document) } + [Self.problem, Self.fault]),
            ],
        ]
    }

    var tags: [String] {
        var tags: [String] = []
        for operation in operations where !tags.contains(operation.tag) { tags.append(operation.tag) }
        return tags
    }

    private var paths: [JSON.Member] {
        var paths: [String] = []
        for operation in operations where !paths.contains(operation.path) { paths.append(operation.path) }
        return paths.map { path in
            JSON.Member(
                path,
                .object(
                    operations.filter { $0.path == path }.map {
                        JSON.Member($0.method.rawValue.lowercased(), $0.document)
                    }))
        }
    }

    /// Every shape that an operation speaks of, once.
    private var shapes: [APIShape] {
        var found: [APIShape] = []
        func add(_ shape: APIShape) {
            guard !found.contains(where: { $0.name == shape.name }) else { return }
            found.append(shape)
            for inner in shape.members.flatMap(\.schema.shapes) { add(inner) }
        }
        for operation in operations {
            if let body = operation.body { add(body) }
            if let shape = operation.answer.shape { add(shape) }
        }
        return found.sorted { $0.name < $1.name }
    }

    private static let problem = JSON.Member(
        "Problem",
        [
            "type": "object", "description": "What went wrong (RFC 9457).",
            "required": ["type", "title", "status", "detail", "instance"],
            "properties": [
                "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
                "detail": ["type": "string"],
                "instance": ["type": "string", "description": "The request's number in the server's log."],
                "errors": ["type": "array", "items": ["$ref": "#/components/schemas/Fault"]],
            ],
        ])
    private static let fault = JSON.Member(
        "Fault",
        [
            "type": "object", "required": ["detail"],
            "properties": [
                "pointer": ["type": "string", "description": "Where in the body (RFC 6901)."],
                "parameter": ["type": "string"], "detail": ["type": "string"],
            ],
        ])
}

extension APIOperation.Answer {
    var shape: APIShape? {
        switch self {
        case .one(let shape), .page(let shape): shape
        case .nothing: nil
        }
    }
}

extension APIOperation {
    fileprivate var document: JSON {
        var members: [JSON.Member] = [
            .init("operationId", .text(name)), .init("tags", [.text(tag)]), .init("summary", .text(summary)),
            .init("description", .text(rights)),
        ]
        let parameters = parameters.map(\.document) + (takesKey ? [Self.key] : [])
        if !parameters.isEmpty { members.append(.init("parameters", .list(parameters))) }
        if let body {
            members.append(
                .init(
                    "requestBody",
                    [
                        "required": true,
                        "content": ["application/json": ["schema": body.reference, "example": body.example]],
                    ]))
        }
        members.append(.init("responses", .object(responses)))
        return .object(members)
    }

    private var rights: String {
        "Needs a token with the scope `\(scope.rawValue)`"
            + (act.map { " of a user whose role has the right `\($0.rawValue)`." } ?? ".")
    }

    private static let key: JSON = [
        "name": "Idempotency-Key", "in": "header", "required": false,
        "description":
            "Any text of this request's own: sent again within a day, with the same request, it is answered again and nothing is written twice.",
        "schema": ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"],
    ]

    private var responses: [JSON.Member] {
        var success: [JSON.Member] = [
            .init("description", .text(summary)), .init("headers", .object(Self.limits)),
        ]
        if let schema = answer.document {
            success.append(.init("content", ["application/json": ["schema": schema]]))
        }
        let problems: [(code: Int, applies: Bool)] = [
            (400, true), (401, true), (403, true), (404, true), (405, true), (409, takesKey), (413, body != nil),
            (415, body != nil), (422, body != nil || takesKey), (429, true), (503, true),
        ]
        return [JSON.Member(String(status.code), .object(success))]
            + problems.filter(\.applies).map { JSON.Member(String($0.code), Self.problem($0.code)) }
    }

    private static func problem(_ code: Int) -> JSON {
        [
            "description": .text(words[code] ?? "A problem."),
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
        ]
    }

    private static let words = [
        400: "The address or the JSON cannot be read.", 401: "There is no token, or none that works.",
        403: "The token or its user may not do this.", 404: "There is nothing, or nothing that the user may see.",
        405: "The path does not know the method.",
        409: "The same request is under way, or the record is no more what it was.",
        413: "The body is too large.", 415: "The body is no JSON.", 422: "The body holds values that are wrong.",
        429: "Too many calls; wait as long as Retry-After says.", 503: "The database is busy; try again.",
    ]

    private static let limits: [JSON.Member] = ["RateLimit-Policy", "RateLimit"].map {
        JSON.Member($0, ["schema": ["type": "string"]])
    }
}

extension APIOperation.Answer {
    fileprivate var document: JSON? {
        switch self {
        case .one(let shape): return shape.reference
        case .page(let shape):
            return [
                "type": "object", "required": ["data", "next_cursor"], "additionalProperties": false,
                "properties": [
                    "data": ["type": "array", "items": shape.reference],
                    "next_cursor": [
                        "type": ["string", "null"], "description": "For the next page; null on the last.",
                    ],
                ],
            ]
        case .nothing: return nil
        }
    }
}

extension APIParameter {
    fileprivate var document: JSON {
        [
            "name": .text(name), "in": isInPath ? "path" : "query", "required": .flag(isInPath),
            "description": .text(about), "schema": schema.document,
        ]
    }
}

extension APIShape {
    var reference: JSON { ["$ref": .text("#/components/schemas/" + name)] }

    var document: JSON {
        [
            "type": "object",
            "required": .list(members.filter(\.isRequired).map { .text($0.name) }),
            "additionalProperties": false,
            "properties": .object(members.map { JSON.Member($0.name, $0.document) }),
        ]
    }
}

extension APIShape.Member {
    fileprivate var document: JSON {
        let seen = field.map { " Null for those whose role does not show \($0.rawValue)." } ?? ""
        guard case .object(let schema) = schema.document else { return .null }
        return .object(schema + [JSON.Member("description", .text(about + seen))])
    }
}

extension APISchema {
    /// The shapes it speaks of.
    var shapes: [APIShape] {
        switch self {
        case .shape(let shape): [shape]
        case .money: [.money]
        case .list(let schema, _, _), .nullable(let schema): schema.shapes
        case .either(let schemas): schemas.flatMap(\.shapes)
        default: []
        }
    }

    var document: JSON {
        switch self {
        case .text(let form, let least, let most):
            return [
                "type": "string", "minLength": .integer(least), "maxLength": .integer(most),
                "pattern": .text(form.rawValue),
            ]
        case .integer(let least, let most):
            return ["type": "integer", "minimum": .integer(least), "maximum": .integer(most)]
        case .number: return ["type": "number"]
        case .flag: return ["type": "boolean"]
        case .day: return ["type": "string", "format": "date"]
        case .month: return ["type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"]
        case .choice(let choices): return ["type": "string", "enum": .list(choices.map { .text($0) })]
        case .money: return APIShape.money.reference
        case .shape(let shape): return shape.reference
        case .list(let schema, let least, let most):
            var members: [JSON.Member] = [.init("type", "array"), .init("items", schema.document)]
            if least > 0 { members.append(.init("minItems", .integer(least))) }
            if let most { members.append(.init("maxItems", .integer(most))) }
            return .object(members)
        case .nullable(let schema): return ["anyOf": [schema.document, ["type": "null"]]]
        case .either(let schemas): return ["anyOf": .list(schemas.map(\.document))]
        }
    }
}
