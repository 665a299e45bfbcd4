package import Judging
import Measures

/// How programs are told why something was judged as it was: the same for everything that is judged.
package enum ExplanationRecord {
    package static let record = APIRecord<Explanation>(
        "Explanation",
        [
            .init("subject", code, "What was judged, as tier.") { .text($0.subject) },
            .init("result", .nullable(value), "What came out; null when it could not be said.") { json($0.result) },
            .init("reason", .nullable(code), "Why, where there are several ways to come to it.") { .text($0.reason) },
            .init("rule", code, "The paragraphs of the specification.") { .text($0.rule) },
            .init("policy_version", .integer(), "By which policy.") { .integer($0.policyVersion) },
            .init("as_of", .day, "As of when.") { .text($0.asOf.iso) },
            .init("inputs", input, "What it rests on.") { $0.inputs },
            .init("before", .nullable(value), "What the month end before said.") { json($0.before) },
        ])

    private static let input = APIRecord<Explanation.Input>(
        "ExplanationInput",
        [
            .init("name", code, "What it is.") { .text($0.name) },
            .init("value", .nullable(value), "Null when it is not known.") { json($0.value) },
            .init("score", .nullable(.number), "What its scale made of it, 0 to 100.") { .number($0.score) },
            .init("weight", .nullable(.number), "How much it counts, in per cent.") { .number($0.weight) },
            .init("stand_in", .nullable(.number), "The mean that stands in where it is unknown.") {
                .number($0.standIn)
            },
            .init("bar", .nullable(value), "What it must reach.") { json($0.bar) },
            .init(
                "sign", .nullable(.choice(Explanation.Input.Sign.allCases.map(\.rawValue))),
                "How it goes into the result, where that is a sum."
            ) { .text($0.sign?.rawValue) },
            .init("scale", orNull: scale, "How the score came of the value.") { $0.scale },
        ])

    private static let scale = APIRecord<Explanation.Input.Scale>(
        "ExplanationScale",
        [
            .init(
                "kind", .choice(Explanation.Input.Scale.Kind.allCases.map(\.rawValue)),
                "Logarithmic, linear, or by where it stands among all."
            ) { .text($0.kind.rawValue) },
            .init("from", .nullable(value), "What makes 0.") { json($0.from) },
            .init("to", .nullable(value), "What makes 100.") { json($0.to) },
        ])

    private static let code = APISchema.text(.lines, most: 1_000)
    /// Money, a number (a share is 0 to 1, a score 0 to 100), or a code or a day.
    private static let value = APISchema.either([.money, .number, code])

    private static func json(_ value: Explanation.Value?) -> JSON {
        switch value {
        case .money(let money)?: .money(money.minor, money.currency)
        case .share(let number)?, .score(let number)?, .number(let number)?: .number(number)
        case .count(let count)?, .days(let count)?, .daysAtLeast(let count)?, .daysAtMost(let count)?: .integer(count)
        case .day(let day)?: .text(day.iso)
        case .code(let code)?: .text(code)
        case nil: .null
        }
    }
}
