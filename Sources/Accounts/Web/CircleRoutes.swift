import Hummingbird
import People
import Rights
import Site

struct CirclePage: PageValue {
    struct Row: PageValue {
        let who: FieldView
        let what: FieldView
    }

    let path: String
    let back: String
    let owner: FieldView
    let members: [Row]
    let shares: [Row]
    let hasProblems: Bool
}

/// `/accounts/:id/team`: who answers for an account, who works on it and with whom it is shared.
enum CircleRoutes {
    /// Rows to fill in beside those that are there.
    private static let freeRows = 2

    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("accounts/:id/team", for: .whoMay(.assigning)) { try await page($0, problems: []) }
        routes.post("accounts/:id/team", for: .whoMay(.assigning)) { try await keep($0) }
    }

    private static func keep(_ visit: Visit) async throws -> Response {
        let account = try await visit.changeableAccount()
        let store = AccountStore(visit.database)
        let offer = try await offer(visit, beside: try await store.circle(of: account.id))
        let (circle, problems) = typed(visit, offer)
        guard problems.isEmpty else { return try await page(visit, problems: problems) }
        guard try await store.keep(circle, of: account.id) else {
            return try await page(visit, problems: [FieldProblem("owner", visit.text(AccountText.memberGone))])
        }
        return visit.redirect(to: "/accounts/\(account.id)", flash: Flash(visit.text(AccountText.circleKept)))
    }

    /// Who can be chosen: everybody who is here and sees accounts, and others only where they still stand.
    private struct Offer {
        var people: [FieldView.Option]
        var receivers: [FieldView.Option]
    }

    private static func offer(_ visit: Visit, beside circle: AccountCircle) async throws -> Offer {
        let users = try await PeopleStore(visit.database).users(visit.scope)
        let holders = Set(try await visit.holders().map(\.id))
        let units = try await OrganisationStore(visit.database).organisation().options
        let named = Set(
            [circle.owner].compactMap { $0 } + circle.team.map(\.user) + circle.shares.compactMap(\.receiver.user))
        let people = users.filter { holders.contains($0.id) || named.contains($0.id) }
            .map { FieldView.Option(String($0.id), $0.name) }
        return Offer(
            people: people,
            receivers: people.map { FieldView.Option("user-" + $0.value, $0.title) }
                + units.map { FieldView.Option("unit-" + $0.value, $0.title) })
    }

    private static func typed(_ visit: Visit, _ offer: Offer) -> (circle: AccountCircle, problems: [FieldProblem]) {
        let (people, receivers) = (Set(offer.people.map(\.value)), Set(offer.receivers.map(\.value)))
        var circle = AccountCircle()
        var problems: [FieldProblem] = []
        /// What was chosen among what was offered; nil for nobody.
        func chosen(_ field: String, among offered: Set<String>) -> String? {
            let value = visit.form[field]
            if value.isEmpty { return nil }
            if offered.contains(value) { return value }
            problems.append(FieldProblem(field, visit.text(AccountText.memberGone)))
            return nil
        }
        // A form without the field does not mean nobody.
        if visit.form.fields["owner"] == nil {
            problems.append(FieldProblem("owner", visit.text(AccountText.memberGone)))
        }
        circle.owner = chosen("owner", among: people).flatMap { Int($0) }
        for row in 0..<rows(visit, "member") {
            guard let user = chosen("member\(row)", among: people).flatMap({ Int($0) }),
                !circle.team.contains(where: { $0.user == user })
            else { continue }
            let part = visit.form.line("part\(row)")
            if part.count > AccountCircle.longestPart {
                problems.append(FieldProblem("part\(row)", visit.text(AccountText.partLong)))
            }
            circle.team.append(AccountCircle.Member(user: user, part: part))
        }
        for row in 0..<rows(visit, "receiver") {
            guard
                let receiver = chosen("receiver\(row)", among: receivers).flatMap(Holding.Grant.Receiver.init(code:)),
                !circle.shares.contains(where: { $0.receiver == receiver })
            else { continue }
            let right = visit.form["right\(row)"]
            if !["read", "write"].contains(right) {
                problems.append(FieldProblem("right\(row)", visit.text(AccountText.memberGone)))
            }
            circle.shares.append(Holding.Grant(receiver, mayWrite: right == "write"))
        }
        return (circle, problems)
    }

    /// How many rows of a kind were sent.
    private static func rows(_ visit: Visit, _ name: String) -> Int {
        var count = 0
        while visit.form.fields["\(name)\(count)"] != nil, count < 200 { count += 1 }
        return count
    }

    private static func page(_ visit: Visit, problems: [FieldProblem]) async throws -> Response {
        let account = try await visit.changeableAccount()
        let kept = try await AccountStore(visit.database).circle(of: account.id)
        let offer = try await offer(visit, beside: kept)
        let circle = problems.isEmpty ? kept : typed(visit, offer).circle
        let page = Page(
            "account-team", title: visit.text(AccountText.circle), template: "account-circle",
            question: visit.text(AccountText.circleQuestion), place: .accounts, breadcrumbs: account.crumbs(visit),
            path: "/accounts/\(account.id)/team")
        let fields = CircleFields(
            visit: visit, people: offer.people, receivers: offer.receivers, problems: problems)
        let value = CirclePage(
            path: "/accounts/\(account.id)/team", back: "/accounts/\(account.id)", owner: fields.owner(circle.owner),
            members: (0..<circle.team.count + freeRows).map { row in
                fields.member(row, circle.team.indices.contains(row) ? circle.team[row] : nil)
            },
            shares: (0..<circle.shares.count + freeRows).map { row in
                fields.share(row, circle.shares.indices.contains(row) ? circle.shares[row] : nil)
            }, hasProblems: !problems.isEmpty)
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }
}

