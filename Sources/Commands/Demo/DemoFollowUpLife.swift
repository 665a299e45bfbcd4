import Activities
import Contacts
import Measures

/// The people at one account of the demo company and what was done with it, made up from the seed.
struct DemoFollowUpLife {
    struct Done {
        var draft: ActivityDraft
        /// Places among the contacts.
        var met: [Int]
        var next: (title: String, due: Day)?
    }

    private(set) var contacts: [ContactDetails] = []
    private(set) var activities: [Done] = []
    private(set) var comment: String?

    private static let surnames = ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴", "徐", "孙", "马", "朱", "胡", "林"]
    private static let given = ["建国", "志强", "海燕", "丽华", "伟明", "国栋", "秀英", "晓峰", "文静", "永刚", "雪梅", "立军"]
    private static let posts: [(title: String, department: String, part: ContactPart)] = [
        ("采购经理", "采购部", .buys), ("设备部长", "设备部", .decides), ("生产主管", "生产部", .uses), ("技术工程师", "技术部", .influences),
    ]
    private static let talks: [(ActivityKind, String, String)] = [
        (.visit, "走访车间，查看备件库存", "现场看了两条产线，轴承与密封件消耗最快；库存约够三周。对交期满意，希望常用型号备货。"),
        (.call, "确认下月需求", "下月用量与本月相近，月中前给出清单。"), (.visit, "技术交流", "介绍了新型号的寿命数据，技术部愿意试用两套，结果六周后看。"),
        (.meeting, "季度回顾", "回顾了本季供货与退货情况；对方提出希望账期延长，答复需内部讨论。"),
        (.call, "跟进报价", "价格可以接受，正在走内部审批。"), (.message, "发送检测报告", "应质量部要求补发了材质报告。"),
        (.visit, "新任采购负责人见面", "首次见面，了解了采购流程：金额五万以上需部长签字。"),
    ]
    private static let steps = ["把试用结果发给对方并约下次拜访", "整理常用型号，谈备货协议", "答复账期要求", "寄送样品与检测报告"]

    init(_ account: DemoAccount, until: Day, _ random: inout SeededGenerator) {
        for post in Self.posts.prefix(2 + Int(random.next() % 3)) {
            contacts.append(Self.contact(post, &random))
        }
        var day = until.advanced(by: -170 - Int(random.next() % 20))
        let last = account.story == .silent ? until.advanced(by: -95) : until
        while day <= last {
            let (kind, subject, minutes) = random.pick(Self.talks)
            let met = [Int(random.next() % UInt64(contacts.count))]
            activities.append(
                Done(draft: ActivityDraft(kind, day, subject: subject, minutes: minutes), met: met, next: nil))
            day = day.advanced(by: 24 + Int(random.next() % 30))
        }
        if random.fraction() < 0.4, !activities.isEmpty {
            let due = until.advanced(by: Int(random.next() % 24) - 6)
            activities[activities.count - 1].next = (random.pick(Self.steps), due)
        }
        // Of the one that grew the timeline tells its tiers.
        if account.story == .grown { activities = Array(activities.suffix(1)) }
        tell(account.story, until: until)
    }

    /// What belongs to the story of the tour.
    private mutating func tell(_ story: DemoStory?, until: Day) {
        func add(_ kind: ActivityKind, _ daysAgo: Int, _ subject: String, _ minutes: String) {
            activities.append(
                Done(
                    draft: ActivityDraft(kind, until.advanced(by: -daysAgo), subject: subject, minutes: minutes),
                    met: [0], next: nil))
        }
        switch story {
        case .silent:
            add(.call, 40, "电话询问近期计划", "采购经理说在忙年度盘点，未谈到订单。")
            add(.call, 12, "再次致电，无人接听", "")
        case .shrinking:
            add(.visit, 9, "拜访设备部，了解用量下降的原因", "对方说总体满意，但有一条产线改用了另一家的套件，价格低约一成。")
            comment = "满意不等于忠诚：先弄清是哪一条产线、哪些型号，再谈价格；下次请带技术一起去，直接见设备部长。"
        default: break
        }
    }

    private static func contact(
        _ post: (title: String, department: String, part: ContactPart), _ random: inout SeededGenerator
    ) -> ContactDetails {
        var contact = ContactDetails(random.pick(surnames) + random.pick(given))
        (contact.title, contact.department, contact.part) = (post.title, post.department, post.part)
        let number = String(10_000_000 + random.next() % 90_000_000)
        contact.personal.phone = "139\(number.prefix(4))\(number.suffix(4))"
        contact.personal.email = "contact\(number)@example.com"
        contact.personal.birthday = Birthday(
            year: 1965 + Int(random.next() % 30), month: 1 + Int(random.next() % 12), day: 1 + Int(random.next() % 28))
        contact.consent = random.fraction() < 0.6 ? .given : .unknown
        return contact
    }
}
