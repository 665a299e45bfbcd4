import Accounts
import Activities
import Composition
import Contacts
import Database
import Measures
import Rights
import Tasks

/// What the people of the demo company did with their larger accounts in half a year: whom they know there, visits and
/// calls, tasks, and what a director said of some of it.
struct DemoFollowUp {
    private let company: DemoCompany
    private let ids: [String: Int]
    private let staff: DemoPeople.Staff
    private let seed: UInt64

    init(_ company: DemoCompany, _ ids: [String: Int], _ staff: DemoPeople.Staff, seed: UInt64) {
        self.company = company
        self.ids = ids
        self.staff = staff
        self.seed = seed
    }

    /// Accounts by size of which there is something to tell, besides those with a story.
    private static let told = 90

    private struct Followed {
        var account: DemoAccount
        var id: Int
        var owner: Int
        var ownerName: String
    }

    func run(in database: any Database) async throws {
        let followed = try await followed(in: database)
        var random = SeededGenerator(seed: seed &+ 77)
        for each in followed {
            let life = DemoFollowUpLife(each.account, until: company.until, &random)
            let (account, owner, until) = (each.id, each.owner, company.until)
            let acting = database.acting(as: author(owner, each.ownerName))
            let activities = try await acting.write { connection in
                let contacts = try life.contacts.map {
                    try ContactStore.add($0, to: account, scope: .everything, in: connection)
                }
                return try life.activities.map { activity in
                    var draft = activity.draft
                    draft.contacts = activity.met.compactMap { contacts.indices.contains($0) ? contacts[$0] : nil }
                    if let next = activity.next {
                        draft.next = .init(next.title, assignee: owner, due: next.due)
                    }
                    let reader = TaskReader(owner, reads: .everything, writes: .everything)
                    return try ActivityStore.add(draft, to: account, for: reader, today: until, in: connection)
                }
            }
            if let comment = life.comment, let last = activities.last {
                let director = database.acting(as: author(staff.director, "周敏"))
                try await ActivityStore(director).comment(on: last, comment, scope: .everything)
            }
        }
        try await giveTasks(followed, in: database)
    }

    /// Whom the demo user meets on Today, and what the director asked of others.
    private func giveTasks(_ followed: [Followed], in database: any Database) async throws {
        let director = database.acting(as: author(staff.director, "周敏"))
        let store = TaskStore(director, for: TaskReader(staff.director, reads: .everything, writes: .everything))
        let until = company.until
        for (story, title, due) in [
            (DemoStory.silent, "约采购经理见面，弄清三个月未下单的原因", 2), (.shrinking, "与设备部长谈明年的用量和交期", 5),
            (.burden, "重新谈返利与免费送货的条件", -3),
        ] {
            guard let each = followed.first(where: { $0.account.story == story }) else { continue }
            _ = try await store.add(
                TaskDraft(title, assignee: each.owner, account: each.id, due: until.advanced(by: due)))
        }
        guard let demo = staff.people["demo"] else { return }
        _ = try await store.add(
            TaskDraft("看一遍本月等级有变动的客户，周会上讨论", assignee: demo, due: until.advanced(by: 3)))
    }

    private func followed(in database: any Database) async throws -> [Followed] {
        let owners = try await database.read { connection in
            let rows = try connection.rows(
                "SELECT accounts.id, users.id, users.name FROM accounts JOIN users ON users.id = accounts.owner_id"
            ) { (try $0.int(0), (id: try $0.int(1), name: try $0.text(2))) }
            return Dictionary(uniqueKeysWithValues: rows)
        }
        return company.accounts.enumerated().compactMap { rank, account in
            guard rank < Self.told || account.story != nil, let id = ids[account.draft.code], let owner = owners[id]
            else { return nil }
            return Followed(account: account, id: id, owner: owner.id, ownerName: owner.name)
        }
    }

    private func author(_ user: Int?, _ name: String) -> Author {
        Author(user: user, name: name, way: .command, now: Composition.now)
    }
}
