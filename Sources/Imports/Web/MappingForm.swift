import Measures
import Site

/// The mapping page's form: a mapping as typed fields, and typed fields as a mapping.
struct MappingForm: Sendable {
    /// Names of what is typed.
    static func column(_ field: OrderField) -> String { "column-" + field.rawValue }
    static func constant(_ field: OrderField) -> String { "value-" + field.rawValue }
    static func zero(_ field: OrderField) -> String { "zero-" + field.rawValue }
    static func rule(_ number: Int, _ part: String) -> String { "rule-\(number)-\(part)" }

    static let codes = OrderField.codes
    static let ruleFields: [OrderField] = [.status, .documentType, .orderNumber, .productCode, .accountCode]
    /// What may hold for every row.
    static let constants: [OrderField] = [.quantity, .productCode, .accountCode, .taxRate]
    private static let longestName = 100
    private static let mostRules = 40

    let form: Form
    let sample: SampleRows

    init(_ form: Form, _ sample: SampleRows) {
        self.form = form
        self.sample = sample
    }

    /// What is shown before anything was typed.
    ///
    /// - Parameter asking: states whose meaning must be said get a rule each.
    init(_ mapping: Mapping, _ sample: SampleRows, asking questions: [MappingProblem] = []) {
        var fields: [String: String] = [
            "mapping": mapping.name, "day": mapping.day?.rawValue ?? "", "currency": mapping.currency ?? "",
            "source": mapping.sourceName, "numbers": mapping.numbers?.decimal.rawValue ?? "",
            "delimiter": Delimiter(character: mapping.delimiter).rawValue, "order": mapping.orderRule.rawValue,
            "quotes": mapping.quotes == false ? "letters" : "", "header": mapping.header.map(String.init) ?? "",
        ]
        for (field, value) in mapping.constants { fields[Self.constant(field)] = value }
        for (field, names) in mapping.columns { fields[Self.column(field)] = sample.name(of: names) ?? "" }
        for field in mapping.withoutTrailingZero { fields[Self.zero(field)] = "yes" }
        for (number, rule) in mapping.cancelled.flatMap(\.plain).enumerated() {
            fields[Self.rule(number, "field")] = rule.field.rawValue
            fields[Self.rule(number, "how")] = rule.equals == nil ? "starts" : "equals"
            fields[Self.rule(number, "text")] = (rule.equals ?? rule.startsWith ?? []).joined(separator: ", ")
            fields[Self.rule(number, "means")] = rule.means.rawValue
        }
        let first = mapping.cancelled.flatMap(\.plain).count
        for (offset, state) in questions.unknownStates.prefix(Self.mostRules - first).enumerated() {
            fields[Self.rule(first + offset, "field")] = state.field.rawValue
            fields[Self.rule(first + offset, "how")] = "equals"
            fields[Self.rule(first + offset, "text")] = state.value
        }
        self.init(Form(fields.mapValues { [$0] }), sample)
    }

    /// Rows of rules to show: those there are, and one empty.
    var ruleCount: Int {
        let used = (0..<Self.mostRules).last(where: isUsed)
        return min(Self.mostRules, (used ?? -1) + 2)
    }

    var hasRules: Bool { (0..<Self.mostRules).contains(where: isUsed) }
    var stripsZeroes: Bool { Self.codes.contains { form.isChecked(Self.zero($0)) } }

    /// How the columns are separated, as far as a person said.
    var delimiter: Delimiter { Delimiter(rawValue: form["delimiter"]) ?? .auto }

    private func isUsed(_ rule: Int) -> Bool {
        !form[Self.rule(rule, "field")].isEmpty || !form.trimmed(Self.rule(rule, "text")).isEmpty
    }

    var mapping: Mapping {
        let name = form.trimmed("mapping").isEmpty ? MappingGuess.usualName : form.trimmed("mapping")
        var columns: [OrderField: [String]] = [:]
        for field in OrderField.allCases {
            let chosen = form[Self.column(field)]
            if sample.names.contains(chosen), !chosen.isEmpty { columns[field] = [chosen] }
        }
        let source = form.trimmed("source")
        var mapping = Mapping(
            name: name, columns: columns, day: DayFormat(rawValue: form["day"]), numbers: numbers,
            currency: form.trimmed("currency").isEmpty ? nil : form.trimmed("currency"),
            source: source.isEmpty || source == name ? nil : source,
            cancelled: (0..<Self.mostRules).compactMap(rule),
            withoutTrailingZero: Self.codes.filter { form.isChecked(Self.zero($0)) })
        mapping.delimiter = delimiter.character
        for field in Self.constants {
            let value = form.trimmed(Self.constant(field))
            if !value.isEmpty { mapping.constants[field] = value }
        }
        let rule = OrderRule(rawValue: form["order"])
        mapping.order = rule == .number ? nil : rule
        mapping.quotes = form["quotes"] == "letters" ? false : nil
        mapping.header = Int(form.trimmed("header"))
        return mapping
    }

