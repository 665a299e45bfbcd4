import Judging
import Measures
import Site

/// All policies with what is in force.
struct PoliciesPage: PageValue {
    let table: Markup

    init(_ kept: [(form: PolicyForm, records: [PolicyRecord])], _ visit: Visit) {
        let columns: [ListView.Column] = [
            .text("", visit.text(PolicyText.policy), isSortable: false).asName,
            .short("", visit.text(PolicyText.inForce), isSortable: false),
            .short("", visit.text(PolicyText.effective), isSortable: false),
        ]
        let rows = kept.map { form, records in
            let now = records.inForce(on: visit.today)
            return [
                ListCell.link(form.title(visit), path: "/settings/policies/\(form.kind)"),
                .text(now.map { visit.text(PolicyText.version, ["version": String($0.version)]) } ?? ""),
                .text(now?.since(visit) ?? ""),
            ]
        }
        table = ListCell.table(visit.text(PolicyText.title), columns, rows)
    }
}

/// A policy: what is in force, and the form that the next version is made with.
struct PolicyPage: PageValue {
    struct Publishing: PageValue {
        let fields: [FieldView]
        let act: String
    }

    /// What publishing would change; the same document sent once more is published.
    struct Preview: PageValue {
        let sentences: [String]
        let table: Markup?
        let seen: String
    }

    let facts: Markup
    let onlyLook: String?
    /// Where the form goes; nil for people who may only look.
    let path: String?
    let following: Int
    let hasProblems: Bool
    /// What is wrong with the whole.
    let problems: [String]
    let sections: [SectionView]
    let publishing: Publishing?
    let preview: Preview?
    let versions: Markup
}

/// A version as it was published.
struct PolicyVersionPage: PageValue {
    let facts: Markup
    let note: String?
    let changes: Markup?
    let nothingBefore: String?
    let sections: [SectionView]
    let documentPath: String
}

/// A table of a policy's numbers.
struct SectionView: PageValue {
    struct Cell: PageValue {
        struct Box: PageValue {
            let isNumber: Bool
            let value: String
        }

        struct Option: PageValue {
            let value: String
            let title: String
            let isChosen: Bool
        }

        let name: String
        let label: String
        let box: Box?
        let options: [Option]
        let isChoice: Bool
        let plain: String?
        let problem: String?
    }

    struct Row: PageValue {
        let label: String
        let cells: [Cell]
    }

    let title: String
    let note: String?
    let problem: String?
    let columns: [String]
    let rows: [Row]
}

struct PolicyPageMaker {
    let visit: Visit
    let form: PolicyForm
    let sections: [PolicySection]
    let boxes: PolicyBoxes
    let problems: [FieldProblem]

    init(
        _ visit: Visit, _ form: PolicyForm, sections: [PolicySection], boxes: PolicyBoxes, problems: [FieldProblem]
    ) {
        self.visit = visit
        self.form = form
        self.sections = sections
        self.boxes = boxes
        self.problems = problems
    }

    /// - Parameters:
    ///   - publishers: the roles that may publish, in words.
    ///   - start: the day from which a new version usually judges.
    func page(
        _ records: [PolicyRecord], names: [Int: String], mayPublish: Bool, publishers: String, start: Day,
        preview: PolicyPage.Preview?
    ) -> PolicyPage {
        PolicyPage(
            facts: facts(records),
            onlyLook: mayPublish ? nil : visit.text(PolicyText.onlyLook, ["roles": publishers]),
            path: mayPublish ? "/settings/policies/\(form.kind)" : nil,
            following: Int(visit.form["following"]) ?? records.first?.version ?? 1, hasProblems: !problems.isEmpty,
            problems: general, sections: views(editable: mayPublish),
            publishing: mayPublish
                ? PolicyPage.Publishing(
                    fields: publishing(start),
                    act: visit.text(preview == nil ? PolicyText.publish : .publishAfterLook)) : nil,
            preview: preview,
            versions: versions(records, names))
    }

    func version(_ record: PolicyRecord, names: [Int: String], changes: [[ListCell]]?) -> PolicyVersionPage {
        let columns: [ListView.Column] = [
            .text("", visit.text(PolicyText.change), isSortable: false).asName,
            .number("", visit.text(PolicyText.before), isSortable: false),
            .number("", visit.text(PolicyText.now), isSortable: false),
        ]
        return PolicyVersionPage(
            facts: [
                Fact(visit.text(PolicyText.effective), .text(record.since(visit))),
                Fact(visit.text(PolicyText.published), .text(record.published(visit))),
                Fact(visit.text(PolicyText.by), .text(record.who(names, visit))),
            ].html(test: "policy-version"), note: record.note.isEmpty ? nil : record.note,
            changes: changes.map { ListCell.table(visit.text(PolicyText.changes), columns, $0) },
            nothingBefore: changes == nil ? visit.text(PolicyText.nothingBefore) : nil,
            sections: views(editable: false),
            documentPath: "/settings/policies/\(form.kind)/versions/\(record.version)/document.json")
    }

