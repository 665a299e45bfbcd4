import Database
import Measures

// How judgements lie in their tables, column by column.

enum JudgementRows {
    static let columns: [(name: String, type: BulkTarget.ColumnType)] = [
        ("unit_id", .bigint), ("revenue_minor", .bigint), ("revenue_before_minor", .bigint), ("orders", .bigint),
        ("order_days", .bigint), ("recency_days", .integer), ("tenure_days", .integer), ("mean_interval", .double),
        ("variation", .double), ("categories", .integer), ("breadth", .double), ("gross_margin_minor", .bigint),
        ("cost_known", .double), ("price_realisation", .double), ("contribution_minor", .bigint),
        ("basis", .integer), ("service_cost_minor", .bigint), ("concessions_minor", .bigint),
        ("financing_minor", .bigint), ("written_off_minor", .bigint), ("value_score", .double),
        ("value_coverage", .double), ("loyalty_score", .double),
        ("loyalty_coverage", .double), ("repeat_purchase", .double), ("regularity", .double),
        ("contribution_rank", .integer), ("share_above", .double), ("size_tier", .integer),
        ("steady_tier", .integer), ("tier", .integer), ("reason", .integer), ("pending_tier", .integer),
        ("pending_month_ends", .integer), ("waiting_since", .integer), ("safety", .integer), ("notes", .integer),
    ]

    static let list = SQL(unsafe: columns.map(\.name).joined(separator: ", "))

    /// What history shows of a judgement, in `judgements` and in `tier_changes`.
    static let pastColumns: [(name: String, type: BulkTarget.ColumnType)] = [
        ("tier", .integer), ("size_tier", .integer), ("safety", .integer), ("reason", .integer),
        ("revenue_minor", .bigint), ("contribution_minor", .bigint), ("value_score", .double),
        ("loyalty_score", .double),
    ]

    static let past = SQL(unsafe: pastColumns.map(\.name).joined(separator: ", "))

    static let current = BulkTarget("current_judgements", columns)
    static let provisional = BulkTarget("current_judgements", columns, onConflict: .replace(key: ["unit_id"]))
    static let monthEnd = BulkTarget("judgements", [("day", .integer)] + columns)
    static let change = BulkTarget(
        "tier_changes", [("unit_id", .bigint), ("day", .integer), ("policy_version", .bigint)] + pastColumns)
}

extension BulkWriter {
    func write(_ judgement: Judgement) throws {
        integer(judgement.unit)
        integer(judgement.revenue)
        integer(judgement.revenueBefore)
        integer(Int64(judgement.orders))
        integer(Int64(judgement.orderDays))
        number(judgement.recencyDays)
        number(judgement.tenureDays)
        double(judgement.meanInterval)
        double(judgement.variation)
        number(judgement.categories)
        double(judgement.breadth)
        integer(judgement.grossMargin)
        double(judgement.costKnown)
        double(judgement.priceRealisation)
        integer(judgement.contribution)
        integer(Int64(judgement.basis.rawValue))
        integer(judgement.serviceCost)
        integer(judgement.concessions)
        integer(judgement.financing)
        integer(judgement.writtenOff)
        double(judgement.value?.score)
        double(judgement.value?.coverage)
        double(judgement.loyalty?.score)
        double(judgement.loyalty?.coverage)
        double(judgement.repeatPurchase)
        double(judgement.regularity)
        number(judgement.rank)
        double(judgement.shareAbove)
        tier(judgement.size)
        tier(judgement.steady)
        tier(judgement.tier)
        integer(Int64(judgement.reason.rawValue))
        tier(judgement.pending?.tier)
        number((judgement.pending?.monthEnds).map(Int32.init))
        number(judgement.waitingSince?.number)
        number((judgement.safety?.rawValue).map(Int32.init))
        integer(Int64(judgement.notes.rawValue))
        try endRow()
    }

