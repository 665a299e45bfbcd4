import Hummingbird
import Measures
import Site

/// `/views`: somebody keeps what a list shows under a name, or takes it away.
enum ViewRoutes {
    static let shelf = ViewShelf { visit, list in
        guard let user = visit.viewer?.user else { return [] }
        return try await ViewStore(visit.database).views(of: list, for: user)
    }

    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.post("views") { try await save($0) }
        routes.post("views/:id/remove") { visit in
            guard let user = visit.viewer?.user,
                try await ViewStore(visit.database).remove(try visit.number("id"), of: user)
            else { throw Refusal.notFound }
            return visit.redirect(
                to: localPath(visit.form["next"]) ?? "/", flash: Flash(visit.text(PeopleText.viewRemoved)))
        }
    }

    private static func save(_ visit: Visit) async throws -> Response {
        guard let user = visit.viewer?.user, let address = localPath(visit.form["address"]) else {
            throw Refusal.unreadable
        }
        let list = localPath(visit.form["list"]) ?? String(SavedView.path(address))
        guard let kept = SavedView.kept(address, of: list) else { throw Refusal.unreadable }
        let name = visit.form.line("name")
        guard !name.isEmpty, name.count <= ViewStore.longestName else {
            return visit.redirect(to: address, flash: Flash(visit.text(PeopleText.viewNameMissing), kind: .problem))
        }
        let isKept = try await ViewStore(visit.database).save(
            name, of: list, address: kept, sharing: visit.form.isChecked("share"), by: user)
        guard isKept else {
            return visit.redirect(to: address, flash: Flash(visit.text(PeopleText.viewsTooMany), kind: .problem))
        }
        return visit.redirect(to: address, flash: Flash(visit.text(PeopleText.viewSaved, ["name": name])))
    }
}
