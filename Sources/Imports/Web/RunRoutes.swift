import Hummingbird
import Ledger
import Measures
import Rights
import Site

/// `/imports/runs/:run`: what a run did, its rejected lines, and taking it back.
enum RunRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("imports/runs/:run", for: .whoMay(.importing)) { visit in
            let (run, state) = try await found(visit)
            let page = Page(
                "import-run", title: run.file, template: "import-run",
                question: visit.text(ImportText.runQuestion), place: .settings, breadcrumbs: visit.importCrumbs)
            return try visit.page(page, RunPage(state: state))
        }
        routes.get("imports/runs/:run/progress", for: .whoMay(.importing)) { visit in
            try visit.part("import-run-state", try await found(visit).state)
        }
        routes.get("imports/runs/:run/rejected.csv", for: .whoMay(.importing)) { visit in
            let number = try visit.number("run")
            guard let run = try await RunBook(visit.database).find(number, visit.scope),
                let pass = try await PassStore(visit.database).find(run: number, visit.scope),
                pass.hasRejects
            else { throw Refusal.notFound }
            return try await visit.rejects(of: pass, run.file)
        }
        routes.get("imports/runs/:run/undo", for: .whoMay(.undoing)) { visit in
            let (run, state) = try await found(visit)
            let path = "/imports/runs/\(run.id)"
            guard let undo = state.undo else { return visit.redirect(to: path) }
            let preview =
                run.isOfCosts
                ? nil : try await RunBook(visit.database).undoPreview(run.id, naming: UndoPage.named, visit.scope)
            let page = Page(
                "import-undo", title: visit.text(ImportText.undoAsk), template: "import-undo", question: run.file,
                place: .settings, breadcrumbs: visit.importCrumbs + [Page.Crumb(run.file, path)])
            return try visit.page(page, UndoPage(visit, run, undo, preview))
        }
        routes.post("imports/runs/:run/undo", for: .whoMay(.undoing)) { visit in
            let run = try await found(visit).run
            if run.canBeUndone {
                try await UndoStore(visit.database).request(run.id, user: visit.viewer?.user, now: visit.now)
            }
            return visit.redirect(to: "/imports/runs/\(run.id)")
        }
    }

    private static func found(_ visit: Visit) async throws -> (run: Run, state: RunState) {
        let number = try visit.number("run")
        let book = RunBook(visit.database)
        guard let run = try await book.find(number, visit.scope) else { throw Refusal.notFound }
        let pass = try await PassStore(visit.database).find(run: number, visit.scope)
        let request = try await UndoStore(visit.database).find(number, visit.scope)
        let names = try await book.names(visit.scope)
        return (run, RunState(visit, run, pass, request, who: run.user.flatMap { names[$0] }))
    }
}