    /// The mapping under the name it is to be saved by, its source kept.
    var mappingToSave: Mapping {
        var mapping = mapping
        mapping.source = mapping.sourceName
        mapping.name = form.line("saveAs")
        if mapping.source == mapping.name { mapping.source = nil }
        return mapping
    }

    /// What must be mended before the file can be read this way.
    var problems: [Problem] {
        // In the order of the page.
        var problems = mapping.problems.map { Problem.mapping($0) } + columnsTwice
        if let day = dayProblem { problems.append(.mapping(day)) }
        if form.trimmed("source").isEmpty { problems.append(.sourceMissing) }
        if form.trimmed("source").count > Self.longestName { problems.append(.tooLong("source")) }
        for number in 0..<Self.mostRules where isUsed(number) {
            if words(number).isEmpty { problems.append(.ruleTextMissing(number)) }
            if form[Self.rule(number, "field")].isEmpty { problems.append(.ruleFieldMissing(number)) }
            if !words(number).isEmpty, !form[Self.rule(number, "field")].isEmpty,
                CancelRule.Meaning(rawValue: form[Self.rule(number, "means")]) == nil
            {
                problems.append(.ruleMeaningMissing(number))
            }
        }
        return problems
    }

    /// A column that means two things an order line is known by means neither.
    private var columnsTwice: [Problem] {
        let needed = OrderField.required.filter { !form[Self.column($0)].isEmpty }
        return needed.enumerated().compactMap { place, field in
            needed[..<place].first { form[Self.column($0)] == form[Self.column(field)] }.map {
                .columnTwice(field, also: $0)
            }
        }
    }

    var problemsOfSaving: [Problem] {
        let name = form.line("saveAs")
        if name.isEmpty { return problems + [.saveNameMissing] }
        if BuiltInMappings.owns(name) { return problems + [.nameBuiltIn(name)] }
        return problems + (name.count > Self.longestName ? [.tooLong("saveAs")] : [])
    }

    enum Problem: Sendable, Equatable {
        case mapping(MappingProblem)
        case sourceMissing, saveNameMissing
        case nameBuiltIn(String)
        case ruleTextMissing(Int), ruleFieldMissing(Int), ruleMeaningMissing(Int)
        case columnTwice(OrderField, also: OrderField)
        case tooLong(String)
    }

    /// What the first rows show about the order of day and month; the whole file is asked when it is read.
    var dayEvidence: DayEvidence {
        var evidence = DayEvidence()
        for (row, value) in sample.values(of: form[Self.column(.day)]).enumerated() {
            evidence.note(value, line: row + 1)
        }
        return evidence
    }

    /// Of a column in which no day can be read at all.
    private var dayProblem: MappingProblem? {
        guard DayFormat(rawValue: form["day"]) == nil, case .unreadable(let sample) = dayEvidence.verdict else {
            return nil
        }
        return .dayUnreadable(sample: sample.text)
    }

    private var numbers: DecimalFormat? {
        switch form["numbers"] {
        case "point": .pointDecimal
        case "comma": .commaDecimal
        default: nil
        }
    }

    private func rule(_ number: Int) -> CancelRule? {
        let texts = words(number)
        guard let field = OrderField(rawValue: form[Self.rule(number, "field")]), !texts.isEmpty else { return nil }
        guard let means = CancelRule.Meaning(rawValue: form[Self.rule(number, "means")]) else { return nil }
        return form[Self.rule(number, "how")] == "equals"
            ? CancelRule(field: field, equals: texts, means: means)
            : CancelRule(field: field, startsWith: texts, means: means)
    }

    /// The texts of a rule, typed with commas between them.
    private func words(_ number: Int) -> [String] {
        form[Self.rule(number, "text")].split(whereSeparator: { ",,;;、".contains($0) })
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
    }
}

/// What can be said to separate columns.
enum Delimiter: String, Sendable, CaseIterable {
    case auto, comma, semicolon, tab, pipe

    /// Other characters come from mappings made by hand and are found out anew.
    init(character: String?) { self = Self.allCases.first { $0.character == character } ?? .auto }

    /// Nil is found out from the file.
    var character: String? {
        switch self {
        case .auto: nil
        case .comma: ","
        case .semicolon: ";"
        case .tab: "\t"
        case .pipe: "|"
        }
    }
}

extension [MappingProblem] {
    fileprivate var unknownStates: [StateCount] {
        flatMap { if case .statesUnknown(let states) = $0 { states } else { [StateCount]() } }
    }
}

extension CancelRule {
    /// Rules with one condition each that say the same.
    fileprivate var plain: [CancelRule] {
        let starts = startsWith.map { CancelRule(field: field, startsWith: $0, means: means) }
        let equal = equals.map { CancelRule(field: field, equals: $0, means: means) }
        return [starts, equal].compactMap { $0 }
    }
}
