import Measures

/// Puts together what an order is known by, from the parts that its mapping's rule names.
struct OrderKey {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    let rule: OrderRule
    private let text = HeldText()

    init(_ rule: OrderRule) { self.rule = rule }

    /// Valid until the next call. Of a rule that makes each row an order, what its equals share: account and day.
    func of(number: Bytes, account: Bytes, day: Int32) -> Bytes {
        if rule == .number { return number }
        text.clear()
        if rule == .row {
            text.append(account)
            add(Day(Int(day)).iso)
        } else {
            text.append(number)
            if rule.usesAccount { add(account) }
            if rule == .numberAndYear { add(String(Day(Int(day)).year)) }
            if rule.usesDay { add(Day(Int(day)).iso) }
        }
        return text.bytes
    }

    /// Of a row on its way.
    func of(_ row: SpilledRow) -> Bytes { of(number: row.order, account: row.account, day: row.numbers.day) }

    private func add(_ part: some Collection<UInt8>) {
        text.append(CollectionOfOne(OrderRule.separator))
        text.append(part)
    }

    private func add(_ part: String) { add(Array(part.utf8)) }
}
