import Measures
import Site

struct MappingPage: PageValue {
    struct Column: PageValue {
        let name: String
        /// What it is mapped to, in words.
        let meaning: String?
        let values: [String]
    }

    struct Rule: PageValue {
        let fields: [FieldView]
    }

    /// One thing to mend, told above the form as well, where people look first.
    struct Mend: PageValue {
        let field: String
        let label: String
        let text: String
    }

    let path: String
    let filePath: String
    let facts: String
    let heads: [String]
    let columns: [Column]
    let reading: [FieldView]
    let base: String
    let delimiter: String
    let needed: [FieldView]
    let more: [FieldView]
    let writing: [FieldView]
    let constants: [FieldView]
    let constantsOpen: Bool
    let zeroes: [FieldView]
    let zeroesOpen: Bool
    let rules: [Rule]
    let rulesOpen: Bool
    let saveAs: [FieldView]
    let hasProblems: Bool
    let mends: [Mend]
    /// Why nothing was begun although the form is right.
    let obstacle: String?
    let notices: [String]

    private static let shownRows = 4
    private static let longestValue = 32

    init(
        _ visit: Visit, _ file: UploadedFile, _ typed: MappingForm, known: [Mapping], currency: Currency?,
        problems: [MappingForm.Problem], notices: [String], obstacle: String?
    ) {
        let problems = problems.map { $0.at(visit) }
        let fields = MappingFields(visit: visit, typed: typed, problems: problems)
        path = "/imports/\(file.id)/mapping"
        filePath = "/imports/\(file.id)"
        facts = file.facts(visit)
        heads = (0..<min(Self.shownRows, typed.sample.rows.count)).map {
            visit.text(ImportText.fileRow, ["number": String($0 + 1)])
        }
        columns = Self.columns(visit, typed)
        reading = [fields.known(known), fields.delimiter]
        base = typed.mapping.name
        delimiter = typed.delimiter.rawValue
        needed = fields.needed
        more = fields.more
        writing = fields.writing(currency)
        constants = fields.constants
        constantsOpen = MappingForm.constants.contains { !typed.form[MappingForm.constant($0)].isEmpty }
        zeroes = fields.zeroes
        zeroesOpen = typed.stripsZeroes
        rules = (0..<typed.ruleCount).map { Rule(fields: fields.rule($0)) }
        rulesOpen = typed.hasRules
        saveAs = [fields.saveAs]
        hasProblems = !problems.isEmpty
        mends = problems.map { Mend(field: $0.field, label: fields.label(of: $0.field), text: $0.text) }
        self.notices = notices
        self.obstacle = obstacle
    }

    private static func columns(_ visit: Visit, _ typed: MappingForm) -> [Column] {
        typed.sample.names.enumerated().filter { !$0.element.isEmpty }.map { index, name in
            let meant = OrderField.allCases.filter { typed.form[MappingForm.column($0)] == name }
            let values = typed.sample.rows.prefix(shownRows).map { row in
                row.indices.contains(index) ? shortened(row[index], longestValue) : ""
            }
            let words = visit.series(meant.map { visit.text($0.title) })
            return Column(name: name, meaning: words.isEmpty ? nil : words, values: values)
        }
    }
}

/// The fields of the mapping's form, each with its problem.
private struct MappingFields {
    let visit: Visit
    let typed: MappingForm
    let problems: [FieldProblem]

    func known(_ mappings: [Mapping]) -> FieldView {
        let options = mappings.map { FieldView.Option($0.name, $0.name) }
        return FieldView(
            "mapping", label: visit.text(ImportText.useMapping),
            kind: .choice([.init("", visit.text(ImportText.none))] + options), value: visit.query("mapping") ?? "")
    }

    var delimiter: FieldView {
        let options = Delimiter.allCases.map { option($0.rawValue, $0.title) }
        return FieldView(
            "delimiter", label: visit.text(ImportText.delimiter), kind: .choice(options),
            value: typed.delimiter.rawValue)
    }

    /// What a field is called, for the list of what to mend.
    func label(of name: String) -> String {
        if let field = OrderField.allCases.first(where: { MappingForm.column($0) == name }) {
            return visit.text(field.title)
        }
        let labels: [String: ImportText] = [
            "day": .dayFormat, "numbers": .numbers, "currency": .currency, "source": .source, "saveAs": .saveAs,
        ]
        return visit.text(labels[name] ?? .cancelTitle)
    }

