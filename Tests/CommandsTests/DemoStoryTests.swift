import DatabaseTesting
import Foundation
import Testing

/// The stories of the demo company, each found through the commands a user has.
@Suite("The demo company tells its stories")
struct DemoStoryTests {
    @Test("Each story is found by commands, on both databases", arguments: TestDatabase.allCases)
    func stories(kind: TestDatabase) async throws {
        try await kind.withAddress { address in
            let company = StoryCompany(program: Program(database: address.url))
            let made = await company.program.run([
                "demo", "--seed", kind == .sqlite ? "1" : "7", "--until", "2026-10-20",
            ])
            #expect(made.code == 0, "\(made.errors)")
            try await company.expectTiers()
            try await company.expectGroup()
            try await company.expectShrinking()
            try await company.expectBurden()
            try await company.expectGrown()
            try await company.expectSums()
            try await company.expectSeasonal()
            try await company.expectSilent()
            try await company.expectOverride()
            #expect(await company.program.run(["doctor"]).code == 0)
            try await company.expectBranchesAlone()
        }
    }

    @Test("It is the same for the same seed, another for another, and adds up")
    func seeds() async throws {
        try await withFolder { folder in
            func company(_ name: String, seed: Int) async throws -> (orders: Int, report: String) {
                let program = Program(database: "sqlite:" + folder.appending(path: name).path)
                let made = await program.run(["demo", "--seed", "\(seed)", "--until", "2025-06-30"])
                #expect(made.code == 0, "\(made.errors)")
                let doctor = await program.run(["doctor", "--json"])
                #expect(doctor.code == 0, "\(doctor.output)")
                return (
                    try doctor.json["orders"] as? Int ?? 0, await program.run(["report", "rfm", "--json"]).output
                )
            }
            let one = try await company("one.db", seed: 1)
            let same = try await company("same.db", seed: 1)
            let other = try await company("other.db", seed: 2)
            #expect(one.orders > 10_000)
            #expect(one.report == same.report)
            #expect(one.report != other.report)
        }
    }
}

private struct StoryCompany {
    let program: Program

