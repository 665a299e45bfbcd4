import Database
import DatabaseTesting
import Foundation
import Imports
import Ledger
import Measures
import Portfolio
import Rights
import Statistics
import Tabular
import Testing

/// The observed orders of a British wholesaler; figures from an independent calculation over the same file.
@Suite(
    "Online Retail, from the file to the reports", .enabled(if: realData != nil, "real data: not found"))
struct OnlineRetailTests {
    @Test("Import, reports and doctor give the reference figures", arguments: TestDatabase.allCases)
    func figures(kind: TestDatabase) async throws {
        let folder = try #require(realData).appending(path: "online_retail")
        try await kind.run(migrations: schema) { database in
            let job = OrderImport(
                path: folder.appending(path: "online_retail.csv.gz").path, fileName: "online_retail.csv.gz",
                mapping: BuiltInMappings.onlineRetail, now: { 1_800_000_000 })
            let counts = try await job.run(in: database).counts
            #expect(counts.read == 541_909)
            #expect(counts.rejected == 135_080)
            #expect(counts.accepted == 406_829)
            #expect(counts.ordersNew == 22_190)
            #expect(counts.accountsNew == 4_372)
            #expect(counts.productsNew == 3_684)
            let again = try await job.run(in: database).counts
            #expect(again.ordersUnchanged == 22_190)
            #expect(again.ordersNew == 0)
            #expect(again.ordersChanged == 0)
            try await expectOneChange(folder.appending(path: "online_retail.csv.gz").path, job, database)
            try await expectConcentration(database)
            try await expectRFM(database, reference: folder.appending(path: "rfm_reference.csv"))
            try await expectReferenceTiers(database, folder.appending(path: "online_retail.csv.gz"))
            try await expectClean(database)
        }
    }

    /// The same file with one more piece in one line of one order: one order changes, and undo brings it back.
    private func expectOneChange(_ path: String, _ job: OrderImport, _ database: any Database) async throws {
        let first = "536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850"
        let text = try unpacked(path)
        let changed = text.replacing(first, with: first.replacing(",6,", with: ",7,"), maxReplacements: 1)
        try #require(changed != text)
        try await withFile(changed, named: "online_retail.csv") { path in
            var second = job
            second.path = path
            let result = try await second.run(in: database)
            #expect(result.counts.ordersChanged == 1 && result.counts.ordersNew == 0)
            #expect(result.counts.ordersUnchanged == 22_189 && result.counts.accountsNew == 0)
            #expect(try await amount(of: "536365", database) == 13_912 + 255)
            let run = try #require(result.run)
            let undone = try await RunUndo(run: run, currency: .gbp).undo(in: database) { 1 }
            #expect(undone.restored == 1)
            #expect(undone.removed == 0)
            #expect(undone.kept == 0)
            #expect(try await amount(of: "536365", database) == 13_912)
        }
    }

    private func amount(of number: String, _ database: any Database) async throws -> Int? {
        try await database.read { try $0.integer("SELECT amount_minor FROM orders WHERE number = \(number)") }
    }

    private func unpacked(_ path: String) throws -> String {
        let source = try openSource(path: path)
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece[..<count]
        }
    }

    private func expectConcentration(_ database: any Database) async throws {
        let range = try #require(DayRange(from: Day(iso: "2010-12-01")!, through: Day(iso: "2011-12-09")!))
        let report = try await PortfolioStore(database).concentration(range, currency: .gbp, scope: .everything)
        #expect(report.revenue == 830_006_581)
        #expect(report.ranked.count == 4_372)
        #expect(report.negativeAccounts == 41)
        let shares = report.top.map { "\($0.percent) \($0.accounts) \(($0.share * 1e6).rounded() / 1e4)" }
        #expect(shares[0] == "1 44 29.925")
        #expect(shares[2] == "10 438 60.0492")
        #expect(shares[3] == "20 875 73.8471")
    }

    private func expectRFM(_ database: any Database, reference: URL) async throws {
        let day = try #require(Day(iso: "2011-12-10"))
        let rows = try await PortfolioStore(database).rfm(
            DayRange(from: Day(0), through: day) ?? .year(through: day), asOf: day, currency: .gbp, scope: .everything)
        #expect(rows.count == 4_338)
        #expect(rows.reduce(0) { $0 + $1.monetary } == 891_140_790)
        let expected = try String(contentsOf: reference, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
        var byAccount: [String: [Substring]] = [:]
        for line in expected {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            byAccount[String(fields[0].split(separator: ".")[0])] = fields
        }
        var wrong: [String] = []
        for row in rows {
            guard let fields = byAccount[row.code] else {
                wrong.append("\(row.code) is not in the reference")
                continue
            }
            let money = abs(Double(row.monetary) / 100 - (Double(fields[2]) ?? 0)) < 0.05
            let counts = fields[1] == "\(row.frequency)" && fields[3] == "\(row.recencyDays)"
            let scores =
                fields[4] == "\(row.recencyScore)" && fields[5] == "\(row.frequencyScore)"
                && fields[6] == "\(row.monetaryScore)"
            if !(money && counts && scores) { wrong.append("\(row) against \(fields)") }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(3))")
    }
}
