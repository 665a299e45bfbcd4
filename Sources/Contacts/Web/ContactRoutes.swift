import Accounts
import Hummingbird
import Measures
import Rights
import Site

struct ContactPage: PageValue {
    let facts: Markup
    let note: String?
    let hidden: String?
    /// Nil for who may only read it.
    let form: ContactForm?
    let removePath: String?
    let removeText: String
}

struct ContactForm: PageValue {
    let path: String
    let back: String
    let fields: [FieldView]
    let hasProblems: Bool
    let problem: String?
    /// What was sent was not taken.
    let isWrong: Bool
}

/// `/accounts/:id/contacts` and `/contacts/:id`: somebody is added, changed, removed.
enum ContactRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("accounts/:id/contacts/new") { try await newPage($0, try await $0.changeableAccount(), []) }
        routes.post("accounts/:id/contacts") { try await add($0) }
        routes.get("contacts/:id") { try await page($0, try await $0.contact(), []) }
        routes.post("contacts/:id") { try await change($0) }
        routes.post("contacts/:id/remove") { visit in
            let contact = try await visit.changeableContact()
            do { try await ContactStore(visit.database).remove(contact.id, scope: visit.writing) } catch let problem
                as ContactProblem
            { return try await page(visit, contact, [problem.at(visit)]) }
            return visit.redirect(
                to: "/accounts/\(contact.account)",
                flash: Flash(visit.text(ContactText.removed, ["name": contact.details.name])))
        }
    }

    private static func add(_ visit: Visit) async throws -> Response {
        let account = try await visit.changeableAccount()
        do {
            _ = try await ContactStore(visit.database).add(
                try details(visit), to: account.id, scope: visit.writing)
            return visit.redirect(to: "/accounts/\(account.id)", flash: Flash(visit.text(ContactText.added)))
        } catch let problem as ContactProblem {
            return try await newPage(visit, account, [problem.at(visit)])
        }
    }

    private static func change(_ visit: Visit) async throws -> Response {
        let contact = try await visit.changeableContact()
        do {
            try await ContactStore(visit.database).change(contact.id, to: try details(visit), scope: visit.writing)
            return visit.redirect(to: "/contacts/\(contact.id)", flash: Flash(visit.text(ContactText.saved)))
        } catch let problem as ContactProblem {
            return try await page(visit, contact, [problem.at(visit)])
        }
    }

    /// - Throws: `ContactProblem`
    private static func details(_ visit: Visit) throws -> ContactDetails {
        let form = visit.form
        var details = ContactDetails(form.line("name"))
        (details.title, details.department) = (form.line("title"), form.line("department"))
        details.part = ContactPart(rawValue: form["part"])
        details.consent = Consent(rawValue: form["consent"]) ?? .unknown
        if !form.trimmed("left").isEmpty {
            guard let day = DayInput.read(form["left"], today: visit.today).value else {
                throw ContactProblem.dayUnreadable
            }
            details.left = day
        }
        details.personal.phone = form.line("phone")
        details.personal.email = form.line("email")
        details.personal.note = form.trimmed("note")
        if !form.trimmed("birthday").isEmpty {
            guard let birthday = Birthday.read(form["birthday"], today: visit.today) else {
                throw ContactProblem.birthdayUnreadable
            }
            details.personal.birthday = birthday
        }
        return details
    }

    // MARK: Pages

    private static func newPage(
        _ visit: Visit, _ account: Account, _ problems: [FieldProblem]
    ) async throws -> Response {
        let page = Page(
            "contact-new", title: visit.text(ContactText.add), template: "contact-new",
            question: visit.text(ContactText.newQuestion, ["account": account.name]), place: .accounts,
            breadcrumbs: account.crumbs(visit), path: "/accounts/\(account.id)/contacts/new")
        return try visit.page(
            page,
            form(visit, "/accounts/\(account.id)/contacts", back: "/accounts/\(account.id)", nil, problems),
            status: problems.isEmpty ? .ok : .formProblems)
    }

    private static func page(_ visit: Visit, _ contact: Contact, _ problems: [FieldProblem]) async throws -> Response {
        let mayChange = try await AccountStore(visit.database).includes(contact.account, visit.writing)
        let account = try await AccountStore(visit.database).account(contact.account, scope: visit.scope)
        let page = Page(
            "contact", title: contact.details.name, template: "contact",
            question: visit.text(ContactText.contactQuestion), place: .accounts,
            breadcrumbs: account?.crumbs(visit) ?? [], path: "/contacts/\(contact.id)")
        let path = "/contacts/\(contact.id)"
        let note = contact.details.personal.note
        let value = ContactPage(
            facts: facts(contact, visit).record, note: note.isEmpty ? nil : note,
            hidden: visit.sees(.personal) ? nil : visit.text(ContactText.hidden),
            form: mayChange ? form(visit, path, back: "/accounts/\(contact.account)", contact.details, problems) : nil,
            removePath: mayChange ? path + "/remove" : nil,
            removeText: visit.text(ContactText.removeText, ["name": contact.details.name]))
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }

    private static func facts(_ contact: Contact, _ visit: Visit) -> [Fact] {
        let (details, personal) = (contact.details, contact.details.personal)
        func fact(_ name: ContactText, _ text: String?) -> Fact? {
            text.flatMap { $0.isEmpty ? nil : Fact(visit.text(name), .text($0)) }
        }
        return [
            Fact(
                visit.text(ContactText.account), .link(contact.accountName, path: "/accounts/\(contact.account)"))
        ]
            + [
                fact(.jobTitle, details.title), fact(.department, details.department),
                fact(.part, details.part.map { visit.text($0.title) }),
                personal.phone.isEmpty ? nil : Fact(visit.text(ContactText.phone), personal.phoneCell),
                personal.email.isEmpty ? nil : Fact(visit.text(ContactText.email), personal.emailCell),
                fact(.birthday, personal.birthday?.text),
                fact(.consent, visit.text(details.consent.title)), fact(.left, details.left?.iso),
            ].compactMap { $0 }
    }

    private static func form(
        _ visit: Visit, _ path: String, back: String, _ details: ContactDetails?, _ problems: [FieldProblem]
    ) -> ContactForm {
        func field(
            _ name: String, _ label: ContactText, _ value: String?, _ kind: FieldView.Kind = .text,
            hint: ContactText? = nil, isRequired: Bool = false
        ) -> FieldView {
            FieldView(
                name, label: visit.text(label), kind: kind, form: visit.form, value: value ?? "", problems: problems,
                hint: hint.map { visit.text($0) }, isRequired: isRequired, autocomplete: "off")
        }
        let parts = ContactPart.allCases.map { FieldView.Option($0.rawValue, visit.text($0.title)) }
        let consents = Consent.allCases.map { FieldView.Option($0.rawValue, visit.text($0.title)) }
        let personal = details?.personal
        let hidden: [FieldView] = [
            field("phone", .phone, personal?.phone), field("email", .email, personal?.email, .email),
            field("birthday", .birthday, personal?.birthday?.text, hint: .birthdayHint),
            field("note", .note, personal?.note, .textarea),
        ]
        return ContactForm(
            path: path, back: back,
            fields: [
                field("name", .name, details?.name, isRequired: true), field("title", .jobTitle, details?.title),
                field("department", .department, details?.department),
                field(
                    "part", .part, details?.part?.rawValue,
                    .choice([.init("", visit.text(ContactText.partUnknown))] + parts)),
                field("consent", .consent, details?.consent.rawValue, .choice(consents)),
            ] + (visit.sees(.personal) ? hidden : [])
                + (details == nil ? [] : [field("left", .left, details?.left?.iso, .date, hint: .leftHint)]),
            hasProblems: problems.contains { !$0.field.isEmpty }, problem: problems.first { $0.field.isEmpty }?.text,
            isWrong: !problems.isEmpty)
    }
}

