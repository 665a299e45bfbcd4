import Hummingbird
import Judging
import Measures
import People
import Rights
import Site

/// `/settings/policies`: the rules of judging. All who work here may read them; whose role says so publishes new ones.
enum PolicyRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("settings/policies") { try await list($0) }
        routes.get("settings/policies/:kind") { try await page($0, try form(of: $0)) }
        routes.post("settings/policies/:kind", for: .whoMay(.publishing)) { try await publish($0) }
        routes.get("settings/policies/:kind/versions/:version") { try await version($0) }
        routes.get("settings/policies/:kind/versions/:version/document.json") { try await document($0) }
    }

    private static func form(of visit: Visit) throws -> PolicyForm {
        let kind = visit.parameters.get("kind") ?? ""
        guard let form = visit.site.contributions(PolicyForm.self).first(where: { $0.kind == kind }) else {
            throw Refusal.notFound
        }
        return form
    }

    private static func list(_ visit: Visit) async throws -> Response {
        var kept: [(PolicyForm, [PolicyRecord])] = []
        for form in visit.site.contributions(PolicyForm.self) {
            kept.append((form, try await form.records(visit.database)))
        }
        let page = Page(
            "policies", title: visit.text(PolicyText.title), template: "policies",
            question: visit.text(PolicyText.question), place: .settings)
        return try visit.page(page, PoliciesPage(kept, visit))
    }

    // MARK: One policy

    private static func page(
        _ visit: Visit, _ form: PolicyForm, typed: PolicyBoxes? = nil, problems: [FieldProblem] = [],
        preview: PolicyPage.Preview? = nil
    ) async throws -> Response {
        let records = try await form.records(visit.database)
        guard let latest = records.first else { throw Refusal.broken }
        let values = try PolicyValues(latest.document)
        let mayPublish = visit.may(.publishing)
        // A free row stands behind those of a list.
        let more = mayPublish ? 1 : 0
        let boxes: PolicyBoxes
        let sections: [PolicySection]
        if let typed {
            boxes = typed
            sections = try await form.sections(visit) { list in typed.rows(of: list) + more }
        } else {
            sections = try await form.sections(visit) { list in values.count(of: list) + more }
            boxes = PolicyBoxes(values, sections, visit.language)
        }
        let names = try await names(of: records, visit)
        let page = Page(
            "policy", title: form.title(visit), template: "policy", question: form.question(visit), place: .settings,
            breadcrumbs: [.init(visit.text(PolicyText.title), "/settings/policies")],
            path: "/settings/policies/\(form.kind)")
        let maker = PolicyPageMaker(visit, form, sections: sections, boxes: boxes, problems: problems)
        let publishers = try await OrganisationStore(visit.database).roles().filter { $0.may(.publishing) }
        return try visit.page(
            page,
            maker.page(
                records, names: names, mayPublish: mayPublish,
                publishers: publishers.map { $0.title(visit) }.joined(separator: visit.language == .zh ? "、" : ", "),
                start: try await form.start(visit) ?? visit.today, preview: preview),
            status: problems.isEmpty ? .ok : .formProblems)
    }

    private static func version(_ visit: Visit) async throws -> Response {
        let form = try form(of: visit)
        let number = try visit.number("version")
        let records = try await form.records(visit.database)
        guard let place = records.firstIndex(where: { $0.version == number }) else { throw Refusal.notFound }
        let record = records[place]
        let values = try PolicyValues(record.document)
        let former = records.indices.contains(place + 1) ? try PolicyValues(records[place + 1].document) : nil
        let rows: PolicyRowCount = { list in max(values.count(of: list), former?.count(of: list) ?? 0) }
        let all = try await form.sections(visit, rows)
        let own = try await form.sections(visit) { values.count(of: $0) }
        let path = "/settings/policies/\(form.kind)"
        let page = Page(
            "policy-version", title: visit.text(PolicyText.version, ["version": String(number)]),
            template: "policy-version", question: form.title(visit), place: .settings,
            breadcrumbs: [.init(visit.text(PolicyText.title), "/settings/policies"), .init(form.title(visit), path)])
        let maker = PolicyPageMaker(
            visit, form, sections: own, boxes: PolicyBoxes(values, own, visit.language), problems: [])
        return try visit.page(
            page,
            maker.version(
                record, names: try await names(of: [record], visit),
                changes: former.map { PolicyChanges.rows(from: $0, to: values, all, visit) }))
    }

    private static func document(_ visit: Visit) async throws -> Response {
        let form = try form(of: visit)
        let number = try visit.number("version")
        guard let record = try await form.records(visit.database).first(where: { $0.version == number }) else {
            throw Refusal.notFound
        }
        return try await visit.download("\(form.kind)-\(number).json", type: "application/json") {
            try await $0(record.document)
        }
    }

    private static func names(of records: [PolicyRecord], _ visit: Visit) async throws -> [Int: String] {
        try await PeopleStore(visit.database).names(of: records.compactMap(\.user))
    }

    // MARK: Publishing

    private static func publish(_ visit: Visit) async throws -> Response {
        let form = try form(of: visit)
        let sections = try await form.sections(visit) { PolicyBoxes.rows(of: $0, in: visit.form) }
        let typed = PolicyBoxes(visit.form, sections)
        // Rows that were left empty are gone: what follows speaks of those that stay.
        let settled = try await form.sections(visit) { typed.rows(of: $0) }
        let (values, unreadable) = typed.values(settled)
        var problems = unreadable.map { FieldProblem($0, visit.text(PolicyText.notANumber)) }
        let effective = DayInput.read(visit.form["from"], today: visit.today).value
        if effective == nil { problems.append(FieldProblem("from", visit.text(PolicyText.dayUnreadable))) }
        let note = visit.form.trimmed("note")
        if note.count > 1_000 { problems.append(FieldProblem("note", visit.text(PolicyText.noteLong))) }
        guard problems.isEmpty, let effective else {
            return try await page(visit, form, typed: typed, problems: problems)
        }
        let latest = try await form.records(visit.database).first
        if let latest, try PolicyValues(latest.document) == values, latest.effective ?? effective == effective {
            let nothing = visit.text(PolicyText.nothingChanged, ["version": String(latest.version)])
            return try await page(visit, form, typed: typed, problems: [FieldProblem("", nothing)])
        }
        let document = try values.document()
        let seen = "\(effective.iso) \(document)"
        let draft = PolicyDraft(
            document: document, effective: effective, base: Int(visit.form["following"]) ?? 0, note: note,
            user: visit.viewer?.user, now: visit.now)
        do {
            if let latest, latest.version != draft.base { throw PolicyOvertaken(latest: latest.version) }
            if visit.form["seen"] != seen, let preview = try await form.preview(visit, document) {
                let told = PolicyPage.Preview(sentences: preview.sentences, table: preview.table, seen: seen)
                return try await page(visit, form, typed: typed, preview: told)
            }
            let version = try await form.publish(draft, visit.database)
            let text: PolicyText = effective > visit.today ? .keptLater : .kept
            return visit.redirect(
                to: "/settings/policies/\(form.kind)",
                flash: Flash(visit.text(text, ["version": String(version), "day": effective.iso])))
        } catch let refused as PolicyRefused {
            problems = refused.problems.map { FieldProblem($0.place, $0.sentence(visit)) }
        } catch let overtaken as PolicyOvertaken {
            problems = [
                FieldProblem("", visit.text(PolicyText.overtaken, ["version": String(overtaken.latest)]))
            ]
        }
        return try await page(visit, form, typed: typed, problems: problems)
    }
}

extension PolicyProblem {
    fileprivate func sentence(_ visit: Visit) -> String {
        let style = NumberStyle(visit.language)
        func plain(_ number: Double) -> String {
            style.number(number, digits: number == number.rounded() ? 0 : 2)
        }
        return switch kind {
        case .missing: visit.text(PolicyText.missing)
        case .taken(let text): visit.text(PolicyText.taken, ["text": text])
        case .sum(let sum, let due): visit.text(PolicyText.sum, ["sum": plain(sum), "due": plain(due)])
        case .outOfOrder: visit.text(PolicyText.outOfOrder)
        case .outOfRange(let range):
            visit.text(
                PolicyText.outOfRange, ["least": plain(range.lowerBound), "most": plain(range.upperBound)])
        case .unreadable, .unknownKey: visit.text(PolicyText.unreadable)
        }
    }
}