    private func facts(_ records: [PolicyRecord]) -> Markup {
        let now = records.inForce(on: visit.today)
        var facts: [Fact] = []
        if let now {
            facts.append(
                Fact(
                    visit.text(PolicyText.inForce),
                    .link(
                        visit.text(PolicyText.version, ["version": String(now.version)]),
                        path: "/settings/policies/\(form.kind)/versions/\(now.version)"), detail: now.since(visit)))
        }
        if let latest = records.first, latest.version != now?.version {
            facts.append(
                Fact(
                    visit.text(PolicyText.later),
                    .text(visit.text(PolicyText.version, ["version": String(latest.version)])),
                    detail: latest.since(visit)))
        }
        return facts.html(test: "policy")
    }

    private func publishing(_ start: Day) -> [FieldView] {
        [
            FieldView(
                "from", label: visit.text(PolicyText.from), kind: .date, form: visit.form, value: start.iso,
                problems: problems, hint: visit.text(PolicyText.fromHint)),
            FieldView(
                "note", label: visit.text(PolicyText.noteLabel), kind: .textarea, form: visit.form,
                problems: problems, hint: visit.text(PolicyText.noteHint), isRequired: false),
        ]
    }

    private func versions(_ records: [PolicyRecord], _ names: [Int: String]) -> Markup {
        let columns: [ListView.Column] = [
            .short("", visit.text(PolicyText.versionColumn), isSortable: false),
            .short("", visit.text(PolicyText.effective), isSortable: false),
            .short("", visit.text(PolicyText.published), isSortable: false),
            .short("", visit.text(PolicyText.by), isSortable: false),
            .text("", visit.text(PolicyText.note), isSortable: false).asName,
        ]
        let rows = records.map { record -> [ListCell] in
            let title = visit.text(PolicyText.version, ["version": String(record.version)])
            return [
                .link(title, path: "/settings/policies/\(form.kind)/versions/\(record.version)"),
                .text(record.since(visit)), .text(record.published(visit)), .text(record.who(names, visit)),
                .text(record.note),
            ]
        }
        return ListCell.table(visit.text(PolicyText.versions), columns, rows)
    }

    // MARK: Sections

    /// Problems that no box and no section is to blame for.
    private var general: [String] {
        let known = Set(
            sections.fields.map(\.place) + sections.flatMap { [$0.place, $0.list ?? ""] } + ["from", "note"])
        return problems.filter { $0.field.isEmpty || !known.contains($0.field) }.map(\.text)
    }

    private func views(editable: Bool) -> [SectionView] {
        sections.map { section in
            let faults = [section.place, section.list ?? ""].filter { !$0.isEmpty }
            return SectionView(
                title: section.title, note: section.note,
                problem: faults.compactMap { problems.text(of: $0) }.first, columns: section.columns,
                rows: section.rows.map { row in
                    SectionView.Row(
                        label: row.label,
                        cells: zip(row.fields, section.columns.dropFirst()).map { field, column in
                            cell(field, label: "\(row.label): \(column)", editable: editable)
                        })
                })
        }
    }

    private func cell(_ field: PolicySection.Field, label: String, editable: Bool) -> SectionView.Cell {
        let text = boxes.texts[field.place] ?? ""
        var (box, options): (SectionView.Cell.Box?, [SectionView.Cell.Option]) = (nil, [])
        switch field.kind {
        case .number where editable: box = .init(isNumber: true, value: text)
        case .text where editable: box = .init(isNumber: false, value: text)
        case .choice(let choices):
            options = choices.map { .init(value: $0.value, title: $0.title, isChosen: $0.value == text) }
        case .number, .text: break
        }
        let plain = options.first(where: \.isChosen)?.title ?? (text.isEmpty ? NumberStyle.missing : text)
        return SectionView.Cell(
            name: field.place, label: label, box: box, options: editable ? options : [],
            isChoice: editable && !options.isEmpty, plain: editable ? nil : plain,
            problem: problems.text(of: field.place))
    }
}

/// What a version has otherwise than the one before.
enum PolicyChanges {
    static func rows(
        from before: PolicyValues, to now: PolicyValues, _ sections: [PolicySection], _ visit: Visit
    ) -> [[ListCell]] {
        sections.flatMap { section in
            section.rows.flatMap { row in
                zip(row.fields, section.columns.dropFirst()).compactMap { field, column -> [ListCell]? in
                    let (old, new) = (before[field.place], now[field.place])
                    guard old != new else { return nil }
                    func said(_ value: PolicyValues.Value?) -> String {
                        value.map { field.said($0, visit.language) } ?? NumberStyle.missing
                    }
                    return [
                        .text("\(section.title) · \(row.label) · \(column)"), .number(said(old)), .number(said(new)),
                    ]
                }
            }
        }
    }
}

extension [PolicyRecord] {
    /// Newest first.
    func inForce(on day: Day) -> PolicyRecord? { first { ($0.effective ?? day) <= day } }
}

extension PolicyRecord {
    func since(_ visit: Visit) -> String { effective?.iso ?? visit.text(PolicyText.fromBeginning) }

    func published(_ visit: Visit) -> String {
        created.map { Day(unixSeconds: $0, in: visit.site.settings.zone.current).iso } ?? visit.text(PolicyText.preset)
    }

    func who(_ names: [Int: String], _ visit: Visit) -> String {
        if let user { return names[user] ?? "" }
        return visit.text(effective == nil ? PolicyText.preset : .byCommand)
    }
}
