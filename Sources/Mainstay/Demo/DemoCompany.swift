import Accounts
import Ledger
import Measures

/// A Chinese distributor of industrial parts, made up from a seed: about 600 customers, 300 products, 36 months.
///
/// The same seed and last day give the same company, order by order.
struct DemoCompany {
    static let accountCount = 600
    static let monthCount = 36

    let until: Day
    private var random: SeededGenerator
    private let catalogue: DemoCatalogue
    private let accounts: [DemoAccount]

    init(seed: UInt64, until: Day) {
        self.until = until
        random = SeededGenerator(seed: seed)
        catalogue = DemoCatalogue(&random)
        var accounts: [DemoAccount] = []
        for rank in 0..<Self.accountCount {
            accounts.append(
                DemoAccount(
                    rank: rank, of: Self.accountCount, categoryCount: catalogue.categoryCount, months: Self.monthCount,
                    &random))
        }
        self.accounts = accounts
    }

    /// All orders, as batches of a few dozen accounts.
    mutating func batches() -> [OrderBatch] {
        stride(from: 0, to: accounts.count, by: 40).map { start in
            batch(Array(accounts[start..<min(start + 40, accounts.count)]), firstRank: start)
        }
    }

    private mutating func batch(_ accounts: [DemoAccount], firstRank: Int) -> OrderBatch {
        var batch = OrderBatch()
        batch.products = catalogue.products
        batch.regions = DemoAccount.regions
        for (place, account) in accounts.enumerated() {
            batch.accounts.append(account.draft)
            var number = 0
            for month in account.active {
                for day in orderDays(of: account, month: month) {
                    number += 1
                    let id = "SO-\(account.draft.code)-\(String(10_000 + number).dropFirst())"
                    order(id, on: day, account, place, into: &batch)
                }
            }
        }
        return batch
    }

    /// The days of a month on which the account orders; the Spring Festival empties January or February.
    private mutating func orderDays(of account: DemoAccount, month: Int) -> [Day] {
        let calendar = until.monthValue.advanced(by: month - Self.monthCount + 1)
        let season = [0.85, 0.55, 1.15, 1.1, 1.05, 1.05, 0.95, 0.95, 1.05, 0.95, 1.1, 1.15][calendar.month - 1]
        let trend = 1 + account.growth * Double(month) / 12
        let count = random.poisson(account.rate * season * max(0.1, trend))
        let length = calendar.last - calendar.first + 1
        let days = (0..<count).map { _ in calendar.first.advanced(by: Int(random.next() % UInt64(length))) }
        return days.filter { $0 <= until && $0.weekday <= 6 }.sorted()
    }

    private mutating func order(
        _ number: String, on day: Day, _ account: DemoAccount, _ place: Int, into batch: inout OrderBatch
    ) {
        var hash = ContentHash()
        let first = batch.lines.count
        for _ in 0..<(1 + random.poisson(1.4)) {
            let line = line(account)
            hash.add(line, product: batch.products[line.product].code, region: batch.regions[account.region])
            batch.lines.append(line)
        }
        batch.orders.append(
            OrderBatch.Order(
                account: place, number: number, day: day, kind: .sale, currency: .cny,
                lines: first..<batch.lines.count,
                hash: hash.finish(account: account.draft.code, day: day, currency: .cny, kind: .sale)))
    }

    private mutating func line(_ account: DemoAccount) -> LedgerLine {
        let category = random.pick(account.categories)
        let product = catalogue.product(
            category: category, number: Int(random.next() % UInt64(DemoCatalogue.perCategory)))
        let isReturn = random.fraction() < 0.012
        let pieces = max(1, (product.usualQuantity * account.size * (0.4 + 1.2 * random.fraction())).rounded())
        let quantity = Int64(isReturn ? -max(1, (pieces / 6).rounded()) : pieces) * 1_000
        let list = Int64((product.price * 100).rounded()) * 10_000
        let price = Int64(((1 - account.discount) * Double(list) / 10_000).rounded()) * 10_000
        let amount = amount(quantity, price)
        return LedgerLine(
            product: product.place, quantity: Quantity(thousandths: quantity), unitPrice: UnitPrice(millionths: price),
            amount: amount, cost: amount == 0 ? 0 : self.amount(quantity, Int64(Double(list) * product.costRate)),
            discount: self.amount(quantity, list) - amount, region: account.region)
    }

    private func amount(_ quantity: Int64, _ price: Int64) -> Int64 {
        lineAmount(quantity: Quantity(thousandths: quantity), unitPrice: UnitPrice(millionths: price), minorDigits: 2)
            ?? 0
    }
}
