import Ledger
import Measures
import Site

struct ImportListPage: PageValue {
    struct Waiting: PageValue {
        let name: String
        let path: String
        let facts: String
    }

    private static let shownWaiting = 5

    let list: ListView
    let waiting: [Waiting]
    /// Folded away until asked for.
    let further: [Waiting]
    let furtherTitle: String?
    let hasWaiting: Bool
    /// An empty list has its own button.
    let hasRuns: Bool

    init(
        _ visit: Visit, _ query: ListQuery, _ slice: ListSlice<Run>, names: [Int: String], waiting: [UploadedFile],
        views: ListViews?
    ) {
        let isFiltered = !query.filters.isEmpty
        hasRuns = !slice.rows.isEmpty || query.place != .start || isFiltered
        list = ListView(
            "imports", title: visit.text(ImportText.runsTitle), query: query, slice: slice, columns: visit.runColumns,
            cells: { visit.cells(of: $0, names) }, chips: hasRuns ? visit.runChips(query) : [],
            exportPath: slice.rows.isEmpty ? nil : "/imports", views: hasRuns ? views : nil,
            empty: isFiltered ? visit.noSuchRuns : visit.noRuns)
        let files = waiting.map {
            Waiting(
                name: $0.name, path: "/imports/\($0.id)",
                facts: $0.facts(visit) + " · " + visit.byLine($0.created, $0.user.flatMap { names[$0] }))
        }
        self.waiting = Array(files.prefix(Self.shownWaiting))
        further = Array(files.dropFirst(Self.shownWaiting))
        furtherTitle =
            further.isEmpty
            ? nil : visit.text(ImportText.furtherFiles, visit.numbered(further.count), count: further.count)
        hasWaiting = !waiting.isEmpty
    }
}

struct NewImportPage: PageValue {
    struct Saved: PageValue {
        let name: String
        let facts: String
    }

    let problem: String?
    let hint: String
    let saved: [Saved]
    let hasSaved: Bool

    init(_ visit: Visit, problem: String?, saved: [MappingStore.Saved], names: [Int: String]) {
        self.problem = problem
        let limit = visit.size(visit.site.settings.uploadLimit)
        hint = visit.text(ImportText.chooseFileHint, ["limit": limit])
        self.saved = saved.map {
            Saved(name: $0.mapping.name, facts: visit.byLine($0.saved, $0.user.flatMap { names[$0] }))
        }
        hasSaved = !saved.isEmpty
    }
}

extension RunListing {
    init(_ query: ListQuery) {
        self.init()
        state = query.filters["state"].flatMap { Run.State(rawValue: $0) }
        isOfCosts = ["orders": false, "costs": true][query.filters["kind"] ?? ""]
        hasRejects = query.filters["rejects"] == "yes"
        place = query.place.at { $0.values.first.flatMap { Int($0) } }
        size = query.size
    }
}

extension Visit {
    fileprivate func runChips(_ query: ListQuery) -> [ListView.Chip] {
        let chips: [(ImportText, String, String)] = [
            (.ofOrders, "kind", "orders"), (.ofCosts, "kind", "costs"), (.withRejects, "rejects", "yes"),
            (.onlyStopped, "state", "failed"), (.onlyUndone, "state", "undone"),
        ]
        return chips.map { ListView.Chip(text($0), filter: $1, is: $2, in: query) }
    }

    fileprivate var noRuns: ListView.Empty {
        .init(
            text(ImportText.listEmpty), text: text(ImportText.listEmptyText), act: text(ImportText.importOrders),
            path: "/imports/new")
    }

    fileprivate var noSuchRuns: ListView.Empty {
        .init(text(ImportText.noSuchRuns), act: text(ImportText.showAllRuns), path: "/imports")
    }

    fileprivate var runColumns: [ListView.Column] {
        [
            .text("file", text(ImportText.columnFile), isSortable: false).asName,
            .text("state", text(ImportText.columnState), isSortable: false),
            .number("new", text(ImportText.columnNew), isSortable: false),
            .number("rejected", text(ImportText.columnRejected), isSortable: false),
            .number("lines", text(ImportText.columnLines), isSortable: false).onWideScreens,
            .number("changed", text(ImportText.columnChanged), isSortable: false).onWideScreens,
            .number("unchanged", text(ImportText.columnUnchanged), isSortable: false).onWideScreens,
            .number("accounts", text(ImportText.columnAccounts), isSortable: false).onWideScreens,
        ]
    }

