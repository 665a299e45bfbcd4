import Accounts
import Database
import Ledger
import Measures

/// A small company's orders, written the way an import writes them.
struct SampleBooks {
    struct Line {
        var product = "P1"
        var category = "Lights"
        var quantity: Int64 = 1
        /// Minor units for one.
        var price: Int64
        var cost: Int64?
    }

    struct Order {
        var account: String
        var name = ""
        var number: String
        var day: String
        var kind = OrderKind.sale
        var currency = Currency.gbp
        var lines: [Line]
    }

    /// Writes the orders as one run; an order that is there with other content is replaced.
    @discardableResult
    static func write(
        _ orders: [Order], file: String = "orders.csv", into database: any Database
    ) async throws -> LedgerWriter.Outcome {
        let batch = try batch(orders)
        let (source, run, currency) = try await database.write { connection in
            (
                try Names.ids(of: ["shop"], in: "sources", connection)[0],
                try RunStore.begin(kind: "import", file: file, user: nil, now: 1_323_403_200, in: connection),
                try CompanySettings.currency(orTake: .gbp, in: connection)
            )
        }
        var writer = LedgerWriter(run: run, source: source, currency: currency)
        return try await writer.write(batch, in: database) { connection, outcome in
            var counts = RunCounts()
            counts.add(outcome)
            try RunStore.advance(
                run, to: RunCursor(part: 1, order: 0), progress: 1, counts: counts, now: 1_323_403_200,
                in: connection)
            try RunStore.end(run, as: .done, now: 1_323_403_200, in: connection)
            return outcome
        }
    }

    private static func batch(_ orders: [Order]) throws -> OrderBatch {
        var batch = OrderBatch()
        batch.regions = ["United Kingdom"]
        for (index, order) in orders.enumerated() {
            let draft = AccountDraft(code: order.account, name: order.name)
            let account = batch.accounts.firstIndex { $0.code == draft.code } ?? batch.accounts.count
            if account == batch.accounts.count { batch.accounts.append(draft) }
            let first = batch.lines.count
            for line in order.lines { batch.lines.append(batch.located(line)) }
            guard let day = Day(iso: order.day) else { throw WrongSample.day(order.day) }
            let content = order.lines.map { "\($0)" }.joined() + order.day + "\(order.kind)\(index)"
            batch.orders.append(
                OrderBatch.Order(
                    account: account, number: order.number, day: day, kind: order.kind, currency: order.currency,
                    lines: first..<batch.lines.count, hash: Array(content.utf8)))
        }
        return batch
    }

    enum WrongSample: Error { case day(String) }
}

extension OrderBatch {
    fileprivate mutating func located(_ line: SampleBooks.Line) -> LedgerLine {
        let known = products.firstIndex { $0.code == line.product }
        if known == nil { products.append(Product(code: line.product, name: "Lantern", category: line.category)) }
        return LedgerLine(
            product: known ?? products.count - 1, quantity: Quantity(thousandths: line.quantity * 1_000),
            unitPrice: UnitPrice(millionths: line.price * 10_000), amount: line.quantity * line.price, cost: line.cost,
            region: 0)
    }
}
