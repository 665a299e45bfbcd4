import Hummingbird
import Measures
import Rights
import Site
import Tabular

/// `/imports/:file/mapping`: the guessed mapping beside the file's first rows, to be corrected, checked and run.
enum MappingRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("imports/:file/mapping", for: .whoMay(.importing)) { visit in
            guard let file = try await visit.uploadedFile() else { throw Refusal.notFound }
            return try await show(visit, file)
        }
        routes.post("imports/:file/mapping", for: .whoMay(.importing)) { visit in
            guard let file = try await visit.uploadedFile() else { return visit.fileGone }
            return try await take(visit, file)
        }
        routes.post("imports/mappings/delete", for: .whoMay(.importing)) { visit in
            let name = visit.form["name"]
            let wasThere = try await MappingStore(visit.database).remove(name)
            return visit.redirect(
                to: "/imports/new",
                flash: Flash(
                    visit.text(wasThere ? ImportText.mappingDeleted : .mapUnknown, ["name": name]),
                    kind: wasThere ? .done : .problem))
        }
    }

    private static func show(_ visit: Visit, _ file: UploadedFile) async throws -> Response {
        let asked = visit.query("mapping")
        let chosen = try await named(asked, visit)
        let wish = visit.query("delimiter").flatMap { Delimiter(rawValue: $0) }
        let isOpen = asked == nil && wish == nil
        let pass = isOpen ? try await PassStore(visit.database).latest(of: file.id, visit.scope) : nil
        let questions = pass?.questions ?? []
        let given = chosen ?? pass?.mapping
        let reading = try await read(visit, file, wish == nil ? given?.delimiter : wish?.character)
        var mapping = given ?? guess(reading.file)
        mapping.delimiter = reading.file.delimiter
        if let rule = visit.query("order").flatMap(OrderRule.init(rawValue:)) { mapping.order = rule }
        if given == nil, mapping.currency == nil {
            mapping.currency = try await currency(of: reading.file.sample, mapping, visit)
        }
        let notices = MappingNotices(visit, reading.file.sample)
        return try await page(
            visit, reading.file, MappingForm(mapping, reading.file.sample, asking: questions),
            problems: questions.map { .mapping($0) },
            notices: [
                reading.notice, chosen == nil ? asked.map { notices.unknown($0) } : nil,
                chosen.flatMap { notices.missing($0) },
            ])
    }

    private static func take(_ visit: Visit, _ file: UploadedFile) async throws -> Response {
        let delimiter = Delimiter(rawValue: visit.form["delimiter"]) ?? .auto
        let reading = try await read(visit, file, delimiter.character)
        let typed = MappingForm(visit.form, reading.file.sample)
        if reading.notice != nil { return try await page(visit, reading.file, typed, notices: [reading.notice]) }
        let savesByEnter = visit.form["act"] == "enter" && !visit.form.trimmed("saveAs").isEmpty
        return visit.form["act"] == "save" || savesByEnter
            ? try await save(visit, reading.file, typed) : try await begin(visit, reading.file, typed)
    }

    private static func begin(_ visit: Visit, _ file: UploadedFile, _ typed: MappingForm) async throws -> Response {
        let problems = typed.problems
        guard problems.isEmpty else { return try await page(visit, file, typed, problems: problems) }
        let beginning = try await PassStore(visit.database).begin(
            file.id, isCheck: visit.form["act"] != "import", mapping: typed.mapping, language: visit.language,
            user: visit.viewer?.user, now: visit.now)
        guard case .underWay(let isCheck) = beginning else { return visit.redirect(to: "/imports/\(file.id)") }
        // What was typed stays, to be sent again once the other is over.
        return try await page(visit, file, typed, obstacle: visit.underWay(isCheck: isCheck))
    }

    private static func save(_ visit: Visit, _ file: UploadedFile, _ typed: MappingForm) async throws -> Response {
        let problems = typed.problemsOfSaving
        guard problems.isEmpty else { return try await page(visit, file, typed, problems: problems) }
        let mapping = typed.mappingToSave
        try await MappingStore(visit.database).save(mapping, user: visit.viewer?.user, now: visit.now)
        return visit.redirect(
            to: "/imports/\(file.id)/mapping" + PercentEncoding.query([("mapping", mapping.name)]),
            flash: Flash(visit.text(ImportText.saved, ["name": mapping.name])))
    }

    private static func named(_ name: String?, _ visit: Visit) async throws -> Mapping? {
        guard let name else { return nil }
        return try await MappingStore(visit.database).find(name, visit.scope)
    }

    /// What is proposed to a company that has no currency yet: the file's own.
    private static func currency(of sample: SampleRows, _ mapping: Mapping, _ visit: Visit) async throws -> String? {
        guard try await RunBook(visit.database).currency() == nil else { return nil }
        let written = mapping.writtenCurrency(sample.names, values: { sample.values(of: $0) }, usual: .cny)
        return (written ?? .cny).code
    }

    private static func guess(_ file: UploadedFile) -> Mapping {
        MappingGuess.mapping(
            name: MappingGuess.usualName, header: file.sample.names, values: { file.sample.values(of: $0) })
    }

    /// The file with its columns separated as wished; as it was, and why, when it cannot be read so.
    private static func read(
        _ visit: Visit, _ file: UploadedFile, _ delimiter: String?
    ) async throws -> (file: UploadedFile, notice: String?) {
        do {
            let folder = visit.site.settings.temporaryFolder
            return (try await UploadStore(visit.database).read(file, delimiter: delimiter, folder: folder), nil)
        } catch let error as TabularError {
            let reason = ImportWording(visit.language).sentence(error)
            return (file, visit.text(ImportText.delimiterUnfit, ["reason": reason]))
        }
    }

    private static func page(
        _ visit: Visit, _ file: UploadedFile, _ typed: MappingForm, problems: [MappingForm.Problem] = [],
        notices: [String?] = [], obstacle: String? = nil
    ) async throws -> Response {
        // Built-in mappings are of foreign systems: offered only to a file that comes from one.
        let known = try await MappingStore(visit.database).all(visit.scope).filter {
            !BuiltInMappings.owns($0.name) || $0.name == visit.query("mapping")
                || MappingGuess.fits($0, file.sample.names)
        }
        let currency = try await RunBook(visit.database).currency()
        let page = Page(
            "import-mapping", title: file.name, template: "import-mapping",
            question: visit.text(ImportText.mappingQuestion), place: .settings, breadcrumbs: visit.importCrumbs)
        let value = MappingPage(
            visit, file, typed, known: known, currency: currency, problems: problems,
            notices: notices.compactMap { $0 } + MappingNotices(visit, file.sample).ofTheFile, obstacle: obstacle)
        return try visit.page(page, value, status: problems.isEmpty && obstacle == nil ? .ok : .formProblems)
    }
}

