import API
import Accounts
import ArgumentParser
import Classification
import Composition
import Database
import Judging
import Measures
import People
import Rights
import Site

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Show an account with its judgement, and settle what is said of it.",
        subcommands: [AccountShow.self, AccountGroup.self, AccountTier.self, AccountAssign.self])

    /// - Throws: `Failure` when there is no such account.
    static func find(_ code: String, in database: any Database, scope: Scope = .everything) async throws -> Account {
        guard let account = try await AccountStore(database).account(code: code, scope: scope) else {
            throw Failure("There is no account with the code “\(code)”.")
        }
        return account
    }

    /// The same, to change it.
    static func changeable(_ code: String, for speaker: Speaker, in database: any Database) async throws -> Account {
        let account = try await find(code, in: database, scope: speaker.scope)
        guard try await AccountStore(database).includes(account.id, speaker.writing) else {
            throw Failure("\(account.code) may be read but not changed.")
        }
        return account
    }
}

struct AccountShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print what is judged of an account, and why.")

    @Argument(help: "The account's code.")
    var code: String

    @Option(help: ArgumentHelp("What was judged by this day; else now.", valueName: "day"))
    var asOf: DayArgument?

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let scope = try await speaker.speaker(in: database).scope
            let account = try await AccountCommand.find(code, in: database, scope: scope)
            guard let judged = try await JudgementStore(database).judged(account, asOf: asOf?.day, scope: scope)
            else {
                throw Failure(
                    asOf.map { "\(account.code) was not judged by \($0.day.iso)." }
                        ?? "\(account.code) was not judged yet: run mainstay evaluate first.")
            }
            if json {
                try Console.print(json: JudgementAPI.record.json(judged, for: scope))
            } else {
                tell(judged)
            }
        }
    }

    private func tell(_ judged: JudgedAccount) {
        let (account, head, unit) = (judged.account, judged.head, judged.unit)
        let (style, judgement) = (NumberStyle(.en), unit.judgement)
        print("\(account.name) (\(account.code)), as of \(unit.evaluation.day.iso), policy \(unit.policy.version)")
        if unit.sight == .tierOnly {
            print("Judged with a group that is not to be seen; its tier is the account's.")
        } else if head.id != account.id || unit.members.count > 1 {
            print("Judged with its group \(head.name) (\(head.code)), \(Console.count(unit.members.count, "account"))")
        }
        func money(_ minor: Int64) -> String { style.money(Money(minor: minor, currency: unit.evaluation.currency)) }
        func score(_ index: Index?) -> String {
            index.map { "\(style.number($0.score, digits: 1)) (\(style.percent($0.coverage, digits: 0)) known)" } ?? "–"
        }
        let tier = judgement.tier.map { unit.policy.body.tiers.name($0, .en) } ?? "none"
        let basis = judgement.basis.code.replacing("_", with: " ")
        let figures = [
            ["loyalty", score(judgement.loyalty)], ["revenue", money(judgement.revenue)],
            ["order days", style.integer(judgement.orderDays)],
        ]
        let costs = [
            ["value score", score(judgement.value)],
            ["contribution", money(judgement.contribution) + " (\(basis))"],
            ["rank", judgement.rank.map { style.integer($0) } ?? "–"],
        ]
        Console.print(
            table: [
                ["tier", tier + (judgement.safety.map { ", " + $0.code.replacing("_", with: " ") } ?? "")],
                ["because", judgement.reason.code.replacing("_", with: " ")],
            ] + (unit.sight == .tierOnly ? [] : figures) + (unit.sight == .whole ? costs : []))
        for remark in unit.remarks { print("Note: \(Self.sentence(remark, unit))") }
        for input in unit.missingForSecure {
            print("To be secure: \(input.name.replacing("_", with: " ")) \(words(input.value)) of \(words(input.bar))")
        }
        if !judged.history.isEmpty {
            print("")
            let rows = judged.history.suffix(12).map { past in
                [
                    past.day.iso, past.tier.map { unit.policy.body.tiers.name($0, .en) } ?? "none",
                    past.reason.code.replacing("_", with: " "),
                ] + (unit.sight == .whole ? [money(past.contribution)] : [])
            }
            let head = ["month end", "tier", "because"] + (unit.sight == .whole ? ["contribution"] : [])
            Console.print(table: [head] + rows, rightAligned: [3])
        }
    }

    private static func sentence(_ remark: JudgementRemark, _ unit: JudgedUnit) -> String {
        switch remark {
        case .isProvisional: "orders came since the evaluation; scores are newer than the tier"
        case .beyondCap: "Key by size, but beyond the \(unit.policy.body.tiers.mostKey) the company serves"
        case .otherCurrencies: "revenue in other currencies is left out, there is no exchange rate"
        case .tenureWaived: "tenure is not asked for, the data are too young"
        case .isEstimated:
            "the cost of \(NumberStyle(.en).percent(unit.judgement.costKnown ?? 0, digits: 0)) of the revenue is recorded, the rest is estimated"
        case .isByRevenue: "no cost is recorded, revenue stands for contribution"
        case .marginByMonth: "margin was counted by month then, and carried over to the revenue of the window"
        case .seasonsTakenOut: "seasons are taken out of its regularity"
        case .windowIsLonger: "the ledger begins on \(unit.evaluation.ledger.from.iso), inside the window"
        }
    }

    private func words(_ value: Explanation.Value?) -> String {
        switch value {
        case .score(let score)?: NumberStyle(.en).number(score, digits: 1)
        case .days(let days)?: Console.count(days, "day")
        case .daysAtLeast(let days)?: "≥ " + Console.count(days, "day")
        case .daysAtMost(let days)?: "at most " + Console.count(days, "day")
        default: "unknown"
        }
    }
}

