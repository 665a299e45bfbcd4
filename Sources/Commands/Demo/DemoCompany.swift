import Accounts
import Ledger
import Measures

/// A Chinese distributor of industrial parts, made up from a seed: about 600 customers, some in groups, 300 products,
/// 36 months, and among them the accounts whose stories the tour tells.
///
/// The same seed and last day give the same company, order by order.
struct DemoCompany {
    static let accountCount = 600
    static let monthCount = 36

    let until: Day
    private var random: SeededGenerator
    private let catalogue: DemoCatalogue
    let accounts: [DemoAccount]

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
        Self.makeGroups(&accounts)
        for story in DemoStory.allCases {
            story.tell(&accounts[story.rank])
            accounts[story.rank].story = story
        }
        Self.makeStoryGroup(&accounts)
        self.accounts = accounts
    }

    /// Every twentieth account of the middle heads a group of a few smaller ones.
    private static func makeGroups(_ accounts: inout [DemoAccount]) {
        for head in stride(from: 50, to: 410, by: 20) where !DemoStory.allCases.contains(where: { $0.rank == head }) {
            for place in 1...(2 + head % 4) {
                let member = head + 130 + place
                guard accounts.indices.contains(member) else { continue }
                accounts[member].parent = accounts[head].draft.code
                accounts[member].draft.name = accounts[head].draft.name.replacing("有限公司", with: "") + "第\(place)工厂"
            }
        }
    }

    /// A head that buys little itself, and branches none of which is large.
    private static func makeStoryGroup(_ accounts: inout [DemoAccount]) {
        let head = DemoStory.group.rank
        let members = DemoStory.branches.indices.map { head + 1 + $0 }.filter { $0 != DemoStory.seasonal.rank }
        for (place, name) in zip(members, DemoStory.branches) {
            accounts[place].draft.name = name
            accounts[place].parent = accounts[head].draft.code
            accounts[place].active = 0..<monthCount
            (accounts[place].rate, accounts[place].size, accounts[place].growth) = (2, 0.65, 0.02)
        }
        (accounts[head].rate, accounts[head].size) = (0.5, 0.6)
    }

    /// What every account cost beside its goods: booked with each order, so that any window of days holds the costs of
    /// its own revenue.
    func costs(_ account: DemoAccount, revenue: [Day: Int64], id: Int) -> [NumberedCost] {
        var costs: [NumberedCost] = []
        for (day, amount) in revenue.sorted(by: { $0.key < $1.key }) where amount > 0 {
            let parts: [(CostKind, Double, String)] = [
                (.service, account.costs.service, "送货与技术服务"), (.concession, account.costs.concessions, "返利与进场费"),
                (.financing, account.costs.financing, "账期占用资金"),
            ]
            for (kind, share, note) in parts {
                let minor = Int64((Double(amount) * share).rounded())
                guard minor > 0 else { continue }
                costs.append(
                    NumberedCost(
                        number: "FY-\(account.draft.code)-\(day.iso)-\(kind.rawValue)",
                        cost: Cost(
                            account: id, day: day, kind: kind, currency: .cny, amount: minor, note: note)))
            }
        }
        return costs
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
                var account = account
                account.size *= account.course.size(month)
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
        if account.course == .seasonal { return Self.everyOtherWeek(calendar).filter { $0 <= until } }
        if account.course == .silent {
            return account.course.factor(month) == 0 ? [] : Self.every(10, calendar).filter { $0 <= until }
        }
        if account.course == .fading, month < DemoCourse.fadesFrom { return Self.every(5, calendar) }
        let trend = (1 + account.growth * Double(month) / 12) * account.course.factor(month)
        let count = random.poisson(account.rate * season * max(0.1, trend))
        let length = calendar.last - calendar.first + 1
        let days = (0..<count).map { _ in calendar.first.advanced(by: Int(random.next() % UInt64(length))) }
        return days.filter { $0 <= until && $0.weekday <= 6 }.sorted()
    }

    /// So many days apart.
    private static func every(_ days: Int32, _ month: Month) -> [Day] {
        (0..<31).map { month.first.advanced(by: $0) }.filter { $0 <= month.last && $0.number % days == 4 }
    }

    /// Tuesdays of even weeks, from March to October.
    private static func everyOtherWeek(_ month: Month) -> [Day] {
        guard (3...10).contains(month.month) else { return [] }
        return (0..<31).map { month.first.advanced(by: $0) }
            .filter { $0 <= month.last && $0.weekday == 2 && $0.number % 14 < 7 }
    }

    private mutating func order(
        _ number: String, on day: Day, _ account: DemoAccount, _ place: Int, into batch: inout OrderBatch
    ) {
        var hash = ContentHash()
        let first = batch.lines.count
        for _ in 0..<(1 + random.poisson(2.3)) {
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