/// The fields of the form, row by row.
private struct CircleFields {
    let visit: Visit
    let people: [FieldView.Option]
    let receivers: [FieldView.Option]
    let problems: [FieldProblem]

    func owner(_ user: Int?) -> FieldView {
        choice("owner", .owner, people, user.map { String($0) } ?? "")
    }

    func member(_ row: Int, _ member: AccountCircle.Member?) -> CirclePage.Row {
        CirclePage.Row(
            who: choice("member\(row)", .member, people, member.map { String($0.user) } ?? ""),
            what: FieldView(
                "part\(row)", label: visit.text(AccountText.part), value: member?.part ?? "", problems: problems,
                isRequired: false, autocomplete: "off"))
    }

    func share(_ row: Int, _ share: Holding.Grant?) -> CirclePage.Row {
        let rights = [
            FieldView.Option("read", visit.text(AccountText.mayRead)),
            FieldView.Option("write", visit.text(AccountText.mayWrite)),
        ]
        return CirclePage.Row(
            who: choice("receiver\(row)", .receiver, receivers, share?.receiver.code ?? ""),
            what: FieldView(
                "right\(row)", label: visit.text(AccountText.right), kind: .choice(rights),
                value: share?.mayWrite == true ? "write" : "read"))
    }

    private func choice(
        _ name: String, _ label: AccountText, _ options: [FieldView.Option], _ value: String
    ) -> FieldView {
        FieldView(
            name, label: visit.text(label),
            kind: .choice([FieldView.Option("", visit.text(AccountText.noOwner))] + options), value: value,
            problems: problems, isRequired: false)
    }
}

extension Holding.Grant.Receiver {
    /// As a form names it: `user-3`, `unit-7`.
    fileprivate init?(code: String) {
        let parts = code.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let id = Int(parts[1]) else { return nil }
        switch parts[0] {
        case "user": self = .user(id)
        case "unit": self = .unit(id)
        default: return nil
        }
    }

    fileprivate var code: String {
        switch self {
        case .user(let id): "user-\(id)"
        case .unit(let id): "unit-\(id)"
        }
    }
}

/// Who holds an account, on its page.
struct CirclePanel: PageValue {
    let facts: Markup
    /// Nil for those who may not change it.
    let changePath: String?
    let change: String

    static let panel = AccountPanel { visit, account in
        let circle = try await AccountStore(visit.database).circle(of: account.id)
        let mayAssign = try await visit.mayAssign(account)
        let shown = circle.team.map(\.user) + circle.shares.compactMap(\.receiver.user)
        guard account.owner != nil || !shown.isEmpty || !circle.shares.isEmpty || mayAssign else {
            return nil
        }
        let names = try await PeopleStore(visit.database).names(of: shown)
        let organisation = try await OrganisationStore(visit.database).organisation()
        return AccountPanel.Part(
            visit.text(AccountText.circle), template: "account-circle-panel",
            value: CirclePanel(
                facts: facts(account, circle, names, organisation, visit).html(),
                changePath: mayAssign ? "/accounts/\(account.id)/team" : nil,
                change: visit.text(AccountText.circleChange)))
    }

    private static func facts(
        _ account: Account, _ circle: AccountCircle, _ names: [Int: String], _ organisation: Organisation,
        _ visit: Visit
    ) -> [Fact] {
        let owner = Fact(
            visit.text(AccountText.owner), .text(account.owner?.name ?? visit.text(AccountText.unowned)))
        let team = circle.team.compactMap { member in
            names[member.user].map { Fact(member.part.isEmpty ? visit.text(AccountText.team) : member.part, .text($0)) }
        }
        let shares = circle.shares.compactMap { share -> Fact? in
            let name =
                switch share.receiver {
                case .user(let user): names[user]
                case .unit(let unit): organisation[unit]?.name
                }
            return name.map {
                Fact(
                    visit.text(AccountText.shared), .text($0),
                    detail: visit.text(share.mayWrite ? AccountText.mayWrite : .mayRead))
            }
        }
        return [owner] + team + shares
    }
}
