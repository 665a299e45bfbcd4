package import Hummingbird
package import Measures

/// The filters `from` and `through` of a list: days as people type them, each end open when it is left out.
package struct DayFilter: Sendable {
    package static let names = ["from", "through"]

    package let from: Day?
    package let through: Day?
    private let query: ListQuery
    private let problems: [String: SiteText]

    package init(_ query: ListQuery, today: Day) {
        self.query = query
        let typed = DayFilter.names.map { name in query.filters[name].map { DayInput.read($0, today: today) } }
        (from, through) = (typed[0]?.value, typed[1]?.value)
        var problems: [String: SiteText] = [:]
        for (name, input) in zip(DayFilter.names, typed) {
            if case .problem(let problem)? = input {
                problems[name] = problem == .ambiguous ? .listDayAmbiguous : .listDayUnreadable
            }
        }
        if let from, let through, through < from { problems["through"] = .listDaysReversed }
        self.problems = problems
    }

    /// Nothing is to be found then: records of other days than those that were meant would be taken for the answer.
    package var hasProblems: Bool { !problems.isEmpty }

    /// From the list as a file to its page, which tells what is wrong; nil where nothing is.
    package func back(from visit: Visit) -> Response? {
        guard hasProblems else { return nil }
        let page = ListFile.Format.allCases.reduce(visit.path) { path, format in
            path.hasSuffix("." + format.rawValue) ? String(path.dropLast(format.rawValue.count + 1)) : path
        }
        return visit.redirect(to: page + (visit.request.uri.query.map { "?" + $0 } ?? ""))
    }

    /// The days as part of another list's address, as `from=2024-01-01&through=2024-12-31`.
    package static func address(_ range: DayRange) -> String { "from=\(range.from.iso)&through=\(range.through.iso)" }

    /// For `ListFilters`. Typed as text: a browser's own field for days shows nothing of what it cannot read.
    package var fields: [FieldView] {
        func word(_ key: SiteText) -> String { SiteText.texts.wording(key, query.language) }
        return zip(DayFilter.names, [(SiteText.listFrom, from), (.listThrough, through)]).map { name, end in
            FieldView(
                name, label: word(end.0), value: end.1?.iso ?? query.filters[name] ?? "",
                problems: problems[name].map { [FieldProblem(name, word($0))] } ?? [], isRequired: false,
                autocomplete: "off")
        }
    }
}
