import Foundation
import Hummingbird
import Ledger
import Measures
import Rights
import Site
import Tabular

/// `/imports`: the runs, a new upload, and one file on its way.
enum ImportRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("imports", for: .whoMay(.importing)) { try await list($0) }
        routes.export("imports", for: .whoMay(.importing)) { try await $0.send(try await file($0)) }
        routes.get("imports/new", for: .whoMay(.importing)) { try await new($0, problem: nil) }
        routes.post("imports", for: .whoMay(.importing)) { try await upload($0) }
        routes.get("imports/:file", for: .whoMay(.importing)) { try await pass($0) }
        routes.get("imports/:file/progress", for: .whoMay(.importing)) { try await progress($0) }
        routes.get("imports/:file/months.json", for: .whoMay(.importing)) { try await months($0) }
        routes.get("imports/:file/rejected.csv", for: .whoMay(.importing)) { visit in
            let (file, pass) = try await found(visit)
            guard let pass, pass.hasRejects else { throw Refusal.notFound }
            return try await visit.rejects(of: pass, file.name)
        }
        routes.post("imports/:file/run", for: .whoMay(.importing)) { try await run($0) }
        routes.post("imports/:file/delete", for: .whoMay(.importing)) { try await delete($0) }
    }

    private static func query(_ visit: Visit, size: Int = ListQuery.usualSize) -> ListQuery {
        ListQuery(visit, sorts: [], usual: "-run", filters: ["state", "kind", "rejects"], size: size)
    }

    private static func file(_ visit: Visit) async throws -> ListFile {
        let (book, scope) = (RunBook(visit.database), visit.scope)
        let (listing, names) = (RunListing(query(visit, size: ListFile.pageSize)), try await book.names(scope))
        return ListFile("imports-\(visit.today.iso)", Run.exported, for: scope) { (last: Run?) in
            var listing = listing
            listing.place = last.map { .after($0.id) } ?? .start
            return try await book.list(listing, scope)
        } records: { run in
            [run.record(by: run.user.flatMap { names[$0] } ?? "", visit)]
        }
    }

    private static func list(_ visit: Visit) async throws -> Response {
        let query = query(visit)
        let book = RunBook(visit.database)
        let slice = query.slice(try await book.list(RunListing(query), visit.scope)) { Cursor([String($0.id)]) }
        let names = try await book.names(visit.scope)
        let waiting = try await UploadStore(visit.database).notImported(visit.scope)
        let page = Page(
            "imports", title: visit.text(ImportText.imports), template: "import-list",
            question: visit.text(ImportText.importsQuestion), place: .settings, newPath: "/imports/new")
        return try visit.page(
            page,
            ImportListPage(
                visit, query, slice, names: names, waiting: waiting, views: try await visit.savedViews()))
    }

    private static func new(_ visit: Visit, problem: String?) async throws -> Response {
        let saved = try await MappingStore(visit.database).saved(visit.scope)
        let names = saved.isEmpty ? [:] : try await RunBook(visit.database).names(visit.scope)
        let page = Page(
            "import-new", title: visit.text(ImportText.importOrders), template: "import-new",
            question: visit.text(ImportText.newQuestion), place: .settings, breadcrumbs: visit.importCrumbs,
            path: "/imports/new")
        return try visit.page(
            page, NewImportPage(visit, problem: problem, saved: saved, names: names),
            status: problem == nil ? .ok : .formProblems)
    }

    private static func upload(_ visit: Visit) async throws -> Response {
        guard let upload = visit.form.upload("file") else {
            return try await new(visit, problem: visit.text(ImportText.fileMissing))
        }
        do {
            let readable = try await ReadableFile.check(path: upload.place.path)
            let store = UploadStore(visit.database)
            try await store.forgetOld(now: visit.now)
            let id = try await store.add(
                upload.place, name: upload.fileName, readable, user: visit.viewer?.user, now: visit.now)
            return visit.redirect(to: "/imports/\(id)/mapping")
        } catch let error as TabularError {
            return try await new(visit, problem: ImportWording(visit.language).sentence(error))
        }
    }

    private static func pass(_ visit: Visit) async throws -> Response {
        let (file, pass) = try await found(visit)
        guard let pass else { return visit.redirect(to: "/imports/\(file.id)/mapping") }
        if let run = pass.run { return visit.redirect(to: "/imports/runs/\(run)") }
        let page = Page(
            "import", title: file.name, template: "import-pass", question: visit.text(ImportText.passQuestion),
            place: .settings, breadcrumbs: visit.importCrumbs)
        return try visit.page(page, PassPage(state: try await state(visit, file, pass)))
    }

    /// Imports what the preview showed, and nothing else.
    private static func run(_ visit: Visit) async throws -> Response {
        guard let file = try await visit.uploadedFile() else { return visit.fileGone }
        let passes = PassStore(visit.database)
        let shown = try await passes.find(Int(visit.form["pass"]) ?? 0, visit.scope)
        var beginning = PassStore.Beginning.superseded
        if let shown, shown.file == file.id, shown.isCheck, shown.outcome != nil {
            beginning = try await passes.begin(
                file.id, isCheck: false, mapping: shown.mapping, after: shown.id, language: visit.language,
                user: visit.viewer?.user, now: visit.now)
        }
        let refusal: String? =
            switch beginning {
            case .begun, .already: nil
            case .underWay(let isCheck): visit.underWay(isCheck: isCheck)
            case .superseded: visit.text(ImportText.previewSuperseded)
            }
        let newest = try await passes.latest(of: file.id, visit.scope)?.run.map { "/imports/runs/\($0)" }
        return visit.redirect(
            to: newest ?? "/imports/\(file.id)", flash: refusal.map { Flash($0, kind: .problem) })
    }

    private static func delete(_ visit: Visit) async throws -> Response {
        guard let file = try await visit.uploadedFile() else { return visit.redirect(to: "/imports") }
        let flash: Flash? =
            switch try await UploadStore(visit.database).remove(file.id) {
            case .removed: Flash(visit.text(ImportText.fileDeleted, ["name": file.name]))
            case .underWay: Flash(visit.text(ImportText.fileNotDeleted), kind: .problem)
            case .imported: nil
            }
        return visit.redirect(to: "/imports", flash: flash)
    }

    /// The moving part of a pass's page; sends the browser on to the run when there is one.
    private static func progress(_ visit: Visit) async throws -> Response {
        let (file, pass) = try await found(visit)
        guard let pass else { throw Refusal.notFound }
        var response = try visit.part("import-state", try await state(visit, file, pass))
        if let run = pass.run { response.headers[.hxRedirect] = "/imports/runs/\(run)" }
        return response
    }

    private static func state(_ visit: Visit, _ file: UploadedFile, _ pass: Pass) async throws -> PassState {
        let rejects =
            pass.hasRejects ? try await PassStore(visit.database).rejects(of: pass.id, piece: 0, visit.scope) : nil
        return PassState(visit, file, pass, rejects: rejects)
    }

    /// The chart of what the file does to the months.
    private static func months(_ visit: Visit) async throws -> Response {
        let (_, pass) = try await found(visit)
        guard let outcome = pass?.outcome, let figures = outcome.figures else { throw Refusal.notFound }
        let currency = Currency(outcome.company ?? outcome.currency) ?? .cny
        return try visit.json(FiguresView.chart(visit, figures, currency))
    }

    private static func found(_ visit: Visit) async throws -> (file: UploadedFile, pass: Pass?) {
        guard let file = try await visit.uploadedFile() else { throw Refusal.notFound }
        return (file, try await PassStore(visit.database).latest(of: file.id, visit.scope))
    }
}

