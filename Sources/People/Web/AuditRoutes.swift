import Audit
import Foundation
import Hummingbird
import Measures
import Rights
import Site

struct AuditPage: PageValue {
    let filters: ListFilters
    let list: ListView
    /// The record whose entries are shown, with the way back to all.
    let record: String?
    let all: String
}

/// `/settings/audit`: who changed what, when and from where (SPEC O2).
enum AuditRoutes {
    private static let path = "/settings/audit"

    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("settings/audit", for: .whoMay(.administering)) { try await page($0) }
        routes.export("settings/audit", for: .whoMay(.administering)) { visit in
            let days = DayFilter(query(visit), today: visit.today)
            return if let back = days.back(from: visit) { back } else { try await visit.send(file(visit, days)) }
        }
    }

    private static func query(_ visit: Visit, size: Int = ListQuery.usualSize) -> ListQuery {
        ListQuery(
            visit, sorts: [], usual: "-time", filters: ["person", "kind", "record", "act"] + DayFilter.names,
            size: size)
    }

    private static func page(_ visit: Visit) async throws -> Response {
        let query = query(visit)
        let days = DayFilter(query, today: visit.today)
        let found =
            days.hasProblems
            ? [] : try await AuditStore(visit.database).entries(AuditListing(query, days, visit), scope: visit.scope)
        let wording = AuditWording(visit)
        let list = ListView(
            "audit", query: query, slice: query.slice(found) { Cursor([String($0.id)]) },
            columns: [
                .short("time", visit.text(PeopleText.auditTime), isSortable: false),
                .short("person", visit.text(PeopleText.auditPerson), isSortable: false),
                ListView.Column.text("act", visit.text(PeopleText.auditAct), isSortable: false).asName,
                ListView.Column.text("changes", visit.text(PeopleText.auditChanges), isSortable: false).asName,
            ], cells: { wording.cells($0, query) }, exportPath: found.isEmpty ? nil : path,
            views: try await visit.savedViews(), empty: .init(visit.text(PeopleText.auditNone)))
        let page = Page(
            "audit", title: visit.text(PeopleText.auditTitle), template: "audit",
            question: visit.text(PeopleText.auditQuestion), place: .settings)
        let isOfOne = query.filters["record"] != nil
        return try visit.page(
            page,
            AuditPage(
                filters: ListFilters(query, fields: try await fields(visit, query) + days.fields), list: list,
                record: isOfOne ? found.first.map { wording.subject($0.subject) } : nil, all: path),
            status: days.hasProblems ? .formProblems : .ok)
    }

    private static func fields(_ visit: Visit, _ query: ListQuery) async throws -> [FieldView] {
        let users = try await PeopleStore(visit.database).users(visit.scope)
        let any = FieldView.Option("", visit.text(PeopleText.filterAny))
        let wording = AuditWording(visit)
        func choice(_ name: String, _ label: PeopleText, _ options: [FieldView.Option]) -> FieldView {
            FieldView(
                name, label: visit.text(label), kind: .choice([any] + options), value: query.filters[name] ?? "",
                isRequired: false)
        }
        return [
            choice("person", .auditPerson, users.map { .init(String($0.id), $0.name) }),
            choice("act", .auditAct, AuditAct.allCases.map { .init($0.rawValue, wording.act($0.rawValue)) }),
        ]
    }

    private static func file(_ visit: Visit, _ days: DayFilter) -> ListFile {
        let listing = AuditListing(query(visit, size: ListFile.pageSize), days, visit)
        let (store, scope) = (AuditStore(visit.database), visit.scope)
        let wording = AuditWording(visit)
        return ListFile(
            "audit-\(visit.today.iso)",
            [
                .number("entry"), .text("time_utc"), .text("person"),
                .choice("way", AuditWording.ways.map { ($0, $1) }),
                .text("address"), .worded("act") { code, _ in wording.act(code) },
                .worded("record") { code, _ in AuditSubject.Kind(rawValue: code).map { wording.kind($0) } },
                .text("record_id"), .text("record_name"), .text("field"), .text("before"),
                .text("after"),
            ], for: scope
        ) { (last: AuditEntry?) in
            var listing = listing
            listing.place = last.map { .after($0.id) } ?? .start
            return try await store.entries(listing, scope: scope)
        } records: {
            records($0, visit.hasCodes ? nil : wording)
        }
    }

    /// One for each field that changed. What its values mean depends on the field, so that they are worded here.
    private static func records(_ entry: AuditEntry, _ wording: AuditWording?) -> [[String]] {
        let day = Day(unixSeconds: entry.time, in: .gmt).iso
        let head = [
            String(entry.id), day + " " + AuditWording.clock(entry.time, in: .gmt), entry.userName, entry.way,
            entry.address ?? "", entry.act, entry.subject.kind.rawValue, entry.subject.id, entry.subject.name,
        ]
        if entry.changes.isEmpty { return [head + ["", "", ""]] }
        return entry.changes.map { change in
            guard let wording else { return head + [change.field, change.before ?? "", change.after ?? ""] }
            let values = [change.before, change.after].map { $0.map { wording.words($0, of: change.field) } ?? "" }
            return head + [wording.field(change.field, of: entry.subject.kind) ?? change.field] + values
        }
    }
}

extension Day {
    /// When it begins.
    fileprivate func unixSeconds(in zone: TimeZone) -> Int {
        let midnight = Int(number) * 86_400
        return midnight - zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(midnight)))
    }
}

extension AuditListing {
    fileprivate init(_ query: ListQuery, _ days: DayFilter, _ visit: Visit) {
        self.init()
        size = query.size
        user = query.filters["person"].flatMap { Int($0) }
        subject = query.filters["kind"].flatMap { AuditSubject.Kind(rawValue: $0) }
        subjectID = query.filters["record"]
        act = query.filters["act"]
        let zone = visit.site.settings.timeZone
        from = days.from?.unixSeconds(in: zone)
        before = days.through?.advanced(by: 1).unixSeconds(in: zone)
        switch query.place {
        case .start: place = .start
        case .after(let cursor): place = cursor.values.first.flatMap { Int($0) }.map { .after($0) } ?? .start
        case .before(let cursor): place = cursor.values.first.flatMap { Int($0) }.map { .before($0) } ?? .start
        }
    }
}
