/// A list with its search, filters, order and columns, under a name.
package struct SavedView: Sendable, Hashable {
    package var id: Int
    package var name: String
    /// The list's path with everything that is behind the question mark.
    package var address: String
    package var isOwn: Bool
    /// Seen by everybody in the owner's team and in those below it.
    package var isShared: Bool

    package init(id: Int, name: String, address: String, isOwn: Bool, isShared: Bool) {
        self.id = id
        self.name = name
        self.address = address
        self.isOwn = isOwn
        self.isShared = isShared
    }

    /// The same on the page of one record, for a list that every record has: the view names none.
    func at(_ path: String) -> SavedView {
        var view = self
        view.address = path + address.dropFirst(Self.path(address).count)
        return view
    }

    /// What is kept of an address that somebody sends, and the list it belongs to; nil when it is none of that list.
    /// - Parameter list: the path as the list's page was hung, `/accounts/:id/orders`.
    package static func kept(_ address: String, of list: String) -> String? {
        let path = path(address)
        let (parts, names) = (path.split(separator: "/"), list.split(separator: "/"))
        guard parts.count == names.count, zip(parts, names).allSatisfy({ $0 == $1 || $1.hasPrefix(":") }) else {
            return nil
        }
        return list + address.dropFirst(path.count)
    }

    /// An address without its query and fragment.
    package static func path(_ address: String) -> Substring { address.prefix { $0 != "?" && $0 != "#" } }
}

/// Where saved views are kept.
package struct ViewShelf: Contribution {
    /// Those of a list, by the path its page was hung at, that a visitor may use.
    package var views: @Sendable (Visit, _ list: String) async throws -> [SavedView]

    package init(views: @escaping @Sendable (Visit, String) async throws -> [SavedView]) { self.views = views }
}

/// What a list offers to keep its view: its saved views, and the form for one more.
package struct ListViews: Sendable {
    let list: String
    let views: [SavedView]
    let csrf: String
    let canShare: Bool
}

extension Visit {
    /// The saved views of this page's list, the same on every record's page; nil where nobody keeps any.
    package func savedViews() async throws -> ListViews? {
        guard let viewer, let shelf = site.contributions(ViewShelf.self).first else { return nil }
        return ListViews(
            list: route, views: try await shelf.views(self, route).map { $0.at(path) }, csrf: csrf,
            canShare: viewer.isInTeam)
    }
}

extension ListQuery {
    /// Which columns are shown: those that were chosen and those no list can do without; all where nothing of what
    /// was chosen is there for this reader.
    func shown(of all: [ListView.Column]) -> [Bool] {
        let isChosen = all.map { columns.contains($0.name) }
        guard isChosen.contains(true) else { return all.map { _ in true } }
        return all.indices.map { $0 == 0 || all[$0].isFixed || isChosen[$0] }
    }
}

extension PrintedList {
    /// The menu of saved views and the choice of columns, beside the filters.
    func menus(_ views: ListViews, columns: [ListView.Column]) -> String {
        let choice = hasChoice(columns) ? menu(.listColumns, columnForm(columns)) : ""
        return menu(.listViews, viewItems(views) + saveForm(views)) + choice
    }

    /// A few columns are all worth showing.
    private func hasChoice(_ columns: [ListView.Column]) -> Bool { columns.count > 5 || !query.columns.isEmpty }

    private func menu(_ title: SiteText, _ body: String) -> String {
        """
        <details class="ms-menu ms-list-menu"><summary>\(word(title))</summary><div class="ms-menu-body">
        \(body)</div></details>

        """
    }

    private func viewItems(_ views: ListViews) -> String {
        if views.views.isEmpty { return "<p class=\"ms-detail\">\(word(.listViewsNone))</p>\n" }
        let current = query.address()
        let items = views.views.map { view in
            let isCurrent = view.address == current ? " aria-current=\"true\"" : ""
            let shared = view.isShared ? " <span class=\"ms-detail\">\(word(.listViewShared))</span>" : ""
            let remove = """
                <form method="post" action="/views/\(view.id)/remove">\(hidden("csrf", views.csrf))\
                \(hidden("next", current))<button class="ms-plain-button" type="submit" \
                aria-label="\(word(.listViewRemove)) \(escaped(view.name))">×</button></form>
                """
            return "<li><a href=\"\(escaped(view.address))\"\(isCurrent)>\(escaped(view.name))</a>\(shared)"
                + (view.isOwn ? remove : "") + "</li>"
        }
        return "<ul class=\"ms-view-list\">\n\(items.joined(separator: "\n"))\n</ul>\n"
    }

    private func saveForm(_ views: ListViews) -> String {
        let share = """
            <label class="form-check"><input class="form-check-input" type="checkbox" name="share" value="yes"> \
            <span class="form-check-label">\(word(.listViewShare))</span></label>

            """
        return """
            <form method="post" action="/views" data-test="save-view">\(hidden("csrf", views.csrf))\
            \(hidden("list", views.list))\(hidden("address", query.address()))
            <label class="form-label" for="view-name-\(escaped(name))">\(word(.listViewName))</label>
            <input class="form-control" id="view-name-\(escaped(name))" name="name" required maxlength="60">
            \(views.canShare ? share : "")<button class="btn" type="submit">\(word(.listViewSave))</button>
            </form>

            """
    }

    private func columnForm(_ columns: [ListView.Column]) -> String {
        let boxes = zip(columns, query.shown(of: columns)).dropFirst().filter { !$0.0.isFixed && !$0.0.title.isEmpty }
        let labels = boxes.map { column, isShown in
            """
            <label class="form-check"><input class="form-check-input" type="checkbox" name="col" \
            value="\(escaped(column.name))"\(isShown ? " checked" : "")> <span class="form-check-label">\(escaped(column.title))</span></label>
            """
        }
        return """
            <form method="get" action="\(escaped(query.path + query.fragment))" data-test="columns">
            \(query.carried(without: ["col"]))
            \(labels.joined(separator: "\n"))
            <button class="btn" type="submit">\(word(.listColumnsShow))</button>
            </form>

            """
    }

    private func hidden(_ name: String, _ value: String) -> String {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(escaped(value))\">"
    }
}
