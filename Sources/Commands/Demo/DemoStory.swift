import Accounts

/// The accounts of the demo company whose stories its tour tells. Each takes the place of an ordinary account.
enum DemoStory: String, CaseIterable {
    /// Small branches that together are a Key account.
    case group
    /// A Key account that orders less and less.
    case shrinking
    /// Much revenue, nothing left after fees and interest.
    case burden
    /// Small three years ago, Major now.
    case grown
    /// Every other week from March to October, nothing in winter, year after year.
    case seasonal
    /// Ordered every ten days, and then no more.
    case silent
    /// Put into a tier by a person.
    case overridden

    /// The rank whose account it takes; a group's members follow it.
    var rank: Int {
        switch self {
        case .group: 40
        case .shrinking: 2
        case .burden: 1
        case .grown: 120
        case .seasonal: 60
        case .silent: 25
        case .overridden: 300
        }
    }

    static let groupMembers = 8

    var name: String {
        switch self {
        case .group: "华岳集团有限公司"
        case .shrinking: "宁波恒通工程机械股份有限公司"
        case .burden: "上海瑞达汽车零部件股份有限公司"
        case .grown: "合肥新科自动化设备有限公司"
        case .seasonal: "青岛正德食品机械有限公司"
        case .silent: "无锡鼎泰机床有限公司"
        case .overridden: "深圳立信医药设备有限公司"
        }
    }

    /// What the members of the group are called.
    static let branches = ["上海", "苏州", "广州", "武汉", "成都", "天津", "西安"].map { "华岳集团\($0)分公司" }

    /// Changes an ordinary account into the story's.
    func tell(_ account: inout DemoAccount) {
        account.draft.name = name
        account.active = 0..<DemoCompany.monthCount
        account.growth = 0
        switch self {
        case .group: break
        case .shrinking:
            (account.rate, account.size, account.course) = (5.5, 7.5, .fading)
            // Bearings and sensors, at a fair price: it earns well as long as it buys.
            (account.categories, account.discount) = ([0, 6], 0.06)
        case .burden:
            (account.rate, account.size, account.discount) = (10, 4.6, 0.1)
            account.costs = DemoCosts(service: 0.07, concessions: 0.15, financing: 0.06)
        case .grown: (account.rate, account.size, account.course) = (2.6, 0.9, .growing)
        case .seasonal: (account.rate, account.size, account.course) = (2.2, 1.8, .seasonal)
        case .silent: (account.rate, account.size, account.course) = (3, 2.2, .silent)
        case .overridden: (account.rate, account.size) = (0.8, 0.5)
        }
    }
}

/// How much an account orders over the months of the story, against its usual rate.
enum DemoCourse {
    case steady
    /// Every five days for more than a year, then less and less and whenever it happens.
    case fading
    /// From almost nothing to its rate.
    case growing
    /// Fixed days, every other week from March to October.
    case seasonal
    /// Every ten days until three months before the end, then nothing.
    case silent

    /// The month in which what fades begins to.
    static let fadesFrom = 14

    /// - Parameter month: of the story, 0 for the first.
    func factor(_ month: Int) -> Double {
        let (number, count) = (Double(month), Double(DemoCompany.monthCount))
        switch self {
        case .steady, .seasonal: return 1
        case .fading:
            let turn = Double(Self.fadesFrom)
            return number < turn ? 1.15 : max(0.15, 1.15 * (1 - (number - turn) / (count - turn)))
        case .growing: return 0.02 + pow(number / count, 2) * 1.35
        case .silent: return month < DemoCompany.monthCount - 3 ? 1 : 0
        }
    }

    /// How large its orders are, against their usual size: what grows begins with trials.
    func size(_ month: Int) -> Double { self == .growing && month < 14 ? 0.2 : 1 }

    private func pow(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }
}

/// What an account costs beside its goods, as shares of its revenue.
struct DemoCosts {
    var service: Double
    var concessions: Double
    var financing: Double
}
