import Foundation
import Hummingbird
import Ledger
import Measures
import People
import Site
import Tabular

/// `/imports`: the runs, a new upload, and one file on its way.
enum ImportRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("imports") { try await list($0) }
        routes.get("imports/new") { try new($0, problem: nil) }
        routes.post("imports") { try await upload($0) }
        routes.get("imports/:file") { try await pass($0) }
        routes.get("imports/:file/progress") { try await progress($0) }
        routes.get("imports/:file/rejected.csv") { visit in
            let (file, pass) = try await found(visit)
            guard let pass, pass.hasRejects else { throw Refusal.notFound }
            return visit.rejects(of: pass, file.name)
        }
        routes.post("imports/:file/run") { visit in
            let (file, last) = try await found(visit)
            guard let last else { throw Refusal.notFound }
            _ = try await PassStore(visit.database).begin(
                file.id, isCheck: false, mapping: last.mapping, language: visit.language, user: visit.viewer?.user,
                now: visit.now)
            return visit.redirect(to: "/imports/\(file.id)")
        }
    }

    private static func list(_ visit: Visit) async throws -> Response {
        let query = ListQuery(visit, sorts: ["run"], usual: "-run")
        let book = RunBook(visit.database)
        let slice = query.slice(try await book.list(query, visit.scope)) { Cursor(run: $0.id) }
        let names = try await book.names(visit.scope)
        let waiting = try await UploadStore(visit.database).notImported(visit.scope)
        let page = Page(
            "imports", title: visit.text(ImportText.imports), template: "import-list",
            question: visit.text(ImportText.importsQuestion), place: .settings, newPath: "/imports/new")
        return try visit.page(page, ImportListPage(visit, query, slice, names: names, waiting: waiting))
    }

    private static func new(_ visit: Visit, problem: String?) throws -> Response {
        let page = Page(
            "import-new", title: visit.text(ImportText.importOrders), template: "import-new",
            question: visit.text(ImportText.newQuestion), place: .settings, breadcrumbs: visit.importCrumbs)
        return try visit.page(
            page, NewImportPage(visit, problem: problem), status: problem == nil ? .ok : .formProblems)
    }

    private static func upload(_ visit: Visit) async throws -> Response {
        guard let upload = visit.form.upload("file") else {
            return try new(visit, problem: visit.text(ImportText.fileMissing))
        }
        do {
            let readable = try await ReadableFile.check(path: upload.place.path)
            let store = UploadStore(visit.database)
            try await store.forgetOld(now: visit.now)
            let id = try await store.add(
                upload.place, name: upload.fileName, readable, user: visit.viewer?.user, now: visit.now)
            return visit.redirect(to: "/imports/\(id)/mapping")
        } catch let error as TabularError {
            return try new(visit, problem: ImportWording(visit.language).sentence(error))
        }
    }

    private static func pass(_ visit: Visit) async throws -> Response {
        let (file, pass) = try await found(visit)
        guard let pass else { return visit.redirect(to: "/imports/\(file.id)/mapping") }
        if let run = pass.run { return visit.redirect(to: "/imports/runs/\(run)") }
        let page = Page(
            "import", title: file.name, template: "import-pass", question: visit.text(ImportText.passQuestion),
            place: .settings, breadcrumbs: visit.importCrumbs)
        return try visit.page(page, PassPage(state: PassState(visit, file, pass)))
    }

    /// The moving part of a pass's page; sends the browser on to the run when there is one.
    private static func progress(_ visit: Visit) async throws -> Response {
        let (file, pass) = try await found(visit)
        guard let pass else { throw Refusal.notFound }
        var response = try visit.part("import-state", PassState(visit, file, pass))
        if let run = pass.run { response.headers[.hxRedirect] = "/imports/runs/\(run)" }
        return response
    }

    private static func found(_ visit: Visit) async throws -> (file: UploadedFile, pass: Pass?) {
        guard let file = try await UploadStore(visit.database).find(try visit.number("file"), visit.scope) else {
            throw Refusal.notFound
        }
        return (file, try await PassStore(visit.database).latest(of: file.id, visit.scope))
    }
}

extension Visit {
    var importCrumbs: [Page.Crumb] { [Page.Crumb(text(ImportText.imports), "/imports")] }

    /// The reject file of a pass, sent piece by piece.
    func rejects(of pass: Pass, _ fileName: String) -> Response {
        let (store, scope) = (PassStore(database), scope)
        return download(rejectName(fileName)) { write in
            var rest: [UInt8] = []
            for piece in 0... {
                guard let bytes = try await store.rejects(of: pass.id, piece: piece, scope) else { break }
                // A piece may end in the middle of a character.
                let whole = (rest + bytes).wholeCharacters
                try await write(String(decoding: whole.text, as: UTF8.self))
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
