import Contacts
import Measures
import People
import Site
import Tasks

/// The form in which an activity is written down or changed.
struct ActivityForm: PageValue {
    struct Person: PageValue {
        let field: String
        let value: String
        let name: String
        let isChosen: Bool
    }

    let path: String
    let back: String
    let fields: [FieldView]
    let people: [Person]
    let none: String?
    let contacts: String
    /// Asked for only when it is written down for the first time.
    let next: [FieldView]
    let hasProblems: Bool
    let problem: String?

    /// More contacts than these are chosen on the contact's own page.
    private static let mostContacts = 100

    init(
        _ visit: Visit, _ path: String, back: String, account: Int, _ activity: Activity?, _ problems: [FieldProblem]
    ) async throws {
        func field(
            _ name: String, _ label: ActivityText, _ kind: FieldView.Kind, _ value: String,
            hint: ActivityText? = nil, isRequired: Bool = true
        ) -> FieldView {
            FieldView(
                name, label: visit.text(label), kind: kind, form: visit.form, value: value, problems: problems,
                hint: hint.map { visit.text($0) }, isRequired: isRequired, autocomplete: "off")
        }
        self.path = path
        self.back = back
        let kinds = ActivityKind.allCases.map { FieldView.Option($0.rawValue, visit.text($0.title)) }
        fields = [
            field("kind", .kind, .choice(kinds), (activity?.kind ?? .visit).rawValue),
            field("day", .day, .date, (activity?.day ?? visit.today).iso, hint: .dayHint),
            field("subject", .subject, .text, activity?.subject ?? "", hint: .subjectHint),
            field("minutes", .minutes, .textarea, activity?.minutes ?? "", isRequired: false),
        ]
        var listing = ContactListing(account: account)
        listing.size = Self.mostContacts
        let there = try await ContactStore(visit.database).list(listing, scope: visit.scope)
            .map { Activity.Named($0.id, $0.details.name) }
        let met = activity?.contacts ?? []
        let typed = visit.form.fields.isEmpty ? Set(met.map { String($0.id) }) : Set(visit.form.all("contact"))
        people = (there + met.filter { person in !there.contains { $0.id == person.id } }).map {
            Person(field: "contact-\($0.id)", value: String($0.id), name: $0.name, isChosen: typed.contains("\($0.id)"))
        }
        none = people.isEmpty ? visit.text(ActivityText.contactsNone) : nil
        contacts = visit.text(ActivityText.contacts)
        let colleagues = try await PeopleStore(visit.database).users(visit.scope).filter(\.isHere)
        next =
            activity != nil
            ? []
            : [
                field("next", .next, .text, "", hint: .nextHint, isRequired: false),
                field(
                    "who", .nextWho, .choice(colleagues.map { .init(String($0.id), $0.name) }),
                    visit.viewer.map { String($0.user) } ?? "", isRequired: false),
                field("due", .nextDue, .date, visit.today.advanced(by: 7).iso, isRequired: false),
            ]
        hasProblems = problems.contains { !$0.field.isEmpty }
        problem = problems.first { $0.field.isEmpty }?.text
    }

    /// - Throws: `ActivityProblem`
    static func draft(_ visit: Visit) throws -> ActivityDraft {
        let form = visit.form
        guard let day = DayInput.read(form["day"], today: visit.today).value else {
            throw ActivityProblem.dayUnreadable
        }
        var draft = ActivityDraft(
            ActivityKind(rawValue: form["kind"]) ?? .visit, day, subject: form["subject"], minutes: form["minutes"],
            contacts: form.all("contact").compactMap { Int($0) })
        if !form.trimmed("next").isEmpty {
            guard let due = DayInput.read(form["due"], today: visit.today).value else {
                throw ActivityProblem.nextDayUnreadable
            }
            draft.next = .init(form["next"], assignee: Int(form["who"]) ?? 0, due: due)
        }
        return draft
    }

    /// Where a problem is shown.
    static func place(_ problem: any Error, _ visit: Visit) throws -> FieldProblem {
        func long(_ field: String, _ most: Int) -> FieldProblem {
            FieldProblem(field, visit.text(ActivityText.long, ["count": NumberStyle(visit.language).integer(most)]))
        }
        switch problem {
        case let problem as ActivityProblem:
            switch problem {
            case .subjectMissing: return FieldProblem("subject", visit.text(ActivityText.subjectMissing))
            case .dayUnreadable: return FieldProblem("day", visit.text(ActivityText.dayUnreadable))
            case .dayAhead: return FieldProblem("day", visit.text(ActivityText.dayAhead))
            case .nextDayUnreadable: return FieldProblem("due", visit.text(ActivityText.nextDayUnreadable))
            case .commentMissing: return FieldProblem("comment", visit.text(ActivityText.commentMissing))
            case .long(let field, let most): return long(field, most)
            case .gone: return FieldProblem("", visit.text(ActivityText.gone))
            }
        case let problem as TaskProblem:
            switch problem {
            case .titleLong: return long("next", TaskDraft.longestTitle)
            case .assigneeUnknown, .assigneeUnseeing:
                return FieldProblem("who", visit.text(ActivityText.assigneeUnseeing))
            default: return FieldProblem("", visit.text(ActivityText.gone))
            }
        default: throw problem
        }
    }
}