    var needed: [FieldView] { (OrderField.required + OrderField.priced).map(column) }

    var more: [FieldView] {
        OrderField.allCases.filter { !OrderField.required.contains($0) && !OrderField.priced.contains($0) }.map(column)
    }

    func writing(_ currency: Currency?) -> [FieldView] {
        [day, numbers, self.currency(currency), rule, source, quotes, header]
    }

    /// What holds for every row, where no column says it.
    var constants: [FieldView] {
        MappingForm.constants.map {
            FieldView(
                MappingForm.constant($0), label: visit.text($0.title), kind: .text, form: typed.form,
                problems: problems,
                isRequired: false, autocomplete: "off")
        }
    }

    private var rule: FieldView {
        field(
            "order", .orderRule, .choice(OrderRule.allCases.map { option($0.rawValue, $0.title) }), hint: .orderRuleHint
        )
    }

    private var quotes: FieldView {
        field("quotes", .quotes, .choice([option("", .quotesUsual), option("letters", .quotesLetters)]))
    }

    private var header: FieldView { field("header", .headerLine, .text, hint: .headerLineHint) }

    var zeroes: [FieldView] {
        MappingForm.codes.map {
            FieldView(MappingForm.zero($0), label: visit.text($0.title), kind: .checkbox, form: typed.form)
        }
    }

    func rule(_ number: Int) -> [FieldView] {
        let fields = MappingForm.ruleFields.map { FieldView.Option($0.rawValue, visit.text($0.title)) }
        return [
            field(MappingForm.rule(number, "field"), .ruleField, .choice([option("", .noRule)] + fields)),
            field(
                MappingForm.rule(number, "how"), .ruleHow,
                .choice([option("starts", .ruleStarts), option("equals", .ruleEquals)])),
            field(MappingForm.rule(number, "text"), .ruleText, .text, hint: .ruleTextHint),
            field(
                MappingForm.rule(number, "means"), .ruleMeans,
                .choice([
                    option("", .ruleMeansChoose), option("void", .ruleVoid), option("cancellation", .ruleCancellation),
                    option("sale", .ruleSale),
                ])),
        ]
    }

    var saveAs: FieldView { field("saveAs", .saveAs, .text) }

    private func column(_ field: OrderField) -> FieldView {
        // Examples stand in the preview; beside the names they would push them out of the menu.
        let columns = typed.sample.choices.map { FieldView.Option($0, $0) }
        return FieldView(
            MappingForm.column(field), label: visit.text(field.title), kind: .choice([option("", .none)] + columns),
            form: typed.form, problems: problems)
    }

    private var day: FieldView {
        var guess: String?
        if case .settled(let format) = typed.dayEvidence.verdict {
            guess = visit.text(ImportText.dayFound, ["format": visit.text(format.title)])
        }
        return FieldView(
            "day", label: visit.text(ImportText.dayFormat),
            kind: .choice([option("", .dayAuto)] + DayFormat.allCases.map { option($0.rawValue, $0.title) }),
            form: typed.form, problems: problems, hint: guess)
    }

    private var numbers: FieldView {
        field(
            "numbers", .numbers,
            .choice([option("", .numbersAuto), option("point", .numbersPoint), option("comma", .numbersComma)]))
    }

    private func currency(_ company: Currency?) -> FieldView {
        let unnamed = visit.text(
            company == nil ? ImportText.currencyOwn : .currencyCompany, ["code": (company ?? .cny).code])
        let usual = Currency.usual
        let all = (usual + Currency.all.filter { !usual.contains($0) }.sorted()).map {
            FieldView.Option($0.code, "\($0.code) · \($0.name(in: visit.language))")
        }
        return FieldView(
            "currency", label: visit.text(ImportText.currency), kind: .choice([.init("", unnamed)] + all),
            form: typed.form, problems: problems,
            hint: visit.text(company == nil ? ImportText.currencyFirst : .currencyHint))
    }

    private var source: FieldView { field("source", .source, .text, hint: .sourceHint, isRequired: true) }

    private func field(
        _ name: String, _ label: ImportText, _ kind: FieldView.Kind, hint: ImportText? = nil, isRequired: Bool = false
    ) -> FieldView {
        FieldView(
            name, label: visit.text(label), kind: kind, form: typed.form, problems: problems,
            hint: hint.map { visit.text($0) }, isRequired: isRequired, autocomplete: "off")
    }