extension Visit {
    var importCrumbs: [Page.Crumb] { [Page.Crumb(text(ImportText.imports), "/imports")] }

    /// The reject file of a pass, sent piece by piece.
    func rejects(of pass: Pass, _ fileName: String) async throws -> Response {
        let (store, scope) = (PassStore(database), scope)
        let title = hasCodes ? RejectRows.column : text(ImportText.rejectReason)
        return try await download(rejectName(fileName)) { write in
            // Without the mark Excel takes the file for one in the system's old encoding.
            try await write("\u{FEFF}")
            var rest: [UInt8] = []
            var isHeader = true
            for piece in 0... {
                guard let bytes = try await store.rejects(of: pass.id, piece: piece, scope) else { break }
                // A piece may end in the middle of a character.
                let whole = (rest + bytes).wholeCharacters
                let text = String(decoding: whole.text, as: UTF8.self)
                try await write(isHeader ? text.titled(title) : text)
                isHeader = false
                rest = Array(whole.rest)
            }
            if !rest.isEmpty { try await write(String(decoding: rest, as: UTF8.self)) }
        }
    }

    private func rejectName(_ fileName: String) -> String {
        let stem = fileName.split(separator: ".").first.map(String.init) ?? "orders"
        return stem + "-rejected.csv"
    }
}

extension String {
    /// A reject file's beginning with the reason's column called by its title.
    fileprivate func titled(_ title: String) -> String {
        guard let end = firstRange(of: RejectRows.column + "\r\n") else { return self }
        return self[..<end.lowerBound] + title + "\r\n" + self[end.upperBound...]
    }
}

extension [UInt8] {
    /// Cut before a UTF-8 character that is not all there.
    fileprivate var wholeCharacters: (text: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
        guard let lead = suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }), self[lead] >= 0xC0 else {
            return (self[...], [])
        }
        let length = self[lead] >= 0xF0 ? 4 : self[lead] >= 0xE0 ? 3 : 2
        return lead + length <= count ? (self[...], []) : (self[..<lead], self[lead...])
    }
}
