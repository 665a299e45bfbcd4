import Audit
import Database
import DatabaseTesting
import Judging
import Measures
import Testing

/// A small policy to try the mechanism with.
private struct VisitPolicy: Policy {
    struct Rhythm: Codable, Equatable, Sendable {
        var days = 30.0
        var most = 90.0
    }

    enum Way: Codable, Equatable, Sendable {
        case never
        case every(Int)

        private enum Key: String, CodingKey { case kind, days }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            let isEvery = try container.decode(String.self, forKey: .kind) == "every"
            self = isEvery ? .every(try container.decode(Int.self, forKey: .days)) : .never
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            switch self {
            case .never: try container.encode("never", forKey: .kind)
            case .every(let days):
                try container.encode("every", forKey: .kind)
                try container.encode(days, forKey: .days)
            }
        }
    }

    static let kind = "visits"
    static let usual = VisitPolicy()

    var rhythm = Rhythm()
    var names = ["owner"]
    var way = Way.never

    var problems: [PolicyProblem] { rhythm.days < rhythm.most ? [] : [.init("rhythm.most", .outOfOrder)] }
}

@Suite("Policies: stored, versioned, refused when inconsistent")
struct PolicyTests {
    private func refusal(_ text: String) -> [PolicyProblem] {
        do {
            _ = try PolicyDocument.read(text, as: VisitPolicy.self)
            return []
        } catch {
            return (error as? PolicyRefused)?.problems ?? []
        }
    }

    @Test func aDocumentHoldsOnlyWhatDiffers() throws {
        let policy: VisitPolicy = try PolicyDocument.read(#"{"rhythm": {"days": 14}}"#)
        #expect(policy.rhythm == VisitPolicy.Rhythm(days: 14, most: 90) && policy.names == ["owner"])
        #expect(try PolicyDocument.read("{}", as: VisitPolicy.self) == .usual)
        let written = try PolicyDocument.write(policy)
        #expect(try PolicyDocument.read(written, as: VisitPolicy.self) == policy)
        // Another kind of thing brings other keys.
        #expect(
            try PolicyDocument.read(#"{"way": {"kind": "every", "days": 7}}"#, as: VisitPolicy.self).way == .every(7))
    }

    @Test func whatDoesNotHoldTogetherIsRefusedWithItsPlace() {
        #expect(refusal(#"{"rhythm": {"days": 90}}"#) == [.init("rhythm.most", .outOfOrder)])
        #expect(refusal(#"{"rhythm": {"day": 9}, "nmes": []}"#).map(\.place) == ["nmes", "rhythm.day"])
        #expect(refusal(#"{"rhythm": {"days": "soon"}}"#).map(\.place) == ["rhythm.days"])
        for text in ["", "[]", "{", "7", "null", #"{"names": 5}"#] { #expect(refusal(text).count == 1, "\(text)") }
        #expect(refusal(#"{"rhythm": 3}"#).map(\.place) == ["rhythm"])
    }

    @Test func aDocumentIsTakenApartAndPutTogether() throws {
        var policy = VisitPolicy.usual
        policy.names = ["owner", "负责人"]
        policy.way = .every(7)
        var values = try PolicyValues(try PolicyDocument.write(policy))
        #expect(values["rhythm.days"] == .number(30) && values["names.1"] == .text("负责人"))
        #expect(values.count(of: "names") == 2 && values.count(of: "rhythm") == 0)
        #expect(try PolicyDocument.read(try values.document(), as: VisitPolicy.self) == policy)
        values["rhythm.days"] = .number(0.7)
        values["way.days"] = nil
        #expect(try PolicyValues(try values.document()) == values)
        #expect(refusal(try values.document()) == [.init("way.days", .missing)])
    }

    @Test(arguments: TestDatabase.allCases)
    func whoPublishedAVersionAndWhyIsKept(_ kind: TestDatabase) async throws {
        try await kind.run(migrations: [Identifiers.migration] + AuditSchema.migrations + JudgingSchema.migrations) {
            database in
            func records() async throws -> [PolicyRecord] {
                try await database.read { try PolicyStore.records(of: VisitPolicy.self, in: $0) }
            }
            let usual = try await records()
            #expect(usual.map(\.version) == [1])
            #expect(usual[0].effective == nil)
            #expect(usual[0].created == nil)
            func publish(following base: Int) async throws {
                try await database.write { connection in
                    var changed = VisitPolicy.usual
                    changed.rhythm.days = 7
                    _ = try PolicyStore.publish(
                        changed, from: day("2026-04-01"), following: base, note: "Too rare", user: 5, now: 9,
                        in: connection)
                }
            }
            try await publish(following: 1)
            await #expect(throws: PolicyOvertaken(latest: 2)) { try await publish(following: 1) }
            let kept = try await records()
            #expect(kept.map(\.version) == [2, 1])
            #expect(kept[0].note == "Too rare")
            #expect(kept[0].user == 5)
            #expect(kept[0].effective == day("2026-04-01"))
            #expect(kept[0].created == 9)
            #expect(kept[1].effective == nil)
            #expect(try PolicyValues(kept[0].document)["rhythm.days"] == .number(7))
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func versionsFollowEachOtherAndStay(_ kind: TestDatabase) async throws {
        try await kind.run(migrations: [Identifiers.migration] + AuditSchema.migrations + JudgingSchema.migrations) {
            database in
            func version(on iso: String) async throws -> (Int, Double) {
                try await database.read { connection in
                    let found = try PolicyStore.version(of: VisitPolicy.self, on: day(iso), in: connection)
                    return (found.version, found.body.rhythm.days)
                }
            }
            #expect(try await version(on: "2020-01-01") == (1, 30))
            var changed = VisitPolicy.usual
            changed.rhythm.days = 7
            let new = changed
            try await database.write { connection in
                let made = try PolicyStore.publish(new, from: day("2026-04-01"), user: nil, now: 0, in: connection)
                #expect(made.version == 2)
            }
            #expect(try await version(on: "2026-03-31") == (1, 30))
            #expect(try await version(on: "2026-04-01") == (2, 7))
            changed.rhythm.days = 14
            let wider = changed
            try await database.write {
                _ = try PolicyStore.publish(wider, from: day("2026-03-01"), user: nil, now: 0, in: $0)
            }
            // The later version reaches further back, and holds on every day from there on.
            #expect(try await version(on: "2026-02-28") == (1, 30))
            #expect(try await version(on: "2026-03-01") == (3, 14))
            #expect(try await version(on: "2026-04-01") == (3, 14))
            changed.rhythm.most = 1
            let bad = changed
            await #expect(throws: PolicyRefused.self) {
                try await database.write {
                    _ = try PolicyStore.publish(bad, from: day("2026-05-01"), user: nil, now: 0, in: $0)
                }
            }
            let versions = try await database.read {
                try PolicyStore.versions(of: VisitPolicy.self, in: $0).map(\.version)
            }
            #expect(versions == [3, 2, 1])
        }
    }
}

private func day(_ iso: String) -> Day { Day(iso: iso)! }
