import Hummingbird
import Measures
import Rights
import Site

/// `/accounts/:id/group`: which account stands above this one, and which below.
struct AccountGroupPage: PageValue {
    struct Member: PageValue {
        let name: String
        let code: String
        let path: String
        let isThis: Bool
    }

    let path: String
    let back: String
    /// Nil below a group that the visitor does not see, and so cannot take the account out of.
    let field: FieldView?
    let unseen: String?
    let hasProblems: Bool
    let members: [Member]
    let hasMembers: Bool

    /// Members shown; a group of more is rare.
    private static let most = 200

    static func put(_ visit: Visit) async throws -> Response {
        let account = try await visit.changeableAccount()
        let store = AccountStore(visit.database)
        do {
            let parent = try await visit.namedAccount("parent")
            try await store.put(account.id, below: parent?.id, within: visit.writing)
        } catch let problem as FieldProblem {
            return try await page(visit, problems: [problem])
        } catch let problem as GroupProblem {
            let text: AccountText = problem == .circle ? .parentCircle : .parentNotYours
            return try await page(visit, problems: [FieldProblem("parent", visit.text(text))])
        }
        return visit.redirect(to: "/accounts/\(account.id)", flash: Flash(visit.text(AccountText.groupKept)))
    }

    static func page(_ visit: Visit, problems: [FieldProblem]) async throws -> Response {
        let account = try await visit.account()
        let store = AccountStore(visit.database)
        let unit = try await store.group(of: account.id)
        let members = try await store.accounts(Array(unit.prefix(most)), scope: visit.scope)
        var parent: Account?
        if let above = account.parent?.id { parent = try await store.account(above, scope: visit.scope) }
        let page = Page(
            "account-group", title: visit.text(AccountText.group), template: "account-group",
            question: visit.text(AccountText.groupQuestion), place: .accounts,
            breadcrumbs: account.crumbs(visit))
        let value = AccountGroupPage(
            path: "/accounts/\(account.id)/group", back: "/accounts/\(account.id)",
            field: account.isBelowUnseen
                ? nil
                : FieldView(
                    "parent", label: visit.text(AccountText.parentCode), kind: AccountProposals.field, form: visit.form,
                    value: parent?.code ?? "", problems: problems, hint: visit.text(AccountText.parentHint),
                    isRequired: false, autocomplete: "off"),
            unseen: account.isBelowUnseen ? visit.text(AccountText.parentUnseen) : nil,
            hasProblems: !problems.isEmpty,
            members: members.map {
                Member(name: $0.name, code: $0.code, path: "/accounts/\($0.id)", isThis: $0.id == account.id)
            }, hasMembers: members.count > 1)
        return try visit.page(page, value, status: problems.isEmpty ? .ok : .formProblems)
    }
}
