import Accounts
import Database
import Measures
import People
import Rights

/// The forty people of the demo company in their departments and teams, and which accounts are whose.
struct DemoPeople {
    /// Everyone by the name they sign in with, and the units by name.
    struct Staff {
        var people: [String: Int] = [:]
        var units: [String: Int] = [:]

        var director: Int? { people["zhou.min"] }
    }

    private struct Team {
        var name: String
        var above: String?
        var kind = OrgUnit.Kind.team
        var manager: String?
    }

    /// People whose rights a visitor of the demo may try: they have the password of the demo user.
    static let open = ["sun.lei", "he.jing", "li.na"]

    /// Username, name, role, unit.
    private static let leaders: [(String, String, String, String)] = [
        ("zhou.min", "周敏", "director", "营销中心"), ("sun.lei", "孙磊", "sales-manager", "华东大区"),
        ("wu.gang", "吴刚", "sales-manager", "华南大区"), ("zheng.hong", "郑虹", "sales-manager", "北方大区"),
        ("he.jing", "何静", "key-account-manager", "大客户部"), ("gao.feng", "高峰", "key-account-manager", "大客户部"),
        ("luo.yan", "罗燕", "key-account-manager", "大客户部"), ("xie.bin", "谢斌", "key-account-manager", "大客户部"),
        ("tang.li", "唐莉", "key-account-manager", "大客户部"), ("qian.hui", "钱慧", "finance", "财务部"),
        ("fan.ping", "范萍", "finance", "财务部"), ("jiang.tao", "蒋涛", "service", "客户服务部"),
        ("shen.ying", "沈莹", "service", "客户服务部"), ("lu.xin", "陆欣", "marketing", "市场部"),
        ("yao.qi", "姚琪", "marketing", "市场部"),
    ]

    /// Four in each team of the regions.
    private static let representatives: [(String, String)] = [
        ("li.na", "李娜"), ("wang.wei", "王伟"), ("zhang.min", "张敏"), ("liu.yang", "刘洋"), ("chen.jie", "陈杰"),
        ("yang.fan", "杨帆"), ("zhao.lei", "赵磊"), ("huang.ting", "黄婷"), ("xu.kai", "徐凯"), ("zhu.lin", "朱琳"),
        ("hu.bo", "胡波"), ("guo.xia", "郭霞"), ("lin.hao", "林浩"), ("ma.chao", "马超"), ("song.dan", "宋丹"),
        ("liang.yu", "梁宇"), ("han.mei", "韩梅"), ("tian.ye", "田野"), ("deng.jun", "邓军"), ("cao.yun", "曹云"),
        ("peng.fei", "彭飞"), ("zeng.qin", "曾琴"), ("xiao.gang", "肖刚"), ("dong.ni", "董妮"),
    ]

    private static let teams: [Team] = [
        Team(name: "营销中心", kind: .department, manager: "zhou.min"),
        Team(name: "大客户部", above: "营销中心", kind: .department, manager: "he.jing"),
        Team(name: "华东大区", above: "营销中心", kind: .department, manager: "sun.lei"),
        Team(name: "华东一组", above: "华东大区"), Team(name: "华东二组", above: "华东大区"),
        Team(name: "华南大区", above: "营销中心", kind: .department, manager: "wu.gang"),
        Team(name: "华南一组", above: "华南大区"), Team(name: "华南二组", above: "华南大区"),
        Team(name: "北方大区", above: "营销中心", kind: .department, manager: "zheng.hong"),
        Team(name: "北方一组", above: "北方大区"), Team(name: "北方二组", above: "北方大区"),
        Team(name: "财务部", kind: .department, manager: "qian.hui"),
        Team(name: "客户服务部", kind: .department, manager: "jiang.tao"),
        Team(name: "市场部", kind: .department, manager: "lu.xin"),
    ]

    private static let salesTeams = ["华东一组", "华东二组", "华南一组", "华南二组", "北方一组", "北方二组"]
    /// The teams that serve a region, by its place among `DemoAccount.regions`.
    private static let teamsOfRegion = [[0, 1], [2, 3], [4, 5], [0, 1], [2, 3], [4, 5], [4, 5]]
    /// The largest accounts are the key-account managers'.
    private static let keyAccounts = 45

    /// - Parameter password: of `open` and of the demo user, who is the fortieth; nil for people who cannot sign in yet.
    static func add(password: String?, to database: any Database) async throws -> Staff {
        var staff = Staff()
        let store = OrganisationStore(database)
        for team in teams {
            let unit = OrgUnit(
                id: 0, parent: team.above.flatMap { staff.units[$0] }, kind: team.kind, name: team.name)
            staff.units[team.name] = try await store.add(unit)
        }
        let representatives = representatives.enumerated().map { place, person in
            (person.0, person.1, "representative", salesTeams[place / 4])
        }
        for (username, name, role, unit) in leaders + representatives {
            staff.people[username] = try await NewUsers.add(
                username, named: name, password: open.contains(username) ? password : nil,
                language: Console.language, role: role, unit: staff.units[unit], in: database)
        }
        for team in teams {
            guard let id = staff.units[team.name], let manager = team.manager.flatMap({ staff.people[$0] }) else {
                continue
            }
            try await store.change(
                OrgUnit(
                    id: id, parent: team.above.flatMap { staff.units[$0] }, kind: team.kind, name: team.name,
                    manager: manager))
        }
        if let password {
            staff.people["demo"] = try await NewUsers.add(
                "demo", named: "演示用户", password: password, language: Console.language, in: database)
        }
        return staff
    }

    /// Gives every account its owner, and the largest a team.
    static func assign(
        _ company: DemoCompany, _ ids: [String: Int], to staff: Staff, in database: any Database
    ) async throws {
        let managers = leaders.filter { $0.2 == "key-account-manager" }.compactMap { staff.people[$0.0] }
        let sellers = representatives.compactMap { staff.people[$0.0] }
        guard !managers.isEmpty, sellers.count == representatives.count else { return }
        var owned: [Int: [Int]] = [:]
        var circles: [(account: Int, circle: AccountCircle)] = []
        for (rank, account) in company.accounts.enumerated() {
            guard let id = ids[account.draft.code] else { continue }
            let teams = teamsOfRegion[account.region]
            let seller = sellers[teams[rank / 7 % teams.count] * 4 + rank / 14 % 4]
            let isKey = account.parent == nil && (rank < keyAccounts || account.story == .group)
            guard isKey else {
                owned[seller, default: []].append(id)
                continue
            }
            circles.append(
                (
                    id,
                    AccountCircle(
                        owner: managers[rank % managers.count],
                        team: [AccountCircle.Member(user: seller, part: "区域跟进")],
                        shares: staff.units["客户服务部"].map { [Holding.Grant(.unit($0), mayWrite: false)] } ?? [])
                ))
        }
        try await database.write { [owned, circles] connection in
            for (owner, accounts) in owned.sorted(by: { $0.key < $1.key }) {
                try CircleStore.assign(accounts.sorted(), to: owner, in: connection)
            }
            for (account, circle) in circles { try CircleStore.keep(circle, of: account, in: connection) }
        }
    }
}
