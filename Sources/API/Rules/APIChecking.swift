import Measures
package import Rights

/// What is wrong with one value: where, and why.
package struct APIFault: Error, Sendable, Hashable {
    /// As RFC 6901 writes it; empty for the value itself.
    package var pointer: String
    package var detail: String

    package init(_ pointer: String, _ detail: String) {
        self.pointer = pointer
        self.detail = detail
    }
}

extension APISchema {
    /// Everything that is wrong with a value.
    package func faults(of value: JSON, at pointer: String = "") -> [APIFault] {
        func fault(_ detail: String) -> [APIFault] { [APIFault(pointer, detail)] }
        switch (self, value) {
        case (.nullable, .null): return []
        case (.nullable(let schema), _): return schema.faults(of: value, at: pointer)
        case (.text(let form, let least, let most), .text(let text)):
            return form.fault(of: text, least, most).map(fault) ?? []
        case (.integer(let least, let most), _):
            guard let whole = value.whole else { return fault("has to be a whole number") }
            return (least...most).contains(whole) ? [] : fault("has to be from \(least) to \(most)")
        case (.number, .integer), (.number, .number), (.flag, .flag): return []
        case (.day, .text(let text)):
            return Day(iso: text) == nil ? fault("has to be a day, as 2011-12-09") : []
        case (.month, .text(let text)):
            return Day(iso: text + "-01") == nil ? fault("has to be a month, as 2011-12") : []
        case (.choice(let choices), .text(let text)):
            return choices.contains(text) ? [] : fault("has to be one of \(choices.joined(separator: ", "))")
        case (.money, _): return APIShape.money.faults(of: value, at: pointer)
        case (.shape(let shape), _): return shape.faults(of: value, at: pointer)
        case (.list(let schema, let least, let most), .list(let values)):
            if values.count < least {
                return fault(least == 1 ? "may not be empty" : "has fewer than \(least) entries")
            }
            if let most, values.count > most { return fault("has more than \(most) entries") }
            return values.enumerated().flatMap { schema.faults(of: $1, at: pointer + "/\($0)") }
        case (.either(let schemas), _) where schemas.contains { $0.faults(of: value).isEmpty }: return []
        default: return fault("has to be \(kind)")
        }
    }

    fileprivate func masked(in value: JSON, for scope: Scope, at pointer: String) -> [String] {
        switch (self, value) {
        case (.shape(let shape), _): shape.masked(in: value, for: scope, at: pointer)
        case (.nullable(let schema), _): schema.masked(in: value, for: scope, at: pointer)
        case (.list(let schema, _, _), .list(let values)):
            values.enumerated().flatMap { schema.masked(in: $1, for: scope, at: pointer + "/\($0)") }
        default: []
        }
    }

    /// A value as an address writes it; nil for what is none.
    package func read(_ text: String) -> JSON? {
        let value: JSON? =
            switch self {
            case .integer: Int64(text).map { .integer($0) }
            case .number: Double(text).map { .number($0) }
            case .flag: ["true": JSON.flag(true), "false": .flag(false)][text]
            default: .text(text)
            }
        return value
    }

    private var kind: String {
        switch self {
        case .text, .day, .month, .choice: "a text"
        case .integer: "a whole number"
        case .number: "a number"
        case .flag: "true or false"
        case .money, .shape: "an object"
        case .list: "a list"
        case .nullable(let schema): schema.kind + " or null"
        case .either(let schemas): schemas.map(\.kind).joined(separator: " or ")
        }
    }
}

extension APISchema.TextForm {
    fileprivate func fault(of text: String, _ least: Int, _ most: Int) -> String? {
        let count = text.unicodeScalars.count
        if count < least { return least == 1 ? "may not be empty" : "has at least \(least) letters" }
        if count > most { return "has at most \(most) letters" }
        switch self {
        case .phone: return text.isEmpty || PhoneNumber.isOne(PhoneNumber.kept(text)) ? nil : explanation
        case .email: return text.isEmpty || EmailAddress.isOne(text.trimmed) ? nil : explanation
        default: break
        }
        // Lengths are bounded above, so that no pattern has to look at more.
        guard let pattern = try? Regex(rawValue).matchingSemantics(.unicodeScalar),
            (try? pattern.wholeMatch(in: text)) != nil
        else { return explanation }
        return nil
    }

    private var explanation: String {
        switch self {
        case .line, .cursor: "may not hold control characters"
        case .name: "needs something to be read, without control characters"
        case .lines: "may not hold control characters other than line breaks"
        case .phone: PhoneNumber.rule
        case .email: EmailAddress.rule
        case .currency: "has to be three capital letters, as CNY"
        case .birthday: "has to be a day, as 1980-05-01 or 05-01"
        }
    }
}

extension APIShape {
    /// Where a value holds what somebody may not see, at any depth.
    package func masked(in value: JSON, for scope: Scope, at pointer: String = "") -> [String] {
        members.flatMap { member -> [String] in
            guard let inner = value[member.name] else { return [] }
            let place = pointer + "/" + member.name
            if let field = member.field, !scope.sees(field) { return [place] }
            return member.schema.masked(in: inner, for: scope, at: place)
        }
    }

    /// What is missing, what is wrong, and what nobody asked for.
    package func faults(of value: JSON, at pointer: String = "") -> [APIFault] {
        guard case .object(let given) = value else { return [APIFault(pointer, "has to be an object")] }
        var faults: [APIFault] = []
        for member in members {
            let place = pointer + "/" + member.name
            if let value = given.first(where: { $0.name == member.name })?.value {
                faults += member.schema.faults(of: value, at: place)
            } else if member.isRequired {
                faults.append(APIFault(place, "is missing"))
            }
        }
        for extra in given where !members.contains(where: { $0.name == extra.name }) {
            let name = extra.name.replacing("~", with: "~0").replacing("/", with: "~1")
            faults.append(APIFault(pointer + "/" + name, "is not known here"))
        }
        return faults
    }
}
