import Foundation

/// Rules of judging that the company settles: a stored, versioned document with an effective day (SPEC, P2 and C8).
/// Its Swift type names every number; a document that does not hold together is refused, never half used.
package protocol Policy: Codable, Sendable, Equatable {
    /// Names it in the database and in commands.
    static var kind: String { get }
    /// What a company begins with.
    static var usual: Self { get }
    /// What does not hold together; empty for a policy that can judge.
    var problems: [PolicyProblem] { get }
}

/// Why a policy cannot be used, and where in its document.
package struct PolicyProblem: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Not JSON, or of another shape.
        case unreadable(String)
        case unknownKey
        case missing
        /// Something else has this code already.
        case taken(String)
        /// These weights must add up to a number and do not.
        case sum(is: Double, mustBe: Double)
        /// Must be above what stands before it.
        case outOfOrder
        case outOfRange(ClosedRange<Double>)
    }

    /// The keys that lead there, as "tiers.1.through"; empty for the whole.
    package var place: String
    package var kind: Kind

    package init(_ place: String, _ kind: Kind) {
        self.place = place
        self.kind = kind
    }

    package var english: String {
        let what = place.isEmpty ? "The policy" : "“\(place)”"
        return switch kind {
        case .unreadable(let detail): "\(what) cannot be read: \(detail)"
        case .missing: "\(what) is missing"
        case .taken(let text): "\(what): “\(text)” is there already"
        case .unknownKey: "\(what) is no part of this policy"
        case .sum(let sum, let due): "\(what): the weights add up to \(Self.plain(sum)), not to \(Self.plain(due))"
        case .outOfOrder: "\(what) must be above the one before it"
        case .outOfRange(let range) where range.lowerBound == range.upperBound:
            "\(what) must be \(Self.plain(range.lowerBound))"
        case .outOfRange(let range):
            "\(what) must lie between \(Self.plain(range.lowerBound)) and \(Self.plain(range.upperBound))"
        }
    }

    private static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    }
}

/// A policy that cannot be used, with everything that is wrong with it.
package struct PolicyRefused: Error, Sendable, Equatable {
    package var kind: String
    package var problems: [PolicyProblem]
}

/// A policy's document: JSON laid over the usual one, so that it needs to hold only what differs.
package enum PolicyDocument {
    /// - Throws: `PolicyRefused` for what is no JSON, has keys the policy does not know, values of another kind, or
    ///   does not hold together.
    package static func read<Body: Policy>(_ text: String, as type: Body.Type = Body.self) throws -> Body {
        let problems: [PolicyProblem]
        do {
            guard let given = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
                throw PolicyRefused(kind: Body.kind, problems: [.init("", .unreadable("a JSON object is expected"))])
            }
            let usual = try JSONSerialization.jsonObject(with: try encoded(Body.usual)) as? [String: Any] ?? [:]
            let unknown = unknownKeys(given, usual, "")
            if !unknown.isEmpty { throw PolicyRefused(kind: Body.kind, problems: unknown) }
            let whole = try JSONSerialization.data(withJSONObject: laid(given, over: usual))
            let body = try JSONDecoder().decode(Body.self, from: whole)
            if body.problems.isEmpty { return body }
            problems = body.problems
        } catch let refused as PolicyRefused {
            throw refused
        } catch let error as DecodingError {
            problems = [error.problem]
        } catch {
            problems = [.init("", .unreadable("it is not JSON"))]
        }
        throw PolicyRefused(kind: Body.kind, problems: problems)
    }

    /// The whole document, keys in order.
    package static func write(_ body: some Policy) throws -> String {
        String(decoding: try encoded(body), as: UTF8.self)
    }

    private static func encoded(_ body: some Policy) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(body)
    }

    private static func laid(_ given: [String: Any], over usual: [String: Any]) -> [String: Any] {
        usual.merging(given) { usual, given in
            guard let inner = usual as? [String: Any], let above = given as? [String: Any], !isWhole(inner) else {
                return given
            }
            return laid(above, over: inner)
        }
    }

    /// What names its kind is replaced as a whole, for another kind has other keys.
    private static func isWhole(_ object: [String: Any]) -> Bool { object["kind"] != nil }

    /// A misspelt key must not pass for a settled one. What the usual document leaves open (lists, optional numbers)
    /// is judged by decoding.
    private static func unknownKeys(
        _ given: [String: Any], _ usual: [String: Any], _ place: String
    ) -> [PolicyProblem] {
        given.sorted { $0.key < $1.key }.flatMap { key, value -> [PolicyProblem] in
            let here = place.isEmpty ? key : place + "." + key
            guard let known = usual[key] else { return [PolicyProblem(here, .unknownKey)] }
            guard let inner = known as? [String: Any], let above = value as? [String: Any], !isWhole(inner) else {
                return []
            }
            return unknownKeys(above, inner, here)
        }
    }
}

extension DecodingError {
    fileprivate var problem: PolicyProblem {
        switch self {
        case .keyNotFound(let key, let context): .init(Self.place(context, key), .missing)
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            .init(Self.place(context), .unreadable(context.debugDescription))
        // What the document as a whole is refused for is a number that does not fit: it was read as JSON before.
        case .dataCorrupted(let context):
            .init(
                Self.place(context),
                .unreadable(
                    context.codingPath.isEmpty ? "a whole number is expected somewhere" : context.debugDescription))
        @unknown default: .init("", .unreadable("its shape is unknown"))
        }
    }

    private static func place(_ context: Context, _ key: (any CodingKey)? = nil) -> String {
        (context.codingPath + [key].compactMap { $0 }).map { $0.intValue.map(String.init) ?? $0.stringValue }
            .joined(separator: ".")
    }
}
