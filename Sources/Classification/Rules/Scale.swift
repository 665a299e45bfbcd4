import Foundation
import Judging

/// How a number becomes a score of 0–100 (SPEC C1).
package enum Scale: Sendable, Equatable {
    /// Between two amounts, so that ten times as much always adds the same: money is big by its ratio.
    case logarithmic(from: Double, to: Double)
    case linear(from: Double, to: Double)
    /// Where it stands among all, ties in the middle.
    case percentile

    /// - Parameter percentile: where the number stands, 0–100; asked for by `.percentile` only.
    package func score(_ number: Double, percentile: @autoclosure () -> Double) -> Double {
        switch self {
        case .logarithmic(let from, let to):
            number <= from ? 0 : number >= to ? 100 : log(number / from) / log(to / from) * 100
        case .linear(let from, let to):
            number <= from ? 0 : number >= to ? 100 : (number - from) / (to - from) * 100
        case .percentile: percentile()
        }
    }

    func problems(_ place: String) -> [PolicyProblem] {
        switch self {
        case .logarithmic(let from, let to):
            (from > 0 ? [] : [PolicyProblem(place + ".from", .outOfRange(1e-6...1e15))])
                + (to > from ? [] : [PolicyProblem(place + ".to", .outOfOrder)])
        case .linear(let from, let to): to > from ? [] : [PolicyProblem(place + ".to", .outOfOrder)]
        case .percentile: []
        }
    }
}

extension Scale: Codable {
    private enum Key: String, CodingKey { case kind, from, to }
    private enum Kind: String, Codable { case logarithmic, linear, percentile }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(Kind.self, forKey: .kind) {
        case .logarithmic:
            self = .logarithmic(
                from: try container.decode(Double.self, forKey: .from),
                to: try container.decode(Double.self, forKey: .to))
        case .linear:
            self = .linear(
                from: try container.decode(Double.self, forKey: .from),
                to: try container.decode(Double.self, forKey: .to))
        case .percentile: self = .percentile
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .logarithmic(let from, let to): try write(.logarithmic, from, to, &container)
        case .linear(let from, let to): try write(.linear, from, to, &container)
        case .percentile: try container.encode(Kind.percentile, forKey: .kind)
        }
    }

    private func write(
        _ kind: Kind, _ from: Double, _ to: Double, _ container: inout KeyedEncodingContainer<Key>
    ) throws {
        try container.encode(kind, forKey: .kind)
        try container.encode(from, forKey: .from)
        try container.encode(to, forKey: .to)
    }
}
