import Classification
import Database
import Foundation
import Judging
import Measures
import Rights
import ProcessTesting
import Testing

/// The month ends as `reference_tiers.py` judges them, which knows nothing of this program.
struct ReferenceTiers: Decodable {
    struct MonthEnd: Decodable {
        struct Account: Decodable {
            let code: String
            let revenue: Int64
            let rank: Int
            let size: String
            let tier: String

            init(from decoder: any Decoder) throws {
                var values = try decoder.unkeyedContainer()
                code = try values.decode(String.self)
                revenue = try values.decode(Int64.self)
                rank = try values.decode(Int.self)
                size = try values.decode(String.self)
                tier = try values.decode(String.self)
            }
        }

        let day: String
        let cuts: [String: Int64]
        let accounts: [Account]
    }

    let monthEnds: [MonthEnd]

    init(from decoder: any Decoder) throws { monthEnds = try [MonthEnd](from: decoder) }

    static func calculate(_ file: URL) throws -> ReferenceTiers {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "reference_tiers.py")
        let output = try ChildProcess.pipe()
        let python = try ChildProcess("python3", [script.path, file.path], output: output.writing)
        try output.writing.close()
        let data = try output.reading.readToEnd() ?? Data()
        try #require(python.wait() == 0)
        return try JSONDecoder().decode(ReferenceTiers.self, from: data)
    }
}

/// Judges the month ends of 2011 one after the other and holds every account of every month end against the reference.
func expectReferenceTiers(_ database: any Database, _ file: URL) async throws {
    let reference = try ReferenceTiers.calculate(file)
    let evaluator = Evaluator(database, now: { 1_800_000_000 })
    let today = try #require(Day(iso: "2012-06-01"))
    for month in 1...11 {
        let day = try #require(Month(year: 2011, month: month)).last
        let outcome = try await evaluator.run(asOf: day, today: today)
        // The first fills in the month end that the ledger begins with.
        #expect(outcome.kept.count == (month == 1 ? 2 : 1))
        #expect(outcome.kept.last == day)
        #expect(outcome.isCurrent)
    }
    let tiers = ClassificationPolicy.usual.tiers
    #expect(reference.monthEnds.count == 12)
    for monthEnd in reference.monthEnds {
        let day = try #require(Day(iso: monthEnd.day))
        let found = try await database.read { try EvaluationStore.latest(through: day, .monthEnd, in: $0) }
        let evaluation = try #require(found)
        #expect(evaluation.day == day && evaluation.isByRevenue)
        #expect(
            evaluation.yardstick.cuts.prefix(3) == [
                monthEnd.cuts["key"], monthEnd.cuts["major"], monthEnd.cuts["medium"],
            ])
        let judged = try await JudgementStore(database)
            .page(of: evaluation, after: 0, size: 10_000, scope: .everything).filter(\.judgement.isActive)
        let ours = Dictionary(uniqueKeysWithValues: judged.map { ($0.code, $0.judgement) })
        #expect(ours.count == monthEnd.accounts.count)
        let differences = monthEnd.accounts.filter { account in
            guard let judgement = ours[account.code] else { return true }
            return judgement.contribution != account.revenue || judgement.rank.map(Int.init) != account.rank
                || judgement.size.map(tiers.code) != account.size || judgement.tier.map(tiers.code) != account.tier
        }
        #expect(differences.isEmpty, "\(monthEnd.day): \(differences.prefix(3))")
        for total in evaluation.tiers {
            let theirs = monthEnd.accounts.filter { $0.tier == tiers.code(total.tier) }
            let revenue = theirs.map(\.revenue).reduce(0, +)
            #expect(total.accounts == theirs.count)
            #expect(total.revenue == revenue)
        }
        let shares = evaluation.tiers.compactMap { evaluation.share(of: $0) }
        let whole: Double = shares.reduce(0, +)
        #expect(abs(whole - 1) < 1e-12)
    }
    // As of a past month end, out of sequence: what was kept, and nothing is kept anew.
    let again = try await evaluator.run(asOf: Day(iso: "2011-07-31"), today: today)
    #expect(again.kept.isEmpty && !again.isCurrent)
    let kept = try await database.read { try EvaluationStore.latest(through: again.evaluation.ground.day, in: $0) }
    let stored = try await JudgementStore(database)
        .page(of: try #require(kept), after: 0, size: 10_000, scope: .everything).map(\.judgement)
    #expect(again.evaluation.judgements.filter { $0.tier != nil } == stored.filter { $0.tier != nil })
    #expect(again.evaluation.yardstick == kept?.yardstick)
}
