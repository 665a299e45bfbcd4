import ArgumentParser
import Database
import Imports
import Measures
import Rights

/// How a file is read: a mapping as a whole, or single things said about a guess.
struct MappingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A JSON file, a built-in mapping (online-retail) or a saved one; else guessed.", valueName: "name|file"))
    var mapping: String?

    @Option(
        name: .customLong("map"),
        help: ArgumentHelp(
            "Which column is a field, as amount=Net value; nothing behind = leaves it out.", valueName: "field=column"))
    var columns: [String] = []

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("What a field is in every row, as quantity=1 or tax_rate=13.", valueName: "field=value"))
    var values: [String] = []

    @Option(
        name: .customLong("state"),
        help: ArgumentHelp(
            "What a state or document type means: a sale, a return that takes back, or void, which counts nowhere.",
            valueName: "value=sale|return|void"))
    var states: [String] = []

    @Option(help: ArgumentHelp("The order of year, month and day, or excel for 46027.", valueName: "ymd|mdy|dmy|excel"))
    var day: String?

    @Option(help: ArgumentHelp("The decimal mark.", valueName: "point|comma"))
    var decimal: String?

    @Option(help: ArgumentHelp("What separates columns: one letter, or tab.", valueName: "letter"))
    var delimiter: String?

    @Option(help: ArgumentHelp("The line that names the columns, from 1.", valueName: "line"))
    var header: Int?

    @Option(help: ArgumentHelp("none: quotes are letters like others.", valueName: "usual|none"))
    var quote: String?

    @Option(
        help: ArgumentHelp(
            "What makes an order.", valueName: "number|number+customer|number+year|number+customer+day|row"))
    var order: String?

    @Option(help: ArgumentHelp("Days that the rows of one order may lie apart; else 31.", valueName: "days"))
    var span: Int?

    @Flag(help: "Print the mapping the file would be read by, as JSON, and do nothing else.")
    var printMapping = false

    /// - Throws: `ImportProblem`, `Failure` for an option that cannot be understood.
    func mapping(forFileAt path: String, in database: any Database) async throws -> Mapping {
        var layout = Mapping(name: "layout", columns: [:])
        try say(&layout)
        var chosen = try await base(forFileAt: path, layout, in: database)
        try say(&chosen)
        if columns.isEmpty, states.isEmpty { return try checked(chosen, path) }
        let header = try Mapping.header(ofFileAt: path, for: chosen)
        for each in columns { try say(column: each, header, &chosen) }
        for each in states { try say(state: each, &chosen) }
        return try checked(chosen, path)
    }

    /// A guess that lacks something says what the header holds.
    private func checked(_ mapping: Mapping, _ path: String) throws -> Mapping {
        guard !mapping.problems.isEmpty, self.mapping == nil else { return mapping }
        let header = try Mapping.header(ofFileAt: path, for: mapping).filter { !$0.isEmpty }
        let shown = header.prefix(40).map { "“\($0.prefix(40))”" }.joined(separator: ", ")
        throw Failure(mapping.problems.english + ". The header has \(shown)\(header.count > 40 ? " …" : "").")
    }

    /// A file, else a built-in, else one that was saved in the browser, else a guess.
    private func base(forFileAt path: String, _ layout: Mapping, in database: any Database) async throws -> Mapping {
        guard let mapping else { return try Mapping.guessed(forFileAt: path, layout: layout) }
        do { return try Mapping.load(mapping) } catch ImportProblem.unknownMapping {
            guard let saved = try await MappingStore(database).find(mapping, .everything) else {
                throw ImportProblem.unknownMapping(mapping)
            }
            return saved
        }
    }

    private func say(_ mapping: inout Mapping) throws {
        if let day = try Self.day(day) { mapping.day = day }
        if let numbers = try Self.numbers(decimal) { mapping.numbers = numbers }
        if let delimiter { mapping.delimiter = delimiter == "tab" || delimiter == "\\t" ? "\t" : delimiter }
        if let header { mapping.header = header }
        if let quote { mapping.quotes = try Self.known(["usual": true, "none": false][quote], quote, "--quote") }
        if let order { mapping.order = try Self.known(OrderRule(rawValue: order), order, "--order") }
        if let span { mapping.span = span }
        for each in values {
            let (field, value) = try parts(each, "--set")
            mapping.constants[field] = value
            mapping.columns[field] = nil
        }
    }

    private func say(column text: String, _ header: [String], _ mapping: inout Mapping) throws {
        let (field, name) = try parts(text, "--map")
        if name.isEmpty {
            mapping.columns[field] = nil
            return
        }
        guard header.contains(name) else {
            throw Failure(
                "--map \(text): the header has no column “\(name)”; it has "
                    + header.filter { !$0.isEmpty }.prefix(40).map { "“\($0)”" }.joined(separator: ", ") + ".")
        }
        // A column means one thing, unless both were asked for.
        for (other, names) in mapping.columns where names == [name] { mapping.columns[other] = nil }
        mapping.columns[field] = [name]
    }

    private func say(state text: String, _ mapping: inout Mapping) throws {
        guard let mark = text.lastIndex(of: "=") else {
            throw Failure("--state \(text): write VALUE=sale, =return or =void.")
        }
        let (value, word) = (String(text[..<mark]), String(text[text.index(after: mark)...]))
        let means: CancelRule.Meaning = try Self.known(
            ["sale": .sale, "return": .cancellation, "cancellation": .cancellation, "void": .void][word], word,
            "--state")
        for field in OrderField.states where mapping.columns[field] != nil {
            mapping.cancelled.insert(CancelRule(field: field, equals: [value], means: means), at: 0)
        }
    }

    private func parts(_ text: String, _ option: String) throws -> (OrderField, String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let field = OrderField(rawValue: parts[0].trimmed) else {
            let fields = OrderField.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure("\(option) \(text): write FIELD=… with one of \(fields).")
        }
        return (field, parts[1].trimmed)
    }

    static func day(_ text: String?) throws -> DayFormat? {
        try text.map { try known(DayFormat(rawValue: $0), $0, "--day") }
    }

    static func numbers(_ text: String?) throws -> DecimalFormat? {
        try text.map { try known(["point": DecimalFormat.pointDecimal, "comma": .commaDecimal][$0], $0, "--decimal") }
    }

    private static func known<T>(_ value: T?, _ text: String, _ option: String) throws -> T {
        guard let value else { throw Failure("\(option) does not know “\(text)”; see --help.") }
        return value
    }
}