    /// `account show --json` of the account whose name begins so.
    func show(_ code: String) async throws -> Judged {
        let outcome = await program.run(["account", "show", code, "--json"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        return Judged(json: try outcome.json)
    }

    func expectTiers() async throws {
        let report = try await program.run(["report", "tiers", "--json"]).json
        let rows = try #require(report["rows"] as? [[String: Any]])
        #expect(rows.map { $0["tier"] as? String } == ["key", "major", "medium", "small"])
        let shares = rows.compactMap { $0["share"] as? Double }
        #expect(abs(shares.reduce(0, +) - 1) < 1e-9 && (0.4...0.65).contains(shares[0]))
        #expect(report["as_of"] as? String == "2026-10-20" && report["policy_version"] as? Int == 1)
        let early = await program.run(["report", "tiers", "--as-of", "2020-01-01"])
        #expect(early.code == 1 && early.errors.contains("2020-01-01"))
    }

    /// None of its accounts is large; together they are Key, and each says so.
    func expectGroup() async throws {
        let (head, branch) = (try await show("K0041"), try await show("K0043"))
        #expect(head.tier == "key" && head.members == 8)
        #expect(branch.tier == "key")
        #expect(branch.unit == "K0041")
        #expect(branch.members == 8)
        #expect(branch.json["name"] as? String != head.json["name"] as? String)
    }

    /// Judged one by one, by another policy, no branch is Key.
    func expectBranchesAlone() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "policy-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(#"{"unit": "account"}"#.utf8).write(to: file)
        #expect(await program.run(["policy", "publish", file.path, "--from", "2026-10-20"]).code == 0)
        #expect(await program.run(["evaluate"]).code == 0)
        for number in 41...48 {
            let found = try await show("K00\(number)")
            #expect(found.members == 1, "K00\(number)")
            #expect(found.tier != nil, "K00\(number)")
            #expect(found.tier != "key", "K00\(number)")
        }
    }

    func expectShrinking() async throws {
        let found = try await show("K0003")
        #expect(found.tier == "key" && found.safety == "at_risk")
        #expect((found.measure("growth") ?? 0) < -0.1 && (found.score("loyalty") ?? 100) < 60)
        let safety = try #require(found.evidence("safety"))
        #expect((safety["inputs"] as? [[String: Any]])?.contains { $0["name"] as? String == "loyalty" } == true)
    }

    /// Among the largest by revenue, yet below zero; accounts with less revenue earn most.
    func expectBurden() async throws {
        let found = try await show("K0002")
        #expect((found.amount("contribution") ?? 0) < 0 && found.tier == "small")
        #expect((found.amount("gross_margin") ?? 0) > 0 && (found.amount("financing") ?? 0) > 0)
        let revenue = found.amount("revenue") ?? 0
        var others: [Judged] = []
        for code in ["K0006", "K0008", "K0010", "K0012", "K0015"] { others.append(try await show(code)) }
        let smaller = others.filter { ($0.amount("revenue") ?? .infinity) < revenue }
        #expect(smaller.contains { ($0.amount("contribution") ?? 0) > 10_000_000 })
    }

    /// What the evidence lists adds up to what was judged, in a company too large for its yardstick to hold everybody.
    func expectSums() async throws {
        for number in stride(from: 1, to: 200, by: 9) {
            let found = try await show("K0" + String(1_000 + number).dropFirst())
            for subject in ["value", "loyalty"] {
                guard let explanation = found.evidence(subject), let result = explanation["result"] as? Double,
                    let inputs = explanation["inputs"] as? [[String: Any]]
                else { continue }
                let sum = inputs.reduce(0.0) { sum, input in
                    let score = input["score"] as? Double ?? input["stand_in"] as? Double ?? 0
                    return sum + score * (input["weight"] as? Double ?? 0) / 100
                }
                #expect(abs(sum - result) < 1e-6, "\(subject) of \(number)")
            }
        }
    }

    func expectGrown() async throws {
        let found = try await show("K0121")
        #expect(found.tier == "major" && found.history.first?["tier"] as? String == "small")
        #expect(Set(found.history.compactMap { $0["tier"] as? String }).contains("medium"))
    }

    /// Its tier never falls for the winter, and its rhythm is regular.
    func expectSeasonal() async throws {
        let found = try await show("K0061")
        let places = ["key": 0, "major": 1, "medium": 2, "small": 3]
        let tiers = found.history.suffix(24).compactMap { ($0["tier"] as? String).flatMap { places[$0] } }
        #expect(tiers.count == 24 && tiers == tiers.sorted(by: >), "it never falls")
        #expect((found.score("regularity") ?? 0) > 60)
        #expect(found.evidence("loyalty")?["reason"] as? String == "seasons_taken_out")
    }

    func expectSilent() async throws {
        let found = try await show("K0026")
        #expect((found.measure("recency_days") ?? 0) > 60)
        #expect((found.measure("mean_interval_days") ?? 99) < 25)
    }

    func expectOverride() async throws {
        let found = try await show("K0301")
        #expect(found.tier == "key" && found.json["reason"] as? String == "overridden")
        #expect(found.history.last?["size"] as? String != "key")
        #expect(found.history.contains { $0["reason"] as? String != "overridden" })
    }
}

private struct Judged {
    let json: [String: Any]

    var tier: String? { json["tier"] as? String }
    var safety: String? { json["safety"] as? String }
    var unit: String? { json["unit"] as? String }
    var members: Int? { json["members"] as? Int }
    var history: [[String: Any]] { json["history"] as? [[String: Any]] ?? [] }

    func measure(_ name: String) -> Double? {
        ((json["measures"] as? [String: Any])?[name] as? NSNumber)?.doubleValue
    }

    /// In minor units.
    func amount(_ name: String) -> Double? {
        let money = (json["measures"] as? [String: Any])?[name] as? [String: Any]
        return (money?["minor"] as? NSNumber)?.doubleValue
    }

    func score(_ name: String) -> Double? { ((json["scores"] as? [String: Any])?[name] as? NSNumber)?.doubleValue }

    func evidence(_ subject: String) -> [String: Any]? {
        (json["evidence"] as? [[String: Any]])?.first { $0["subject"] as? String == subject }
    }
}