struct AccountGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group", abstract: "Put an account below another one, or take it out of its group.",
        discussion: "Accounts of a group are judged as one from the next evaluation on.")

    @Argument(help: "The account's code.")
    var code: String

    @Option(
        help: ArgumentHelp("The code of the account above it; without it the account stands alone.", valueName: "code"))
    var parent: String?

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let speaker = try await speaker.speaker(in: database)
            try speaker.require(.assigning)
            let account = try await AccountCommand.changeable(code, for: speaker, in: database)
            var above: Account?
            if let parent { above = try await AccountCommand.changeable(parent, for: speaker, in: database) }
            let writing = speaker.writing
            let parent = above
            try await database.write { try GroupStore.put(account.id, below: parent?.id, within: writing, in: $0) }
            print(parent.map { "\(account.code) is part of \($0.code)." } ?? "\(account.code) stands alone.")
        }
    }
}

struct AccountTier: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tier", abstract: "Decide an account's tier, or agree to a downgrade that waits.",
        discussion: "The decision is kept with its reason and shown; it counts from the next evaluation on.")

    @Argument(help: "The account's code.")
    var code: String

    @Option(
        help: ArgumentHelp("The tier's code, as key; without it the waiting downgrade is agreed to.", valueName: "tier")
    )
    var tier: String?

    @Option(help: ArgumentHelp("The last day on which it holds; else a year from today.", valueName: "day"))
    var until: DayArgument?

    @Option(help: ArgumentHelp("Why.", valueName: "words"))
    var reason: String

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let speaker = try await speaker.speaker(in: database)
            let account = try await AccountCommand.find(code, in: database, scope: speaker.scope)
            try await requireWord(of: speaker, about: account, in: database)
            let today = try await Composition.today(in: database)
            let draft = TierDecisionDraft(
                account: account.id, tier: tier, through: until?.day, reason: reason, day: today,
                user: speaker.viewer?.user)
            let decision = try await DecisionMaking(database, now: Composition.now).decide(draft)
            switch decision.kind {
            case .confirm: print("\(account.code): the downgrade was agreed to.")
            case .override(_, let through): print("\(account.code) is \(tier ?? "") through \(through.iso).")
            }
        }
    }
}

extension AccountTier {
    /// - Throws: `Failure` where the user's word does not count.
    private func requireWord(of speaker: Speaker, about account: Account, in database: any Database) async throws {
        guard speaker.viewer != nil,
            let unit = try await JudgementStore(database).unit(of: account.id, scope: speaker.scope)
        else { return }
        let owner = try await AccountStore(database).owner(of: unit.judgement.unit)
        let right = DecisionRight(
            about: unit, mayApprove: speaker.may(.approving), isOwner: owner == speaker.viewer?.user)
        guard right == .none || (right == .agree && tier != nil) else { return }
        throw Failure("The tier of \(account.code) is not this user's to decide.")
    }
}

struct AccountAssign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Give accounts an owner, or take it away.",
        discussion: "Whoever owns an account sees it with all accounts below it. Team and sharing are kept.")

    @Argument(help: ArgumentHelp("The accounts' codes.", valueName: "code"))
    var codes: [String]

    @Option(help: ArgumentHelp("Who answers for them; without it nobody.", valueName: "user"))
    var owner: String?

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let speaker = try await speaker.speaker(in: database)
            try speaker.require(.assigning)
            var ids: [Int] = []
            for code in codes {
                ids.append(try await AccountCommand.changeable(code, for: speaker, in: database).id)
            }
            var receiver: User?
            if let owner {
                let user = try await UserCommand.find(owner, in: database)
                if !user.isHere { throw Failure("\(user.username) has left.") }
                guard try await PeopleStore(database).mayHold(user.id) else {
                    throw Failure("The role of \(user.username) shows no accounts, so none can be theirs.")
                }
                receiver = user
            }
            let (accounts, id) = (ids, receiver?.id)
            try await database.write { try CircleStore.assign(accounts, to: id, in: $0) }
            print(
                "\(Console.count(ids.count, "account")) \(receiver.map { "now of \($0.username)" } ?? "without an owner now")."
            )
        }
    }
}