    fileprivate func cells(of run: Run, _ names: [Int: String]) -> [ListCell] {
        let counts = run.counts
        let numbers = [
            run.recordsNew, counts.rejected, counts.read, run.recordsChanged, run.recordsUnchanged,
            counts.accountsNew,
        ]
        let who = run.user.flatMap { names[$0] }
        let by = byLine(run.started, who)
        return [
            .titled(
                run.file, path: "/imports/runs/\(run.id)",
                detail: run.isOfCosts ? text(ImportText.costRun, ["by": by]) : by),
            .badge(state(of: run), run.state.tone),
        ] + numbers.map { .number(NumberStyle(language).integer($0)) }
    }

    func state(of run: Run) -> String {
        switch run.state {
        case .running:
            text(ImportText.stateRunning, ["percent": NumberStyle(language).percent(run.progress, digits: 0)])
        case .done: text(ImportText.stateDone)
        case .failed: text(ImportText.stateFailed)
        case .undoing: text(ImportText.stateUndoing)
        case .undone: text(ImportText.stateUndone)
        }
    }

    /// "2011-12-09 14:03 · Li Wei": when, on the company's clock, and who.
    func byLine(_ seconds: Int, _ name: String?) -> String {
        guard let name else { return text(ImportText.byCommand, ["when": moment(seconds)]) }
        return text(ImportText.byWhom, ["when": moment(seconds), "who": name])
    }

    func moment(_ seconds: Int) -> String {
        let zone = site.settings.timeZone
        let day = Day(unixSeconds: seconds, in: zone)
        let minutes = (seconds + zone.offset(at: seconds)) / 60 - Int(day.number) * 1_440
        return day.iso + " " + twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60)
    }

    /// "45.6 MB", of a million bytes each.
    func size(_ bytes: Int) -> String {
        let units = ["B", "KB", "MB", "GB"]
        var (value, unit) = (Double(bytes), 0)
        while value >= 1_000, unit < units.count - 1 { (value, unit) = (value / 1_000, unit + 1) }
        return NumberStyle(language).number(value, digits: unit == 0 || value >= 100 ? 0 : 1) + " " + units[unit]
    }

    private func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}

extension UploadedFile {
    /// "541,909 lines · 7.2 MB".
    func facts(_ visit: Visit) -> String {
        visit.text(
            ImportText.fileFacts, ["lines": NumberStyle(visit.language).integer(lines), "size": visit.size(size)],
            count: lines)
    }
}

extension Run {
    /// The columns of the list as a file.
    static let exported: [ExportColumn] = [
        .number("run"), .text("file"),
        .choice("kind", [(RunKind.orders, ImportText.ofOrders), (RunKind.costs, .ofCosts)]),
        .choice("state", Run.State.allCases.map { ($0.rawValue, $0.fileWord) }), .text("started"), .text("person"),
        .number("lines"), .number("rejected"), .number("new"), .number("changed"), .number("unchanged"),
        .number("accounts"), .text("problem"),
    ]

    func record(by person: String, _ visit: Visit) -> [String] {
        [String(id), file, kind, state.rawValue, visit.moment(started), person]
            + [counts.read, counts.rejected, recordsNew, recordsChanged, recordsUnchanged, counts.accountsNew]
            .map { String($0) } + [problem ?? ""]
    }
}

extension Run.State {
    /// Alone, without how far it is.
    fileprivate var fileWord: ImportText {
        switch self {
        case .running: .stateAtWork
        case .done: .stateDone
        case .failed: .stateFailed
        case .undoing: .stateUndoing
        case .undone: .stateUndone
        }
    }

    var tone: Tone {
        switch self {
        case .running, .undoing: .accent
        case .done: .good
        case .failed: .severe
        case .undone: .plain
        }
    }
}
