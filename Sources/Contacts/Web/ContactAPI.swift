import API
import Accounts
import HTTPTypes
import Measures
import Rights
import Site

/// Contacts for programs.
enum ContactAPI {
    static var operations: APIOperations {
        APIOperations([
            APIOperation(
                .get, "/contacts", "listContacts", tag: "Contacts", "Lists contacts by name.",
                parameters: [
                    APIParameter("search", .text(.line, most: 200), "Letters of the name."),
                    APIParameter("account", .integer(least: 1), "Only those of one account."),
                    APIParameter("part", .choice(ContactPart.allCases.map(\.rawValue)), "The part they play."),
                    APIParameter("presence", .choice(["here", "left", "any"]), "Whether they left; else here."),
                ], answer: .page(record.shape), handling: .answer(list)),
            APIOperation(
                .post, "/accounts/{id}/contacts", "addContact", tag: "Contacts", "Adds somebody to an account.",
                scope: .write, body: shape("NewContact", isNew: true), answer: .one(record.shape), status: .created,
                handling: .write(add, answer: made)),
            APIOperation(
                .get, "/contacts/{id}", "getContact", tag: "Contacts", "One contact.", answer: .one(record.shape),
                handling: .answer { try await answer($0, $0.id()) }),
            APIOperation(
                .patch, "/contacts/{id}", "changeContact", tag: "Contacts",
                "Changes what is sent, and leaves the rest.", scope: .write,
                body: shape("ContactChange", isNew: false), answer: .one(record.shape), handling: .answer(change)),
            APIOperation(
                .delete, "/contacts/{id}", "removeContact", tag: "Contacts",
                "Takes somebody out of the books, with all that is known of them.", scope: .write, answer: .nothing,
                status: .noContent, handling: .answer(remove)),
        ])
    }

    private static let record = APIRecord<Contact>(
        "Contact",
        [
            .init("id", .integer(least: 1), "Its number.") { .integer($0.id) },
            .init("account", .shape(AccountAPI.named), "Where they are.") {
                AccountAPI.named($0.account, $0.accountName)
            },
            .init("name", .text(.lines, most: 10_000), "What they are called.") { .text($0.details.name) },
            .init("title", .text(.lines, most: 10_000), "What they are.") { .text($0.details.title) },
            .init("department", .text(.lines, most: 10_000), "Where they work.") { .text($0.details.department) },
            .init("part", .nullable(.choice(ContactPart.allCases.map(\.rawValue))), "The part they play in buying.") {
                .text($0.details.part?.rawValue)
            },
            .init("consent", .choice(Consent.allCases.map(\.rawValue)), "Whether they agreed to be written to.") {
                .text($0.details.consent.rawValue)
            },
            .init("left", .nullable(.day), "Since when they are not there any more.") {
                .text($0.details.left?.iso)
            },
            .init("phone", .text(.lines, most: 10_000), "Empty for none.", field: .personal) {
                .text($0.details.personal.phone)
            },
            .init("email", .text(.lines, most: 10_000), "Empty for none.", field: .personal) {
                .text($0.details.personal.email)
            },
            .init("birthday", .nullable(.text(.birthday, most: 10)), "With or without the year.", field: .personal) {
                .text($0.details.personal.birthday?.text)
            },
            .init("note", .text(.lines, most: 100_000), "What else is to be known.", field: .personal) {
                .text($0.details.personal.note)
            },
        ])

    private static func shape(_ name: String, isNew: Bool) -> APIShape {
        let long = ContactDetails.longestText
        return APIShape(
            name,
            [
                .init(
                    "name", .text(.name, least: 1, most: ContactDetails.longestName), "What they are called.",
                    isRequired: isNew, example: "Wang Fang"),
                .init("title", .text(.line, most: long), "What they are.", example: "Buyer"),
                .init("department", .text(.line, most: long), "Where they work."),
                .init(
                    "part", .nullable(.choice(ContactPart.allCases.map(\.rawValue))), "The part they play in buying."),
                .init("consent", .choice(Consent.allCases.map(\.rawValue)), "Whether they agreed to be written to."),
                .init("left", .nullable(.day), "Since when they are not there any more."),
                .init("phone", .text(.phone, most: long), "Empty for none.", field: .personal),
                .init("email", .text(.email, most: 254), "Empty for none.", field: .personal),
                .init("birthday", .nullable(.text(.birthday, most: 10)), "As 1980-05-01 or 05-01.", field: .personal),
                .init(
                    "note", .text(.lines, most: ContactDetails.longestNote), "What else is to be known.",
                    field: .personal),
            ])
    }

