extension ListFile.Format {
    /// A name, the same in every language.
    fileprivate var title: String {
        switch self {
        case .xlsx: "Excel"
        case .csv: "CSV"
        }
    }
}

/// The parts of a list. Printed here for the same reason as its rows.
struct PrintedList {
    let name: String
    let title: String?
    let query: ListQuery

    func word(_ text: SiteText) -> String { escaped(SiteText.texts.wording(text, query.language)) }

    /// What stands above the rows: search, filters, sums, export.
    func tools(
        chips: [ListView.Chip], totals: String?, exports: [(ListFile.Format, path: String)], isSearchable: Bool,
        menus: String
    ) -> String {
        var html = "<div class=\"ms-list-tools\">\n"
        if isSearchable {
            let label = word(.listSearch)
            html += """
                <form class="ms-list-search" method="get" action="\(escaped(query.path))" role="search">
                <input class="form-control" type="search" name="q" value="\(escaped(query.search))" \
                aria-label="\(label)" placeholder="\(label)">
                \(query.carried(without: ["q"]))
                <button class="btn" type="submit">\(word(.listApply))</button>
                </form>

                """
        }
        if !chips.isEmpty {
            let items = chips.map(\.html).joined(separator: "\n")
            html += "<ul class=\"ms-chips\" aria-label=\"\(word(.listFilters))\">\n\(items)\n</ul>\n"
        }
        let acts = menus + export(exports)
        if !acts.isEmpty { html += "<div class=\"ms-list-acts\">\n\(acts)</div>\n" }
        if let totals { html += "<p class=\"ms-totals\">\(escaped(totals))</p>\n" }
        return html + "</div>\n"
    }

    private func export(_ files: [(ListFile.Format, path: String)]) -> String {
        if files.isEmpty { return "" }
        let links = files.map { format, path in "<a href=\"\(escaped(path))\" download>\(format.title)</a>" }
        return "<p class=\"ms-export\">\(word(.listExport)) \(links.joined(separator: " "))</p>\n"
    }

    func table(head: String, body: Markup) -> String {
        let label = title.map { "aria-label=\"\(escaped($0))\"" } ?? "aria-labelledby=\"title\""
        return """
            <div class="ms-table-scroll" tabindex="0" role="region" \(label)>
            <table class="ms-table" data-list="\(escaped(name))">
            <thead><tr>
            \(head)</tr></thead>
            <tbody>
            \(body.html)</tbody>
            </table>
            </div>

            """
    }

    func empty(_ empty: ListView.Empty) -> String {
        var html = "<div class=\"ms-empty\"><p class=\"ms-empty-title\">\(escaped(empty.title))</p>"
        if let text = empty.text { html += "<p>\(escaped(text))</p>" }
        if let act = empty.act {
            html += "<a class=\"btn btn-primary\" href=\"\(escaped(empty.path ?? ""))\">\(escaped(act))</a>"
        }
        return html + "</div>\n"
    }

    /// The address leads behind the last row: others may have taken rows away since.
    var beyond: String {
        """
        <div class="ms-empty"><p class="ms-empty-title">\(word(.listBeyond))</p>\
        <a class="btn btn-primary" href="\(escaped(query.address()))" rel="first">\(word(.listToFirst))</a></div>

        """
    }

    func pages(isStart: Bool, previous: Cursor?, next: Cursor?) -> String {
        let links = [
            isStart ? nil : link(query.address(), .listFirst, "first"),
            previous.map { link(query.address(before: $0), .listPrevious, "prev") },
            next.map { link(query.address(after: $0), .listNext, "next") },
        ].compactMap { $0 }
        guard !links.isEmpty else { return "" }
        return "<nav class=\"ms-pages\" aria-label=\"\(word(.listPages))\">\n\(links.joined(separator: "\n"))\n</nav>\n"
    }

    private func link(_ path: String, _ text: SiteText, _ relation: String) -> String {
        "<a class=\"btn\" href=\"\(escaped(path))\" rel=\"\(relation)\">\(word(text))</a>"
    }
}