    private func option(_ value: String, _ title: ImportText) -> FieldView.Option {
        FieldView.Option(value, visit.text(title))
    }
}

extension Delimiter {
    fileprivate var title: ImportText {
        switch self {
        case .auto: .dayAuto
        case .comma: .delimiterComma
        case .semicolon: .delimiterSemicolon
        case .tab: .delimiterTab
        case .pipe: .delimiterPipe
        }
    }
}

extension DayFormat {
    fileprivate var title: ImportText {
        switch self {
        case .ymd: .dayYMD
        case .mdy: .dayMDY
        case .dmy: .dayDMY
        case .excel: .dayExcel
        }
    }
}

extension MappingForm.Problem {
    /// The sentence at the field it is about.
    fileprivate func at(_ visit: Visit) -> FieldProblem {
        switch self {
        case .sourceMissing: FieldProblem("source", visit.text(ImportText.sourceMissing))
        case .saveNameMissing: FieldProblem("saveAs", visit.text(ImportText.saveNameMissing))
        case .tooLong(let field): FieldProblem(field, visit.text(ImportText.nameTooLong))
        case .ruleTextMissing(let number):
            FieldProblem(MappingForm.rule(number, "text"), visit.text(ImportText.ruleTextMissing))
        case .nameBuiltIn(let name):
            FieldProblem("saveAs", visit.text(ImportText.nameBuiltIn, ["name": name]))
        case .ruleMeaningMissing(let number):
            FieldProblem(MappingForm.rule(number, "means"), visit.text(ImportText.ruleMeaningMissing))
        case .ruleFieldMissing(let number):
            FieldProblem(MappingForm.rule(number, "field"), visit.text(ImportText.ruleFieldMissing))
        case .columnTwice(let field, let other):
            FieldProblem(
                MappingForm.column(field), visit.text(ImportText.columnTwice, ["field": visit.text(other.title)]))
        case .mapping(let problem): problem.at(visit)
        }
    }
}

extension MappingProblem {
    fileprivate func at(_ visit: Visit) -> FieldProblem {
        switch self {
        case .unmapped(.unitPrice): FieldProblem(MappingForm.column(.unitPrice), visit.text(ImportText.choosePrice))
        case .unmapped(let field): FieldProblem(MappingForm.column(field), visit.text(ImportText.chooseColumn))
        case .dayAmbiguous(let sample, _):
            FieldProblem("day", visit.text(ImportText.dayAmbiguousHere, ImportWording.readings(sample)))
        case .dayUnreadable(let sample, _):
            FieldProblem(MappingForm.column(.day), visit.text(ImportText.dayUnreadableHere, ["sample": sample]))
        case .currency: FieldProblem("currency", ImportWording(visit.language).sentence(self))
        case .columnMissing(let field, _), .constant(let field, _):
            FieldProblem(MappingForm.column(field), ImportWording(visit.language).sentence(self))
        case .dayContradictory: FieldProblem("day", ImportWording(visit.language).sentence(self))
        case .numbersAmbiguous, .numbersContradictory:
            FieldProblem("numbers", ImportWording(visit.language).sentence(self))
        case .taxUnknown: FieldProblem(MappingForm.constant(.taxRate), ImportWording(visit.language).sentence(self))
        case .amountContradicts, .amountRepeats:
            FieldProblem(MappingForm.column(.amount), ImportWording(visit.language).sentence(self))
        case .columnTwice: FieldProblem("delimiter", ImportWording(visit.language).sentence(self))
        case .statesUnknown: FieldProblem(MappingForm.rule(0, "means"), ImportWording(visit.language).sentence(self))
        case .version, .nameEmpty, .delimiter, .header, .span:
            FieldProblem("saveAs", ImportWording(visit.language).sentence(self))
        }
    }
}

/// A text cut to a length, with a mark where it was.
func shortened(_ text: String, _ length: Int) -> String {
    text.count > length ? text.prefix(length) + "…" : text
}

extension Currency {
    /// Those that stand first where people choose.
    fileprivate static let usual = ["CNY", "USD", "EUR", "HKD", "JPY", "GBP"].compactMap { Currency($0) }
}
