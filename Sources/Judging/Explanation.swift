package import Measures

/// Why something was judged as it was (SPEC P1): what came out, by which rule of which policy, from which inputs, and
/// what was said before. Codes and numbers only: pages, commands and the interface put it into words.
package struct Explanation: Sendable, Equatable {
    /// What was judged, as "tier".
    package var subject: String
    /// What came out, as a code or a score.
    package var result: Value?
    /// Why, where there are several ways to come to it.
    package var reason: String?
    /// The paragraphs of SPEC.
    package var rule: String
    package var policyVersion: Int
    package var asOf: Day
    package var inputs: [Input]
    /// What was said at the month end before.
    package var before: Value?

    package init(
        _ subject: String, result: Value?, reason: String? = nil, rule: String, policyVersion: Int, asOf: Day,
        inputs: [Input], before: Value? = nil
    ) {
        self.subject = subject
        self.result = result
        self.reason = reason
        self.rule = rule
        self.policyVersion = policyVersion
        self.asOf = asOf
        self.inputs = inputs
        self.before = before
    }

    /// Something a judgement rests on.
    package struct Input: Sendable, Equatable {
        package var name: String
        /// Nil when it is not known.
        package var value: Value?
        /// What its scale made of it, 0–100.
        package var score: Double?
        /// How much it counts, in per cent of all that was available.
        package var weight: Double?
        /// The mean that stands in where it is unknown; nil where it is known or nobody has it.
        package var standIn: Double?
        /// What it must reach, where there is such a thing.
        package var bar: Value?
        /// How it goes into the result, where that is a sum; nil for what only stands beside it.
        package var sign: Sign?
        /// How the score came of the value; nil where the value is a score or none is made.
        package var scale: Scale?

        package enum Sign: String, Sendable, CaseIterable { case plus, minus }

        /// From what makes 0 to what makes 100; a percentile goes by all others.
        package struct Scale: Sendable, Equatable {
            package enum Kind: String, Sendable, CaseIterable { case logarithmic, linear, percentile }

            package var kind: Kind
            package var from: Value?
            package var to: Value?

            package init(_ kind: Kind, from: Value? = nil, to: Value? = nil) {
                self.kind = kind
                self.from = from
                self.to = to
            }
        }

        package init(
            _ name: String, _ value: Value?, score: Double? = nil, weight: Double? = nil, standIn: Double? = nil,
            bar: Value? = nil, sign: Sign? = nil, scale: Scale? = nil
        ) {
            self.name = name
            self.value = value
            self.score = score
            self.weight = weight
            self.standIn = standIn
            self.bar = bar
            self.sign = sign
            self.scale = scale
        }
    }

    package enum Value: Sendable, Equatable {
        case money(Money)
        /// 0–1.
        case share(Double)
        case score(Double)
        case number(Double)
        case count(Int)
        case days(Int)
        /// As many days or more: nobody knows what was before.
        case daysAtLeast(Int)
        /// As a bar: no more than so many days.
        case daysAtMost(Int)
        case day(Day)
        case code(String)
    }
}
