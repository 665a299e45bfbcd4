/// One field of a form, ready to print with the partial `field`: label, control, hint and problem belong together.
package struct FieldView: PageValue {
    package enum Kind: Sendable {
        case text, password, email, number, date, textarea, checkbox, file
        case choice([Option])
        /// Text, with proposals for what was typed so far: `<option>`s that a place answers with.
        case proposed(from: String)
    }

    package struct Option: PageValue, Equatable {
        package let value: String
        package let title: String
        var isChosen = false

        package init(_ value: String, _ title: String) {
            self.value = value
            self.title = title
        }
    }

    package struct Input: PageValue {
        let type: String
        let autocomplete: String?
        /// Where proposals come from.
        let proposals: String?
    }

    let name: String
    let label: String
    let value: String
    let hint: String?
    let problem: String?
    let isRequired: Bool
    private(set) var isOptional: Bool
    let isChecked: Bool
    let input: Input?
    let textarea: Bool
    let checkbox: Bool
    let options: [Option]
    let choice: Bool

    /// - Parameters:
    ///   - form: what was typed before; a password is never printed again.
    ///   - value: what stands there when nothing was typed yet.
    package init(
        _ name: String, label: String, kind: Kind = .text, form: Form = Form(), value: String = "",
        problems: [FieldProblem] = [], hint: String? = nil, isRequired: Bool = true, autocomplete: String? = nil
    ) {
        self.name = name
        self.label = label
        let typed = form.fields[name]?.first ?? value
        self.value = kind.isPrinted ? typed : ""
        self.hint = hint
        problem = problems.text(of: name)
        self.isRequired = isRequired
        isOptional = !isRequired && kind.isTyped
        input = kind.inputType.map { Input(type: $0, autocomplete: autocomplete, proposals: kind.proposals) }
        textarea = if case .textarea = kind { true } else { false }
        checkbox = if case .checkbox = kind { true } else { false }
        isChecked = checkbox && (form.isChecked(name) || (form.fields.isEmpty && !value.isEmpty))
        options = kind.options(chosen: typed)
        choice = if case .choice = kind { true } else { false }
    }

    /// Without a word about being optional: of a filter that goes without saying.
    var asFilter: FieldView {
        var field = self
        field.isOptional = false
        return field
    }
}

extension FieldView.Kind {
    fileprivate var inputType: String? {
        switch self {
        case .text, .proposed: "text"
        case .password: "password"
        case .email: "email"
        case .number: "text"
        case .date: "date"
        case .file: "file"
        case .textarea, .checkbox, .choice: nil
        }
    }

    fileprivate var proposals: String? { if case .proposed(let path) = self { path } else { nil } }

    fileprivate var isPrinted: Bool {
        switch self {
        case .password, .file: false
        default: true
        }
    }

    fileprivate var isTyped: Bool {
        switch self {
        case .checkbox, .choice: false
        default: true
        }
    }

    fileprivate func options(chosen: String) -> [FieldView.Option] {
        guard case .choice(let options) = self else { return [] }
        return options.map {
            var option = $0
            option.isChosen = option.value == chosen
            return option
        }
    }
}
