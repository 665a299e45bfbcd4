import Judging
import Measures
import Rights
import Site

/// The columns of judgements in files, whose codes depend on the policy.
struct JudgementColumns: Sendable {
    let policy: ClassificationPolicy

    func tier(_ name: String) -> ExportColumn {
        let tiers = policy.tiers
        return .worded(name) { code, language in
            tiers.steps.firstIndex { $0.code == code }.map { tiers.name(Tier($0), language) }
        }
    }

    /// A risk status, a reason or what a contribution was counted from.
    static func code(_ name: String, _ field: Field? = nil) -> ExportColumn {
        .worded(name, field) { code, language in
            // A change of the risk status alone.
            if code == "safety" { return ClassificationText.texts.wording(ClassificationText.safetyChanged, language) }
            return JudgementTerms.codes[code].map { ClassificationText.texts.wording($0, language) }
        }
    }
}
