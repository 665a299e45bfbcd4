import Accounts
import Database
import Ledger
import Measures

func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(0) }

func line(_ product: Int, _ quantity: Int64, _ price: Int64, _ amount: Int64, cost: Int64? = nil) -> LedgerLine {
    LedgerLine(
        product: product, quantity: Quantity(thousandths: quantity), unitPrice: UnitPrice(millionths: price),
        amount: amount, cost: cost)
}

/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

/// An order as a test names it.
struct SampleOrder: Sendable {
    var number: String
    var account: String
    var day: String
    var lines: [(product: String, quantity: Int64, price: Int64)]
    var kind = OrderKind.sale
}

/// Puts named orders into one batch; products whose code begins with "P" are of category "Pumps".
func batch(_ orders: [SampleOrder]) -> OrderBatch {
    var batch = OrderBatch()
    for order in orders {
        let account = batch.accounts.firstIndex { $0.code == order.account } ?? batch.accounts.count
        if account == batch.accounts.count { batch.accounts.append(AccountDraft(code: order.account, name: "")) }
        var hash = ContentHash()
        let first = batch.lines.count
        for (code, quantity, price) in order.lines {
            let product = batch.products.firstIndex { $0.code == code } ?? batch.products.count
            if product == batch.products.count {
                batch.products.append(.init(code: code, name: "", category: code.hasPrefix("P") ? "Pumps" : ""))
            }
            let amount = lineAmount(
                quantity: Quantity(thousandths: quantity), unitPrice: UnitPrice(millionths: price), minorDigits: 2)
            let new = line(product, quantity, price, amount ?? 0)
            hash.add(new, product: code, region: "")
            batch.lines.append(new)
        }
        let date = day(order.day)
        batch.orders.append(
            .init(
                account: account, number: order.number, day: date, kind: order.kind, currency: .gbp,
                lines: first..<batch.lines.count,
                hash: hash.finish(account: order.account, day: date, currency: .gbp, kind: order.kind)))
    }
    return batch
}

/// Writes a batch as a run of its own and answers the run and its outcome.
func write(
    _ orders: [SampleOrder], in database: any Database
) async throws -> (run: Int, outcome: LedgerWriter.Outcome) {
    let batch = batch(orders)
    let (run, source) = try await database.write { connection in
        let run = try RunStore.begin(kind: "import", file: "orders.csv", user: nil, now: 0, in: connection)
        let source = try Names.ids(of: ["test"], in: "sources", connection)[0]
        _ = try CompanySettings.currency(orTake: .gbp, in: connection)
        return (run, source)
    }
    var writer = LedgerWriter(run: run, source: source, currency: .gbp)
    let outcome = try await writer.write(batch, in: database) { $1 }
    try await database.write { try RunStore.end(run, as: .done, now: 1, in: $0) }
    return (run, outcome)
}
