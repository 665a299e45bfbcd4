package import Measures

/// A person at an account.
package struct Contact: Sendable, Hashable {
    package var id: Int
    package var account: Int
    package var accountName: String
    package var accountCode: String
    package var details: ContactDetails
}

/// What is known of a contact.
package struct ContactDetails: Sendable, Hashable {
    package var name: String
    package var title: String
    package var department: String
    package var part: ContactPart?
    package var personal: Personal
    package var consent: Consent
    /// Since when they are no longer there.
    package var left: Day?

    /// What only those see whose role sees personal data.
    package struct Personal: Sendable, Hashable {
        /// As `PhoneNumber` keeps it.
        package var phone = "" { didSet { phone = PhoneNumber.kept(phone) } }
        package var email = "" { didSet { email = email.trimmed } }
        package var birthday: Birthday?
        package var note = ""

        package init() {}
    }

    package init(_ name: String) {
        self.name = name.trimmed
        (title, department, part, personal, consent, left) = ("", "", nil, Personal(), .unknown, nil)
    }
}

/// The part somebody plays when their company buys (SPEC S3).
package enum ContactPart: String, Sendable, CaseIterable {
    case decides, influences, uses, buys, gatekeeps, coaches
}

/// Whether somebody agreed to be written to.
package enum Consent: String, Sendable, CaseIterable {
    case unknown, given, refused
}

extension ContactDetails {
    package static let longestName = 100
    package static let longestText = 200
    package static let longestNote = 4_000

    package var problems: [ContactProblem] {
        var problems: [ContactProblem] = []
        if name.isEmpty { problems.append(.nameMissing) }
        if name.count > Self.longestName { problems.append(.long("name", Self.longestName)) }
        for (field, text) in [("title", title), ("department", department), ("phone", personal.phone)]
        where text.count > Self.longestText { problems.append(.long(field, Self.longestText)) }
        if personal.note.count > Self.longestNote { problems.append(.long("note", Self.longestNote)) }
        if !personal.phone.isEmpty, !PhoneNumber.isOne(personal.phone) { problems.append(.phoneUnreadable) }
        if !personal.email.isEmpty, !EmailAddress.isOne(personal.email) { problems.append(.emailUnreadable) }
        return problems
    }
}

/// Why a contact cannot be kept as it was typed.
package enum ContactProblem: Error, Sendable, Hashable {
    case nameMissing, phoneUnreadable, emailUnreadable, birthdayUnreadable, dayUnreadable
    case long(_ field: String, Int)
    /// It is not there any more, or may not be changed.
    case gone
}
