/// A list with its search, filters, order and columns, under a name.
package struct SavedView: Sendable, Hashable {
    package var id: Int
    package var name: String
    /// On this site, with everything that is behind the question mark.
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
}

/// Where saved views are kept.
package struct ViewShelf: Contribution {
    /// Those of a list, by its path, that a visitor may use.
    package var views: @Sendable (Visit, _ path: String) async throws -> [SavedView]

    package init(views: @escaping @Sendable (Visit, String) async throws -> [SavedView]) { self.views = views }
}

/// What a list offers to keep its view: its saved views, and the form for one more.
package struct ListViews: Sendable {
    let views: [SavedView]
    let csrf: String
    let canShare: Bool
}

extension Visit {
    /// The saved views of this page's list; nil where nobody keeps any.
    package func savedViews() async throws -> ListViews? {
        guard let viewer, let shelf = site.contributions(ViewShelf.self).first else { return nil }
        return ListViews(views: try await shelf.views(self, path), csrf: csrf, canShare: viewer.isInTeam)
    }
}

extension ListQuery {
    /// Whether a column is shown: those that were chosen, or all.
    func shows(_ column: ListView.Column, isFirst: Bool) -> Bool {
        isFirst || columns.isEmpty || columns.contains(column.name)
    }
}

extension PrintedList {
    /// The menu of saved views and the choice of columns, beside the filters.
    func menus(_ views: ListViews, columns: [ListView.Column]) -> String {
        menu(.listViews, viewItems(views) + saveForm(views)) + menu(.listColumns, columnForm(columns))
    }

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
            \(hidden("address", query.address()))
            <label class="form-label" for="view-name-\(escaped(name))">\(word(.listViewName))</label>
            <input class="form-control" id="view-name-\(escaped(name))" name="name" required maxlength="60">
            \(views.canShare ? share : "")<button class="btn" type="submit">\(word(.listViewSave))</button>
            </form>

            """
    }

    private func columnForm(_ columns: [ListView.Column]) -> String {
        let boxes = columns.dropFirst().filter { !$0.title.isEmpty }.map { column in
            let isShown = query.shows(column, isFirst: false) ? " checked" : ""
            return """
                <label class="form-check"><input class="form-check-input" type="checkbox" name="col" \
                value="\(escaped(column.name))"\(isShown)> <span class="form-check-label">\(escaped(column.title))</span></label>
                """
        }
        return """
            <form method="get" action="\(escaped(query.path))" data-test="columns">
            \(query.hiddenFields(withColumns: false))\(query.search.isEmpty ? "" : hidden("q", query.search))
            \(boxes.joined(separator: "\n"))
            <button class="btn" type="submit">\(word(.listColumnsShow))</button>
            </form>

            """
    }

    private func hidden(_ name: String, _ value: String) -> String {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(escaped(value))\">"
    }
}