extension Visit {
    /// The same as `contact()`, to change it.
    /// - Throws: `Refusal.forbidden` when this person may only read it.
    fileprivate func changeableContact() async throws -> Contact {
        let contact = try await contact()
        guard try await AccountStore(database).includes(contact.account, writing) else { throw Refusal.forbidden }
        return contact
    }

    /// The contact that the address names as `:id`.
    /// - Throws: `Refusal.notFound` when there is none, or none this person may see.
    fileprivate func contact() async throws -> Contact {
        guard let contact = try await ContactStore(database).contact(try number("id"), scope: scope) else {
            throw Refusal.notFound
        }
        return contact
    }
}

extension ContactProblem {
    fileprivate func at(_ visit: Visit) -> FieldProblem {
        switch self {
        case .nameMissing: FieldProblem("name", visit.text(ContactText.nameMissing))
        case .phoneUnreadable: FieldProblem("phone", visit.text(ContactText.phoneUnreadable))
        case .emailUnreadable: FieldProblem("email", visit.text(ContactText.emailUnreadable))
        case .birthdayUnreadable: FieldProblem("birthday", visit.text(ContactText.birthdayUnreadable))
        case .dayUnreadable: FieldProblem("left", visit.text(ContactText.dayUnreadable))
        case .long(let field, let most):
            FieldProblem(field, visit.text(ContactText.long, ["count": NumberStyle(visit.language).integer(most)]))
        case .gone: FieldProblem("", visit.text(ContactText.gone))
        }
    }
}
