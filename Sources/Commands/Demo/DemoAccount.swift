import Accounts

/// A customer of the demo company: who it is, and how it buys.
struct DemoAccount {
    var draft: AccountDraft
    var region: Int
    /// Orders a month in an ordinary month.
    var rate: Double
    /// How large its lines are against the usual.
    var size: Double
    /// Change of its rate a year.
    var growth: Double
    /// Discount off the list price.
    var discount: Double
    /// Categories it buys from.
    var categories: [Int]
    /// Months of the story in which it buys.
    var active: Range<Int>
    var course = DemoCourse.steady
    var costs: DemoCosts
    /// The code of the account above it.
    var parent: String?
    var story: DemoStory?

    static let regions = ["华东", "华南", "华北", "华中", "西南", "东北", "西北"]

    /// Few large, many small: rates fall as a power of the rank.
    init(rank: Int, of count: Int, categoryCount: Int, months: Int, _ random: inout SeededGenerator) {
        let weight = 1 / (1 + Double(rank) / 14)
        draft = AccountDraft(code: "K" + String(10_001 + rank).dropFirst(), name: Self.name(rank, &random))
        region = rank % Self.regions.count
        rate = 0.35 + 7 * weight + 0.3 * random.fraction()
        size = 0.5 + 5 * weight * (0.6 + 0.8 * random.fraction())
        growth = random.normal() * 0.18
        discount = min(0.16, 0.02 + 0.09 * weight + 0.03 * random.fraction())
        let breadth = min(categoryCount, 1 + Int(weight * 8) + Int(random.next() % 3))
        var all = Array(0..<categoryCount)
        all.shuffle(using: &random)
        categories = Array(all.prefix(breadth))
        active = Self.lifetime(months, &random)
        costs = DemoCosts(
            service: 0.01 + 0.03 * random.fraction(), concessions: 0.005 + 0.03 * weight * random.fraction(),
            financing: 0.002 + 0.008 * random.fraction())
    }

    private static func lifetime(_ months: Int, _ random: inout SeededGenerator) -> Range<Int> {
        let kind = random.fraction()
        if kind < 0.15 { return Int(random.next() % UInt64(months - 4))..<months }
        if kind < 0.25 { return 0..<(6 + Int(random.next() % UInt64(months - 6))) }
        return 0..<months
    }

    private static func name(_ rank: Int, _ random: inout SeededGenerator) -> String {
        let city = cities[(rank * 7 + Int(random.next() % 3)) % cities.count]
        let word = words[(rank * 11) % words.count] + words[(rank * 5 + rank / words.count * 3 + 7) % words.count]
        return city + word + trades[(rank * 3 + rank / 17) % trades.count] + (rank % 5 == 0 ? "股份有限公司" : "有限公司")
    }

    private static let cities = [
        "上海", "苏州", "宁波", "杭州", "无锡", "广州", "深圳", "东莞", "佛山", "北京", "天津", "济南", "青岛", "武汉", "长沙",
        "郑州", "成都", "重庆", "西安", "沈阳", "大连", "合肥", "南京", "常州", "厦门", "福州", "昆明",
    ]
    private static let words = [
        "华", "瑞", "恒", "信", "达", "盛", "通", "远", "泰", "嘉", "鼎", "联", "科", "正", "德", "新", "凯", "宏", "立",
    ]
    private static let trades = [
        "机械", "重工", "汽车零部件", "自动化设备", "环保设备", "纺织机械", "包装机械", "船舶", "化工设备", "电力设备", "食品机械",
        "矿山机械", "机床", "工程机械", "医药设备", "轨道交通装备",
    ]
}
