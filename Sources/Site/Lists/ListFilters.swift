/// Filters of a list that are chosen or typed, as a form for the partial `list-filters`; what else the address says of
/// the list stays.
package struct ListFilters: PageValue {
    let path: String
    let fields: [FieldView]
    let carried: Markup

    /// - Parameter fields: named as the filters are.
    package init(_ query: ListQuery, fields: [FieldView]) {
        path = query.path
        self.fields = fields.map(\.asFilter)
        carried = Markup(query.carried(without: Set(fields.map(\.name))))
    }
}

extension ListQuery {
    /// What a form that asks for another part of the list carries along, but what the form itself names.
    func carried(without named: Set<String> = []) -> String {
        var fields = filters.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        if !search.isEmpty { fields.append((name: "q", value: search)) }
        fields.append((name: "sort", value: ownSort))
        fields += columns.map { (name: "col", value: $0) }
        return fields.filter { !named.contains($0.name) }
            .map { "<input type=\"hidden\" name=\"\(escaped($0.name))\" value=\"\(escaped($0.value))\">" }.joined()
    }
}
