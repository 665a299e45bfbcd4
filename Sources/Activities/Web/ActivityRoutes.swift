import Accounts
import Foundation
import Hummingbird
import Measures
import Rights
import Site
import Tasks

struct ActivityPage: PageValue {
    struct Said: PageValue {
        let author: String
        let day: String
        let text: String
    }

    struct CommentForm: PageValue {
        let path: String
        let field: FieldView
        let hasProblems: Bool
    }

    let facts: Markup
    let minutes: String?
    let comments: [Said]
    let hasComments: Bool
    let comment: CommentForm?
    /// Nil for who may only read it.
    let form: ActivityForm?
    let removePath: String?
}

/// `/accounts/:id/activities` and `/activities/:id`: what was done is written down, changed, commented.
enum ActivityRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("accounts/:id/activities/new") { try await newPage($0, try await $0.changeableAccount(), []) }
        routes.post("accounts/:id/activities") { try await add($0) }
        routes.get("activities/:id") { try await page($0, try await $0.activity(), []) }
        routes.post("activities/:id") { try await change($0) }
        routes.post("activities/:id/remove") { try await remove($0) }
        routes.post("activities/:id/comments", for: .whoMay(.approving)) { try await comment($0) }
    }

    private static func add(_ visit: Visit) async throws -> Response {
        let account = try await visit.changeableAccount()
        do {
            let reader = TaskReader(visit.viewer?.user, reads: visit.scope, writes: visit.writing)
            _ = try await ActivityStore(visit.database).add(
                try ActivityForm.draft(visit), to: account.id, for: reader, today: visit.today)
        } catch { return try await newPage(visit, account, [try ActivityForm.place(error, visit)]) }
        return visit.redirect(to: "/accounts/\(account.id)", flash: Flash(visit.text(ActivityText.added)))
    }

    private static func change(_ visit: Visit) async throws -> Response {
        let activity = try await visit.activity()
        guard try await visit.mayChange(activity) else { throw Refusal.forbidden }
        do {
            try await ActivityStore(visit.database).change(
                activity.id, to: try ActivityForm.draft(visit), scope: visit.writing, today: visit.today)
        } catch { return try await page(visit, activity, [try ActivityForm.place(error, visit)]) }
        return visit.redirect(to: "/activities/\(activity.id)", flash: Flash(visit.text(ActivityText.saved)))
    }

    private static func remove(_ visit: Visit) async throws -> Response {
        let activity = try await visit.activity()
        guard try await visit.mayChange(activity) else { throw Refusal.forbidden }
        do { try await ActivityStore(visit.database).remove(activity.id, scope: visit.writing) } catch {
            return try await page(visit, activity, [try ActivityForm.place(error, visit)])
        }
        return visit.redirect(
            to: "/accounts/\(activity.account.id)", flash: Flash(visit.text(ActivityText.removed)))
    }

    private static func comment(_ visit: Visit) async throws -> Response {
        let activity = try await visit.activity()
        guard visit.mayComment(activity) else { throw Refusal.forbidden }
        do {
            try await ActivityStore(visit.database).comment(
                on: activity.id, visit.form["comment"], scope: visit.scope)
        } catch { return try await page(visit, activity, [try ActivityForm.place(error, visit)]) }
        return visit.redirect(to: "/activities/\(activity.id)", flash: Flash(visit.text(ActivityText.commented)))
    }

    // MARK: Pages

    private static func newPage(
        _ visit: Visit, _ account: Account, _ problems: [FieldProblem]
    ) async throws -> Response {
        let page = Page(
            "activity-new", title: visit.text(ActivityText.add), template: "activity-new",
            question: visit.text(ActivityText.newQuestion, ["account": account.name]), place: .accounts,
            breadcrumbs: account.crumbs(visit), path: "/accounts/\(account.id)/activities/new")
        let form = try await ActivityForm(
            visit, "/accounts/\(account.id)/activities", back: "/accounts/\(account.id)", account: account.id, nil,
            problems)
        return try visit.page(page, form, status: problems.isEmpty ? .ok : .formProblems)
    }

    private static func page(
        _ visit: Visit, _ activity: Activity, _ problems: [FieldProblem]
    ) async throws -> Response {
        let account = try await AccountStore(visit.database).account(activity.account.id, scope: visit.scope)
        let page = Page(
            "activity", title: activity.subject, template: "activity",
            question: visit.text(ActivityText.activityQuestion), place: .accounts,
            breadcrumbs: account?.crumbs(visit) ?? [], path: "/activities/\(activity.id)")
        let path = "/activities/\(activity.id)"
        let comments = try await ActivityStore(visit.database).comments(on: activity.id, scope: visit.scope)
        let mayChange = try await visit.mayChange(activity)
        let isCommenting = problems.contains { $0.field == "comment" }
        let value = ActivityPage(
            facts: facts(activity, visit).html(), minutes: activity.minutes.isEmpty ? nil : activity.minutes,
            comments: comments.map { said($0, visit) }, hasComments: !comments.isEmpty,
            comment: visit.mayComment(activity)
                ? ActivityPage.CommentForm(
                    path: path + "/comments",
                    field: FieldView(
                        "comment", label: visit.text(ActivityText.comment), kind: .textarea, form: visit.form,
                        problems: problems, hint: visit.text(ActivityText.commentHint)), hasProblems: isCommenting)
                : nil,
            form: mayChange
                ? try await ActivityForm(
                    visit, path, back: "/accounts/\(activity.account.id)", account: activity.account.id, activity,
                    isCommenting ? [] : problems) : nil, removePath: mayChange ? path + "/remove" : nil)
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }

    private static func said(_ comment: Comment, _ visit: Visit) -> ActivityPage.Said {
        ActivityPage.Said(
            author: comment.author.isEmpty ? visit.text(ActivityText.byCommand) : comment.author,
            day: Day(unixSeconds: comment.time, in: visit.site.settings.timeZone).iso, text: comment.text)
    }

    private static func facts(_ activity: Activity, _ visit: Visit) -> [Fact] {
        let people = activity.contacts.map { contact in
            ListCell.link(contact.name, path: "/contacts/\(contact.id)")
        }
        return [
            Fact(
                visit.text(ActivityText.account), .link(activity.account.name, path: "/accounts/\(activity.account.id)")
            ),
            Fact(visit.text(ActivityText.kind), .text(visit.text(activity.kind.title))),
            Fact(visit.text(ActivityText.day), .text(activity.day.iso)),
            Fact(
                visit.text(ActivityText.author),
                .text(activity.author?.name ?? visit.text(ActivityText.byCommand))),
        ] + people.map { Fact(visit.text(ActivityText.contacts), $0) }
    }
}

extension Visit {
    /// The activity that the address names as `:id`.
    /// - Throws: `Refusal.notFound` when there is none, or none this person may see.
    fileprivate func activity() async throws -> Activity {
        guard let activity = try await ActivityStore(database).activity(try number("id"), scope: scope) else {
            throw Refusal.notFound
        }
        return activity
    }

    fileprivate func mayChange(_ activity: Activity) async throws -> Bool {
        ActivityRight.mayChange(
            author: activity.author?.id, viewer: viewer?.user,
            changesAccount: try await AccountStore(database).includes(activity.account.id, writing),
            approves: may(.approving))
    }

    fileprivate func mayComment(_ activity: Activity) -> Bool {
        ActivityRight.mayComment(author: activity.author?.id, viewer: viewer?.user, approves: may(.approving))
    }
}
