package import Rights

/// What a value of a call or of its answer may be. One description reads what comes in, checks it, and is printed in the
/// OpenAPI document, so that none of them can say something else than the others.
package indirect enum APISchema: Sendable, Hashable {
    case text(TextForm, least: Int = 0, most: Int)
    case integer(least: Int64 = -9_007_199_254_740_991, most: Int64 = 9_007_199_254_740_991)
    case number
    case flag
    /// As 2011-12-09.
    case day
    /// As 2011-12.
    case month
    case choice([String])
    /// Minor units and their currency.
    case money
    case list(APISchema, least: Int = 0, most: Int? = nil)
    case shape(APIShape)
    case nullable(APISchema)
    /// One of several.
    case either([APISchema])

    /// What a text may be made of.
    package enum TextForm: String, Sendable, Hashable {
        /// Without control characters, and without such as turn the writing around.
        case line = #"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*$"#
        /// The same, and something to be seen in it.
        case name =
            #"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*[^\s\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069][^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*$"#
        /// With line breaks.
        case lines = #"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"#
        /// For readers of the document; what counts is `PhoneNumber`.
        case phone =
            #"^((?=([^0-9０-９]*[0-9０-９]){3,20}[^0-9０-９]*$)[0-9０-９ +()/.（）＋－．／-]+((分机号?|转|[eE][xX][tT]\.?|[xX]|[#,;:： ])+[0-9０-９ -]+)?)?$"#
        /// For readers of the document; what counts is `EmailAddress`.
        case email =
            #"^((?=[^@]{1,64}@)[^\s@.<>(),;:"\[\]\\]+(\.[^\s@.<>(),;:"\[\]\\]+)*@([^\s\x00-/:-@\[-`{-\x9f]([^\s\x00-,./:-@\[-`{-\x9f]{0,61}[^\s\x00-/:-@\[-`{-\x9f])?\.)+[^\s\x00-/:-@\[-`{-\x9f]([^\s\x00-,./:-@\[-`{-\x9f]{0,61}[^\s\x00-/:-@\[-`{-\x9f])?)?$"#
        /// As ISO 4217 writes it.
        case currency = #"^[A-Z]{3}$"#
        /// A day of the year, with or without the year: thirty-one days, thirty, and February by its years.
        case birthday =
            #"^(((18[5-9][0-9]|19[0-9]{2}|20[0-9]{2})-)?((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|((18(5[26]|[68][048]|[79][26])|(19|20)(0[48]|[2468][048]|[13579][26])|2000)-)?02-29)$"#
        /// A place of a list, as the answer before said it.
        case cursor = #"^[^\x00]+$"#
    }
}

/// An object with a name: the members it has, and no other.
package struct APIShape: Sendable, Hashable {
    package var name: String
    package var members: [Member]

    package init(_ name: String, _ members: [Member]) {
        self.name = name
        self.members = members
    }

    package struct Member: Sendable, Hashable {
        package var name: String
        package var schema: APISchema
        package var about: String
        package var isRequired: Bool
        /// Who may not see this sees null, and may not write it.
        package var field: Field?
        /// For the document and for trying it out.
        package var example: JSON?

        package init(
            _ name: String, _ schema: APISchema, _ about: String, isRequired: Bool = false, field: Field? = nil,
            example: JSON? = nil
        ) {
            self.name = name
            self.schema = schema
            self.about = about
            self.isRequired = isRequired
            self.field = field
            self.example = example
        }
    }

    /// What the required members look like.
    package var example: JSON {
        .object(members.compactMap { member in member.example.map { JSON.Member(member.name, $0) } })
    }
}

extension APIShape {
    package static let money = APIShape(
        "Money",
        [
            .init("minor", .integer(), "Minor units, as cents.", isRequired: true, example: 12_345),
            .init("currency", .text(.currency, least: 3, most: 3), "ISO 4217.", isRequired: true, example: "CNY"),
        ])
}