/// What people should know about a mapping or a file before they go on; nothing that must be mended.
private struct MappingNotices {
    let visit: Visit
    let sample: SampleRows

    init(_ visit: Visit, _ sample: SampleRows) {
        self.visit = visit
        self.sample = sample
    }

    var ofTheFile: [String] {
        guard FirstRow.looksLikeData(sample.names) else { return [] }
        let names = sample.names.filter { !$0.isEmpty }.prefix(4).map { shortened($0, 24) }
        return [visit.text(ImportText.firstRowIsData, ["values": visit.series(names)])]
    }

    func unknown(_ name: String) -> String {
        visit.text(ImportText.mapUnknown, ["name": name]) + visit.wordSpace + visit.text(ImportText.guessedInstead)
    }

    /// The columns a mapping looks for in vain.
    func missing(_ mapping: Mapping) -> String? {
        let missing = OrderField.allCases.compactMap { field -> String? in
            guard let names = mapping.columns[field], !names.isEmpty, sample.name(of: names) == nil else { return nil }
            return visit.text(
                ImportText.missingColumn, ["field": visit.text(field.title), "names": visit.series(names)])
        }
        guard !missing.isEmpty else { return nil }
        return visit.text(
            ImportText.mappingDoesNotFit, ["name": mapping.name, "columns": visit.series(missing)])
    }
}

extension Visit {
    /// The file the address names; nil when it is gone.
    func uploadedFile() async throws -> UploadedFile? {
        try await UploadStore(database).find(try number("file"), scope)
    }

    /// For a form whose file was forgotten or deleted meanwhile.
    var fileGone: Response {
        redirect(to: "/imports/new", flash: Flash(text(ImportText.fileGone), kind: .problem))
    }

    /// Why nothing was begun: the file is at work already.
    func underWay(isCheck: Bool) -> String { text(isCheck ? ImportText.checkUnderWay : .importUnderWay) }

    /// "a, b" or 「a、b」.
    func series(_ items: some Sequence<String>) -> String { items.joined(separator: language == .en ? ", " : "、") }

    /// Between two sentences.
    var wordSpace: String { language == .en ? " " : "" }
}
