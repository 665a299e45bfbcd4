import API
import Accounts
import Contacts
import HTTPTypes
import Measures
import Rights
import Site
import Tasks

/// Visits, calls, meetings and messages for programs.
enum ActivityAPI {
    static var operations: APIOperations {
        APIOperations([
            APIOperation(
                .get, "/activities", "listActivities", tag: "Activities", "Lists activities, the newest first.",
                parameters: [
                    APIParameter("account", .integer(least: 1), "Only those with one account."),
                    APIParameter("author", .choice(["me"]), "Only the user's own."),
                    APIParameter("author_id", .integer(least: 1), "Only those of one user."),
                    APIParameter("kind", .choice(kinds), "Only those of a kind."),
                ], answer: .page(record.shape), handling: .answer(list)),
            APIOperation(
                .post, "/accounts/{id}/activities", "addActivity", tag: "Activities",
                "Writes down what was done with an account; a next step becomes a task.", scope: .write,
                body: newActivity, answer: .one(record.shape), status: .created,
                handling: .write(add, answer: made)),
            APIOperation(
                .get, "/activities/{id}", "getActivity", tag: "Activities", "One activity.",
                answer: .one(record.shape), handling: .answer { try await answer($0, $0.id()) }),
        ])
    }

    private static let kinds = ActivityKind.allCases.map(\.rawValue)
    private static let mostContacts = 50

    private static let record = APIRecord<Activity>(
        "Activity",
        [
            .init("id", .integer(least: 1), "Its number.") { .integer($0.id) },
            .init("account", .shape(AccountAPI.named), "With whom.") { named($0.account) },
            .init("kind", .choice(kinds), "What it was.") { .text($0.kind.rawValue) },
            .init("day", .day, "When.") { .text($0.day.iso) },
            .init("author", .nullable(.shape(AccountAPI.named)), "Who of ours; null for a command.") {
                $0.author.map(named) ?? .null
            },
            .init("contacts", .list(.shape(AccountAPI.named)), "Whom of theirs.") { .list($0.contacts.map(named)) },
            .init("subject", .text(.lines, most: 10_000), "What it was about.") { .text($0.subject) },
            .init("minutes", .text(.lines, most: 100_000), "What was said.") { .text($0.minutes) },
            .init("comments", .integer(), "How many coaching comments it has.") { .integer($0.comments) },
        ])

    private static func named(_ named: Activity.Named) -> JSON { AccountAPI.named(named.id, named.name) }

    private static let next = APIShape(
        "NextStep",
        [
            .init(
                "title", .text(.name, least: 1, most: TaskDraft.longestTitle), "What is to be done.", isRequired: true),
            .init("due", .day, "By when.", isRequired: true),
            .init("assignee", .integer(least: 1), "The number of who is to do it; else the token's user."),
        ])

    private static let newActivity = APIShape(
        "NewActivity",
        [
            .init("kind", .choice(kinds), "What it was.", isRequired: true, example: "visit"),
            .init("day", .day, "When; not after today.", isRequired: true, example: "2011-12-09"),
            .init(
                "subject", .text(.name, least: 1, most: ActivityDraft.longestSubject), "What it was about.",
                isRequired: true, example: "A visit"),
            .init("minutes", .text(.lines, most: ActivityDraft.longestMinutes), "What was said."),
            .init("contacts", .list(.integer(least: 1), most: mostContacts), "The numbers of contacts of the account."),
            .init("next", .nullable(.shape(next)), "What follows."),
        ])

    private static let list: @Sendable (APICall) async throws -> APIAnswer = { call in
        var listing = ActivityListing(
            account: call.integer("account"),
            author: call.text("author") == "me" ? call.visit.viewer?.user : call.integer("author_id"))
        listing.kind = call.text("kind").flatMap { ActivityKind(rawValue: $0) }
        listing.size = call.limit
        if let mark = try call.place({ DayMark(iso: $0) }) { listing.place = .after(mark) }
        let found = try await ActivityStore(call.database).list(listing, scope: call.scope)
        return call.page(found, record) { $0.mark.isoCursor }
    }

    private static func answer(_ call: APICall, _ id: Int) async throws -> APIAnswer {
        let activity = try call.found(try await ActivityStore(call.database).activity(id, scope: call.scope))
        return APIAnswer(record.json(activity, for: call.scope))
    }

    private static let made: @Sendable (APICall, Int) async throws -> APIAnswer = { call, id in
        var answer = try await answer(call, id)
        answer.location = "/activities/\(id)"
        return answer
    }

    private static let add: @Sendable (APICall) async throws -> Int = { call in
        let account = try await call.account()
        try await call.requireChange(of: account.id)
        let draft = try draft(call)
        var faults = draft.problems(today: call.visit.today).map(\.fault)
        faults += try await strangers(among: draft.contacts, at: account.id, call)
        if !faults.isEmpty { throw APIFaults(faults) }
        do {
            return try await ActivityStore(call.database)
                .add(draft, to: account.id, for: call.taskReader, today: call.visit.today)
        } catch ActivityProblem.gone { throw Refusal.notFound } catch let problem as ActivityProblem {
            throw APIFaults([problem.fault])
        } catch TaskProblem.assigneeUnknown {
            throw APIFaults([APIFault("/next/assignee", "is nobody who is here")])
        } catch TaskProblem.assigneeUnseeing {
            throw APIFaults([APIFault("/next/assignee", "may not see the account")])
        } catch is TaskProblem { throw APIFaults([APIFault("/next", "is not usable")]) }
    }

    private static func draft(_ call: APICall) throws -> ActivityDraft {
        let body = call.body
        guard let kind = body.text("kind").flatMap({ ActivityKind(rawValue: $0) }),
            let day = body.text("day").flatMap({ Day(iso: $0) }), let user = call.visit.viewer?.user
        else { throw Refusal.unreadable }
        var step: ActivityDraft.NextStep?
        if let next = body["next"], let due = next.text("due").flatMap({ Day(iso: $0) }) {
            step = .init(next.text("title") ?? "", assignee: next.integer("assignee") ?? user, due: due)
        }
        return ActivityDraft(
            kind, day, subject: body.text("subject") ?? "", minutes: body.text("minutes") ?? "",
            contacts: (body.list("contacts") ?? []).compactMap { $0.whole.flatMap { Int(exactly: $0) } }, next: step)
    }

    /// The store takes those who are the account's; a program is told of the others.
    private static func strangers(among contacts: [Int], at account: Int, _ call: APICall) async throws -> [APIFault] {
        var faults: [APIFault] = []
        for (place, id) in contacts.enumerated() {
            let contact = try await ContactStore(call.database).contact(id, scope: call.scope)
            if contact?.account != account {
                faults.append(APIFault("/contacts/\(place)", "is no contact of this account"))
            } else if contacts.firstIndex(of: id) != place {
                faults.append(APIFault("/contacts/\(place)", "is there more than once"))
            }
        }
        return faults
    }
}

extension ActivityProblem {
    fileprivate var fault: APIFault {
        switch self {
        case .subjectMissing: APIFault("/subject", "is missing")
        case .dayUnreadable: APIFault("/day", "is no day")
        case .nextDayUnreadable: APIFault("/next/due", "is no day")
        case .dayAhead: APIFault("/day", "has not come yet: what is planned is a task")
        case .commentMissing: APIFault("", "is missing")
        case .long(let field, let most): APIFault("/" + field, "has at most \(most) letters")
        case .gone: APIFault("", "is not there any more")
        }
    }
}
