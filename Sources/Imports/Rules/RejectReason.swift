/// Why lines of a file were rejected, told by kind: thousands of lines come down to a few sentences.
package struct RejectReason: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable {
        case missing, number, day, futureDay, otherCurrency, currency, tooLarge, tooLong, tooManyFields
        case disagrees, orderTooLong, monthClosed, orderRejected
        case roundedCode, signs, continues, daysApart
    }

    package var kind: Kind
    package var field: OrderField?
    /// Of lines.
    package var count = 1

    init(_ problem: RowProblem) {
        switch problem {
        case .missing(let field): (kind, self.field) = (.missing, field)
        case .unreadableNumber(let field, _): (kind, self.field) = (.number, field)
        case .unreadableDay: kind = .day
        case .futureDay: kind = .futureDay
        case .otherCurrency(let field, _, _): (kind, self.field) = (.otherCurrency, field)
        case .unknownCurrency: kind = .currency
        case .tooLarge(let field): (kind, self.field) = (.tooLarge, field)
        case .tooLong(let field): (kind, self.field) = (.tooLong, field)
        case .tooManyFields: kind = .tooManyFields
        case .orderDisagrees(_, let fields): (kind, field) = (.disagrees, fields.count == 1 ? fields[0] : nil)
        case .roundedCode(let field, _): (kind, self.field) = (.roundedCode, field)
        case .signsContradict: kind = .signs
        case .continues: kind = .continues
        case .daysApart: kind = .daysApart
        case .orderTooLong: kind = .orderTooLong
        case .monthClosed: kind = .monthClosed
        case .orderRejected: kind = .orderRejected
        }
    }
}

/// Counts rejected lines by their reason.
struct RejectTally: Sendable {
    private var counts: [RejectReason: Int] = [:]

    mutating func count(_ problem: RowProblem, lines: Int = 1) { counts[RejectReason(problem), default: 0] += lines }

    func joined(_ other: RejectTally) -> RejectTally {
        var all = self
        all.counts.merge(other.counts, uniquingKeysWith: +)
        return all
    }

    var total: Int { counts.values.reduce(0, +) }

    /// The most frequent first; those of as many lines keep their place.
    var reasons: [RejectReason] {
        counts.map { reason, count in
            var reason = reason
            reason.count = count
            return reason
        }.sorted { ($0.count, $1.order) > ($1.count, $0.order) }
    }
}

extension RejectReason {
    fileprivate var order: String { kind.rawValue + (field?.rawValue ?? "") }
}