    private static let list: @Sendable (APICall) async throws -> APIAnswer = { call in
        var listing = ContactListing(account: call.integer("account"))
        listing.search = call.text("search") ?? ""
        listing.part = call.text("part").flatMap { ContactPart(rawValue: $0) }
        listing.presence = ["left": .left, "any": .any][call.text("presence") ?? ""] ?? .here
        listing.size = call.limit
        if let mark = try call.place({ ContactListing.Mark($0) }) { listing.place = .after(mark) }
        let found = try await ContactStore(call.database).list(listing, scope: call.scope)
        return call.page(found, record) { $0.mark.cursor }
    }

    private static func answer(_ call: APICall, _ id: Int) async throws -> APIAnswer {
        let contact = try await call.contact(id)
        return APIAnswer(record.json(contact, for: call.scope))
    }

    private static let made: @Sendable (APICall, Int) async throws -> APIAnswer = { call, id in
        var answer = try await answer(call, id)
        answer.location = "/contacts/\(id)"
        return answer
    }

    private static let add: @Sendable (APICall) async throws -> Int = { call in
        let account = try await call.account()
        try await call.requireChange(of: account.id)
        let details = try details(ContactDetails(""), changedBy: call.body)
        return try await worded {
            try await ContactStore(call.database).add(details, to: account.id, scope: call.writing)
        }
    }

    private static let change: @Sendable (APICall) async throws -> APIAnswer = { call in
        let contact = try await call.contact(call.id())
        try await call.requireChange(of: contact.account)
        let details = try details(contact.details, changedBy: call.body)
        try await worded {
            try await ContactStore(call.database).change(contact.id, to: details, scope: call.writing)
        }
        return try await answer(call, contact.id)
    }

    private static let remove: @Sendable (APICall) async throws -> APIAnswer = { call in
        let contact = try await call.contact(call.id())
        try await call.requireChange(of: contact.account)
        try await worded { try await ContactStore(call.database).remove(contact.id, scope: call.writing) }
        return APIAnswer(nil)
    }

    /// - Throws: `APIFaults`
    private static func details(_ before: ContactDetails, changedBy body: JSON) throws -> ContactDetails {
        var details = before
        func text(_ name: String, _ before: String) -> String { body.text(name)?.trimmed ?? before }
        details.name = text("name", details.name)
        details.title = text("title", details.title)
        details.department = text("department", details.department)
        if body.has("part") { details.part = body.text("part").flatMap { ContactPart(rawValue: $0) } }
        if let consent = body.text("consent").flatMap({ Consent(rawValue: $0) }) { details.consent = consent }
        if body.has("left") { details.left = body.text("left").flatMap { Day(iso: $0) } }
        details.personal.phone = text("phone", details.personal.phone)
        details.personal.email = text("email", details.personal.email)
        details.personal.note = text("note", details.personal.note)
        if let typed = body.text("birthday") {
            guard let birthday = Birthday.read(typed, today: Day(0)) else {
                throw APIFaults([APIFault("/birthday", "is no day of the calendar")])
            }
            details.personal.birthday = birthday
        } else if body.has("birthday") {
            details.personal.birthday = nil
        }
        let faults = details.problems.map(\.fault)
        if !faults.isEmpty { throw APIFaults(faults) }
        return details
    }

    private static func worded<T>(_ work: () async throws -> T) async throws -> T {
        do { return try await work() } catch ContactProblem.gone { throw Refusal.notFound } catch let problem
            as ContactProblem
        { throw APIFaults([problem.fault]) }
    }
}

extension APICall {
    fileprivate func contact(_ id: Int) async throws -> Contact {
        try found(try await ContactStore(database).contact(id, scope: scope))
    }
}

extension ContactProblem {
    fileprivate var fault: APIFault {
        switch self {
        case .nameMissing: APIFault("/name", "is missing")
        case .phoneUnreadable: APIFault("/phone", PhoneNumber.rule)
        case .emailUnreadable: APIFault("/email", EmailAddress.rule)
        case .birthdayUnreadable: APIFault("/birthday", "is no day")
        case .dayUnreadable: APIFault("/left", "is no day")
        case .long(let field, let most): APIFault("/" + field, "has at most \(most) letters")
        case .gone: APIFault("", "is not there any more")
        }
    }
}