    /// As a row of `JudgementRows.change`.
    func write(change judgement: Judgement, _ day: Day, policy: Int) throws {
        integer(judgement.unit)
        integer(Int64(day.number))
        integer(policy)
        tier(judgement.tier)
        tier(judgement.size)
        number((judgement.safety?.rawValue).map(Int32.init))
        integer(Int64(judgement.reason.rawValue))
        integer(judgement.revenue)
        integer(judgement.contribution)
        double(judgement.value?.score)
        double(judgement.loyalty?.score)
        try endRow()
    }

    private func number(_ value: Int32?) { integer(value.map(Int64.init)) }

    private func tier(_ tier: Tier?) { integer((tier?.place).map(Int64.init)) }
}

extension Judgement {
    /// From `JudgementRows.list`.
    init(_ row: any Row, from first: Int = 0) throws {
        self.init(unit: try row.int(first))
        revenue = Int64(try row.int(first + 1))
        revenueBefore = row.optionalInt(first + 2).map(Int64.init)
        orders = Int32(clamping: try row.int(first + 3))
        orderDays = Int32(clamping: try row.int(first + 4))
        recencyDays = row.small(first + 5)
        tenureDays = row.small(first + 6)
        meanInterval = row.optionalDouble(first + 7)
        variation = row.optionalDouble(first + 8)
        categories = row.small(first + 9)
        breadth = row.optionalDouble(first + 10)
        grossMargin = row.optionalInt(first + 11).map(Int64.init)
        costKnown = row.optionalDouble(first + 12)
        priceRealisation = row.optionalDouble(first + 13)
        contribution = Int64(try row.int(first + 14))
        basis = ContributionBasis(rawValue: UInt8(clamping: try row.int(first + 15))) ?? .revenue
        serviceCost = Int64(try row.int(first + 16))
        concessions = Int64(try row.int(first + 17))
        financing = Int64(try row.int(first + 18))
        writtenOff = Int64(try row.int(first + 19))
        value = row.index(first + 20)
        loyalty = row.index(first + 22)
        repeatPurchase = row.optionalDouble(first + 24)
        rank = row.small(first + 26)
        shareAbove = row.optionalDouble(first + 27)
        size = row.tier(first + 28)
        steady = row.tier(first + 29)
        tier = row.tier(first + 30)
        reason = try row.reason(first + 31)
        pending = row.pending(first + 32)
        waitingSince = row.optionalInt(first + 34).map { Day($0) }
        safety = row.safety(first + 35)
        notes = JudgementNotes(rawValue: UInt8(clamping: try row.int(first + 36)))
    }
}

extension PastJudgement {
    /// From day, policy version and `JudgementRows.past`.
    init(_ row: any Row) throws {
        self.init(
            day: Day(try row.int(0)), policyVersion: try row.int(1), tier: row.tier(2), size: row.tier(3),
            safety: row.safety(4), reason: try row.reason(5), revenue: Int64(try row.int(6)),
            contribution: Int64(try row.int(7)), value: row.optionalDouble(8), loyalty: row.optionalDouble(9))
    }
}

extension Row {
    fileprivate func reason(_ column: Int) throws -> TierReason {
        TierReason(rawValue: UInt8(clamping: try int(column))) ?? .inactive
    }

    func safety(_ column: Int) -> KeySafety? {
        optionalInt(column).flatMap { KeySafety(rawValue: UInt8(clamping: $0)) }
    }

    fileprivate func small(_ column: Int) -> Int32? { optionalInt(column).map { Int32(clamping: $0) } }

    fileprivate func index(_ column: Int) -> Index? {
        guard let score = optionalDouble(column), let coverage = optionalDouble(column + 1) else { return nil }
        return Index(score: score, coverage: coverage)
    }

    func tier(_ column: Int) -> Tier? { optionalInt(column).map { Tier($0) } }

    func pending(_ column: Int) -> Judgement.Pending? {
        guard let tier = tier(column), let monthEnds = optionalInt(column + 1) else { return nil }
        return Judgement.Pending(tier: tier, monthEnds: monthEnds)
    }
}
