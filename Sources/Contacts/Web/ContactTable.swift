import Rights
import Site

/// Contacts as lists show them.
struct ContactTable {
    let visit: Visit

    init(_ visit: Visit) { self.visit = visit }

    private var seesPersonal: Bool { visit.sees(.personal) }

    func columns(withAccount: Bool) -> [ListView.Column] {
        // A company's name is longer than a person's.
        let account = ListView.Column.text("account", visit.text(ContactText.account), isSortable: false).asName
        return [.text("name", visit.text(ContactText.name), isSortable: false)]
            + (withAccount ? [account] : []) + [
                .text("title", visit.text(ContactText.jobTitle), isSortable: false).onWideScreens,
                .short("part", visit.text(ContactText.part), isSortable: false),
            ]
            + (seesPersonal
                ? [
                    .short("phone", visit.text(ContactText.phone), isSortable: false),
                    .text("email", visit.text(ContactText.email), isSortable: false).onWideScreens,
                ] : [])
    }

    func cells(_ contact: Contact, withAccount: Bool) -> [ListCell] {
        let details = contact.details
        let path = "/contacts/\(contact.id)"
        let name: ListCell =
            details.left == nil
            ? .link(details.name, path: path)
            : .titled(details.name, path: path, detail: visit.text(ContactText.isGone))
        func text(_ text: String) -> ListCell { text.isEmpty ? .unknown : .text(text) }
        let job = [details.department, details.title].filter { !$0.isEmpty }.joined(separator: " · ")
        return [name] + (withAccount ? [.link(contact.accountName, path: "/accounts/\(contact.account)")] : []) + [
            text(job), details.part.map { .badge(visit.text($0.title), $0 == .decides ? .key : .plain) } ?? .unknown,
        ] + (seesPersonal ? [details.personal.phoneCell, details.personal.emailCell] : [])
    }
}

extension ContactDetails.Personal {
    /// A phone dials what it is given: digits, and what comes behind them is the extension's business.
    var phoneCell: ListCell {
        let number = phone.prefix { $0.isNumber || " +-()（）/.".contains($0) }.filter { $0.isNumber || $0 == "+" }
        guard number.count >= 3 else { return phone.isEmpty ? .unknown : .text(phone) }
        return .link(phone, path: "tel:" + number)
    }

    var emailCell: ListCell {
        email.isEmpty
            ? .unknown
            : .link(
                email,
                path: "mailto:"
                    + email.split(separator: "@").map { PercentEncoding.component(String($0)) }.joined(separator: "@"))
    }
}
