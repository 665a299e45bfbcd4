import HTTPTypes
import Rights
import Site

struct ReferencePage: PageValue {
    struct Operation: PageValue {
        let method: String
        let path: String
        let summary: String
        let needs: String
        let tables: [Table]
        let example: String?
    }

    struct Table: PageValue {
        let title: String
        let html: Markup
    }

    struct Group: PageValue {
        let title: String
        let operations: [Operation]
    }

    let address: String
    let groups: [Group]
}

/// `/settings/api`: what programs can ask, for people to read; made from what answers them.
struct ReferenceRoutes: Sendable {
    let document: OpenAPIDocument

    func hang(_ routes: Routes) {
        routes.get("settings/api") { visit in
            let page = Page(
                "api-reference", title: visit.text(APIText.referenceTitle), template: "api-reference",
                question: visit.text(APIText.referenceQuestion), place: .settings)
            let groups = document.tags.map { tag in
                ReferencePage.Group(
                    title: ReferenceWords.say(tag, in: visit.language),
                    operations: document.operations.filter { $0.tag == tag }.map { $0.shown(visit) })
            }
            return try visit.page(page, ReferencePage(address: visit.address(of: APIVersion.root), groups: groups))
        }
    }
}

extension APIOperation {
    fileprivate func shown(_ visit: Visit) -> ReferencePage.Operation {
        let needs = [
            visit.text(APIText.needsScope, ["scope": scope.rawValue]),
            act.map { visit.text(APIText.needsAct, ["act": $0.rawValue]) },
        ].compactMap { $0 }
        let columns = [
            ListView.Column.short("name", visit.text(APIText.partName), isSortable: false),
            .text("kind", visit.text(APIText.partKind), isSortable: false),
            .text("text", visit.text(APIText.partText), isSortable: false),
        ]
        func table(_ title: APIText, _ rows: [[ListCell]]) -> ReferencePage.Table? {
            let title = visit.text(title)
            return rows.isEmpty
                ? nil : .init(title: title, html: ListCell.table(title, columns, rows, hasCaption: true))
        }
        let tables = [
            table(
                .inAddress,
                parameters.map {
                    [.text($0.name), .text($0.schema.words), .text(ReferenceWords.say($0.about, in: visit.language))]
                }),
            table(.inBody, (body?.paths ?? []).map { $0.member.cells(visit, named: $0.path, isInput: true) }),
            table(
                .inAnswer, (answer.shape?.paths ?? []).map { $0.member.cells(visit, named: $0.path, isInput: false) }),
        ]
        return ReferencePage.Operation(
            method: method.rawValue, path: APIVersion.root + path,
            summary: ReferenceWords.say(summary, in: visit.language),
            needs: needs.joined(separator: " · "),
            tables: tables.compactMap { $0 },
            example: body.map { String(decoding: $0.example.bytes, as: UTF8.self) })
    }
}

extension APIShape.Member {
    fileprivate func cells(_ visit: Visit, named path: String, isInput: Bool) -> [ListCell] {
        let marks = [
            isInput && isRequired ? visit.text(APIText.required) : nil,
            field.map { visit.text(APIText.masked, ["field": $0.rawValue]) },
        ].compactMap { $0 }
        return [
            .text(path), .noted(schema.words, detail: marks.joined(separator: " · ")),
            .text(ReferenceWords.say(about, in: visit.language)),
        ]
    }
}

extension APIShape {
    /// Small ones are said in a word, as {id, name}.
    private static let small = 2

    /// The members with those inside them, each by its path, as `orders[].lines[].product`.
    fileprivate var paths: [(path: String, member: Member)] {
        members.flatMap { member in
            let inner = member.schema.inner.map { inner in
                inner.shape.paths.map { (path: member.name + inner.mark + "." + $0.path, member: $0.member) }
            }
            return [(path: member.name, member: member)] + (inner ?? [])
        }
    }

    fileprivate var isSmall: Bool { members.count <= Self.small }
}

extension APISchema {
    /// The shape inside, worth rows of its own, and how its path is marked.
    fileprivate var inner: (mark: String, shape: APIShape)? {
        switch self {
        case .shape(let shape): shape.isSmall ? nil : ("", shape)
        case .list(let schema, _, _): schema.inner.map { ("[]" + $0.mark, $0.shape) }
        case .nullable(let schema): schema.inner
        default: nil
        }
    }

    /// In the words of JSON.
    fileprivate var words: String {
        switch self {
        case .text(_, _, let most): "string ≤ \(most)"
        case .integer: "integer"
        case .number: "number"
        case .flag: "boolean"
        case .day: "date"
        case .month: "yyyy-mm"
        case .choice(let choices): choices.joined(separator: " | ")
        case .money: "{minor, currency}"
        case .list(let schema, _, _): "[" + schema.words + "]"
        case .shape(let shape): shape.isSmall ? "{" + shape.members.map(\.name).joined(separator: ", ") + "}" : "object"
        case .nullable(let schema): schema.words + " | null"
        case .either(let schemas): schemas.map(\.words).joined(separator: " | ")
        }
    }
}
