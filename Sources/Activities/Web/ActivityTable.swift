import Measures
import Site

/// Activities as lists show them.
struct ActivityTable {
    let visit: Visit

    init(_ visit: Visit) { self.visit = visit }

    func columns(withAccount: Bool) -> [ListView.Column] {
        [.short("day", visit.text(ActivityText.day), isSortable: false)]
            + (withAccount
                ? [ListView.Column.text("account", visit.text(ActivityText.account), isSortable: false).asName] : [])
            + [
                .short("kind", visit.text(ActivityText.kind), isSortable: false),
                ListView.Column.text("subject", visit.text(ActivityText.subject), isSortable: false).asName,
                .text("contacts", visit.text(ActivityText.contacts), isSortable: false).onWideScreens,
                .text("author", visit.text(ActivityText.author), isSortable: false).onWideScreens,
            ]
    }

    func cells(_ activity: Activity, withAccount: Bool) -> [ListCell] {
        let path = "/activities/\(activity.id)"
        let subject: ListCell =
            activity.comments == 0
            ? .link(activity.subject, path: path)
            : .titled(activity.subject, path: path, detail: comments(activity.comments))
        return [.text(activity.day.iso)]
            + (withAccount ? [.link(activity.account.name, path: "/accounts/\(activity.account.id)")] : []) + [
                .badge(visit.text(activity.kind.title), .plain), subject,
                activity.contacts.isEmpty ? .unknown : .text(visit.list(activity.contacts.map(\.name))),
                .text(activity.author?.name ?? visit.text(ActivityText.byCommand)),
            ]
    }

    func comments(_ count: Int) -> String {
        visit.text(ActivityText.commentCount, ["count": String(count)], count: count)
    }
}

extension Visit {
    /// Names after each other.
    func list(_ names: [String]) -> String { names.joined(separator: language == .zh ? "、" : ", ") }
}
