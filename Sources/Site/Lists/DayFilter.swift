package import Measures

/// The filters `from` and `through` of a list: days as people type them, each end open when it is left out.
package struct DayFilter: Sendable {
    package static let names = ["from", "through"]

    package let from: Day?
    package let through: Day?
    private let query: ListQuery
    private let unreadable: Set<String>

    package init(_ query: ListQuery, today: Day) {
        self.query = query
        let typed = DayFilter.names.compactMap { name in
            query.filters[name].map { (name: name, day: DayInput.read($0, today: today).value) }
        }
        func day(_ name: String) -> Day? { typed.first { $0.name == name }?.day }
        (from, through) = (day("from"), day("through"))
        unreadable = Set(typed.filter { $0.day == nil }.map(\.name))
    }

    /// Nothing is to be found then: records of other days than those that were meant would be taken for the answer.
    package var isUnreadable: Bool { !unreadable.isEmpty }

    /// The days as part of another list's address, as `from=2024-01-01&through=2024-12-31`.
    package static func address(_ range: DayRange) -> String { "from=\(range.from.iso)&through=\(range.through.iso)" }

    /// For `ListFilters`.
    package var fields: [FieldView] {
        func word(_ key: SiteText) -> String { SiteText.texts.wording(key, query.language) }
        return zip(DayFilter.names, [(SiteText.listFrom, from), (.listThrough, through)]).map { name, end in
            FieldView(
                name, label: word(end.0), kind: .date, value: end.1?.iso ?? query.filters[name] ?? "",
                problems: unreadable.contains(name) ? [FieldProblem(name, word(.listDayUnreadable))] : [],
                isRequired: false)
        }
    }
}
