import Hummingbird
import Measures
import Site

struct NoticesPage: PageValue {
    let list: ListView
    let hasUnread: Bool
}

/// `/notices`: what somebody was told, and the way to each.
enum NoticeRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("notices") { try await page($0) }
        routes.post("notices/read") { visit in
            if let user = visit.viewer?.user { try await NoticeStore(visit.database).readAll(of: user) }
            return visit.redirect(to: "/notices", flash: Flash(visit.text(NoticeText.allRead)))
        }
        routes.get("notices/:id") { visit in
            guard let user = visit.viewer?.user,
                let notice = try await NoticeStore(visit.database).read(try visit.number("id"), of: user)
            else { throw Refusal.notFound }
            return visit.redirect(to: notice.path)
        }
    }

    private static func page(_ visit: Visit) async throws -> Response {
        let query = ListQuery(visit, sorts: [], usual: "-time")
        let found = try await NoticeStore(visit.database)
            .notices(
                of: visit.viewer?.user ?? 0, query.place.at { $0.values.first.flatMap { Int($0) } }, size: query.size)
        let kinds = visit.site.contributions(NoticeKind.self)
        let zone = visit.site.settings.timeZone
        let list = ListView(
            "notices", query: query, slice: query.slice(found) { Cursor([String($0.id)]) },
            columns: [
                .short("when", visit.text(NoticeText.when), isSortable: false),
                ListView.Column.text("what", visit.text(NoticeText.what), isSortable: false).asName,
                .short("new", "", isSortable: false),
            ],
            cells: { notice in
                [
                    .text(Day(unixSeconds: notice.time, in: zone).iso),
                    .link(notice.sentence(kinds, visit.language), path: "/notices/\(notice.id)"),
                    notice.isRead ? .text("") : .badge(visit.text(NoticeText.isNew), .accent),
                ]
            }, empty: .init(visit.text(NoticeText.none), text: visit.text(NoticeText.noneText)))
        let page = Page(
            "notices", title: visit.text(NoticeText.title), template: "notices",
            question: visit.text(NoticeText.question), place: .today)
        return try visit.page(page, NoticesPage(list: list, hasUnread: (visit.viewer?.unreadNotices ?? 0) > 0))
    }
}
