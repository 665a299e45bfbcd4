import Hummingbird
import Mail
import Site

struct NoticeSettingsPage: PageValue {
    let fields: [FieldView]
    let back: String
    let hasProblems: Bool
    /// Nil where mail goes out.
    let noPost: String?
}

/// `/settings/notices`: whether and how often somebody is told by mail.
struct NoticeSettingsRoutes: Sendable {
    let hasPost: Bool

    func hang(_ routes: Routes) {
        routes.get("settings/notices") { try await page($0, problems: []) }
        routes.post("settings/notices") { visit in
            guard let user = visit.viewer?.user else { throw Refusal.signInNeeded }
            let wish = MailWish(
                address: visit.form.trimmed("address"),
                rhythm: MailWish.Rhythm(rawValue: visit.form["rhythm"]) ?? .never)
            // An address is needed only by those who want mail; a wrong one is of no use to anybody.
            let isMissing = wish.address.isEmpty && wish.rhythm != .never
            if isMissing || (!wish.address.isEmpty && MailAddress(wish.address) == nil) {
                return try await page(visit, problems: [FieldProblem("address", visit.text(NoticeText.addressWrong))])
            }
            try await NoticeMailStore(visit.database).keep(wish, of: user, today: visit.today)
            return visit.redirect(to: "/settings/notices", flash: Flash(visit.text(NoticeText.wishKept)))
        }
    }

    private func page(_ visit: Visit, problems: [FieldProblem]) async throws -> Response {
        let wish = try await NoticeMailStore(visit.database).wish(of: visit.viewer?.user ?? 0)
        let rhythms = MailWish.Rhythm.allCases.map { FieldView.Option($0.rawValue, visit.text($0.title)) }
        let page = Page(
            "notice-settings", title: visit.text(NoticeText.wishTitle), template: "notice-settings",
            question: visit.text(NoticeText.wishQuestion), place: .mine, path: "/settings/notices")
        let value = NoticeSettingsPage(
            fields: [
                FieldView(
                    "rhythm", label: visit.text(NoticeText.rhythm), kind: .choice(rhythms), form: visit.form,
                    value: wish.rhythm.rawValue),
                FieldView(
                    "address", label: visit.text(NoticeText.address), kind: .email, form: visit.form,
                    value: wish.address, problems: problems, isRequired: false, autocomplete: "email"),
            ], back: "/settings", hasProblems: !problems.isEmpty,
            noPost: hasPost ? nil : visit.text(NoticeText.noPost))
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }
}

extension MailWish.Rhythm {
    fileprivate var title: NoticeText {
        switch self {
        case .never: .rhythmNever
        case .atOnce: .rhythmAtOnce
        case .daily: .rhythmDaily
        }
    }
}
