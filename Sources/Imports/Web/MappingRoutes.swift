import Hummingbird
import Measures
import People
import Site
import Tabular

/// `/imports/:file/mapping`: the guessed mapping beside the file's first rows, to be corrected, checked and run.
enum MappingRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("imports/:file/mapping") { visit in
            let file = try await file(visit)
            let mapping = try await proposal(visit, file)
            return try await page(visit, file, MappingForm(mapping, file.sample), problems: [])
        }
        routes.post("imports/:file/mapping") { visit in
            let file = try await file(visit)
            let typed = MappingForm(visit.form, file.sample)
            return try await visit.form["act"] == "save" ? save(visit, file, typed) : begin(visit, file, typed)
        }
    }

    private static func begin(_ visit: Visit, _ file: UploadedFile, _ typed: MappingForm) async throws -> Response {
        let problems = typed.problems
        guard problems.isEmpty else { return try await page(visit, file, typed, problems: problems) }
        _ = try await PassStore(visit.database).begin(
            file.id, isCheck: visit.form["act"] != "import", mapping: typed.mapping, language: visit.language,
            user: visit.viewer?.user, now: visit.now)
        return visit.redirect(to: "/imports/\(file.id)")
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

    /// The mapping that was asked for by name, else that of the last pass, else a guess.
    private static func proposal(_ visit: Visit, _ file: UploadedFile) async throws -> Mapping {
        if let name = visit.query("mapping"),
            let known = try await MappingStore(visit.database).all(visit.scope).first(where: { $0.name == name })
        {
            return known
        }
        if let last = try await PassStore(visit.database).latest(of: file.id, visit.scope) { return last.mapping }
        return MappingGuess.mapping(name: MappingForm.usualName, header: file.sample.names, key: CSVHeader.key)
    }

    private static func page(
        _ visit: Visit, _ file: UploadedFile, _ typed: MappingForm, problems: [MappingForm.Problem]
    ) async throws -> Response {
        let known = try await MappingStore(visit.database).all(visit.scope)
        let currency = try await RunBook(visit.database).currency()
        let page = Page(
            "import-mapping", title: file.name, template: "import-mapping",
            question: visit.text(ImportText.mappingQuestion), place: .settings, breadcrumbs: visit.importCrumbs)
        let value = MappingPage(visit, file, typed, known: known, currency: currency, problems: problems)
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }

    private static func file(_ visit: Visit) async throws -> UploadedFile {
        guard let file = try await UploadStore(visit.database).find(try visit.number("file"), visit.scope) else {
            throw Refusal.notFound
        }
        return file
    }
}
