import Foundation
import Statistics
import Testing

@Suite("Figures of a real wholesaler's customers", .enabled(if: RetailCustomer.file != nil, "real data: not found"))
struct OnlineRetailTests {
    private let customers: [RetailCustomer]

    init() throws {
        customers = try RetailCustomer.all()
    }

    @Test("Revenue is as concentrated as the reference says")
    func concentration() throws {
        let revenue = customers.map(\.monetary)
        let descending = revenue.sorted(by: >)
        #expect(customers.count == 4338)
        #expect(abs(try #require(gini(revenue)) - 0.715140) < 5e-7)
        for (percent, accounts, share) in [
            (1, 44, 31.9989), (10, 434, 61.3751), (20, 868, 74.6171), (50, 2169, 92.1677),
        ] {
            let top = try #require(topShare(percent: percent, ofDescending: descending))
            #expect(top.accounts == accounts)
            #expect(abs(top.share * 100 - share) < 5e-5, "top \(percent) %")
        }
        #expect(accountsReaching(percent: 80, ofDescending: descending) == 1133)
        #expect(accountsReaching(percent: 95, ofDescending: descending) == 2602)
    }

    @Test("Every customer's quintiles by equal groups are the reference's")
    func quintiles() {
        let recency = quintilesByRank(customers.map(\.recency), reversed: true)
        let frequency = quintilesByRank(customers.map(\.frequency))
        let monetary = quintilesByRank(customers.map(\.monetary))
        let different = customers.indices.filter {
            [recency[$0], frequency[$0], monetary[$0]] != customers[$0].scores
        }
        #expect(different.map { customers[$0].number } == [])
    }

    @Test("The 20, 40, 60 and 80 % points are the reference's")
    func quantiles() throws {
        func points(_ values: [Double]) -> [Double] {
            [0.2, 0.4, 0.6, 0.8].compactMap { quantile($0, ofSorted: values.sorted()) }
        }
        func isNear(_ values: [Double], _ expected: [Double]) -> Bool {
            zip(values, expected).allSatisfy { abs($0 - $1) < 1e-6 } && values.count == expected.count
        }
        #expect(isNear(points(customers.map { Double($0.recency) }), [13.8, 33, 72, 180]))
        #expect(isNear(points(customers.map { Double($0.frequency) }), [1, 2, 3, 6]))
        #expect(isNear(points(customers.map { Double($0.monetary) / 1000 }), [250.194, 490.096, 942.276, 2058.426]))
    }
}

/// A row of rfm_reference.csv, in the order of customer numbers.
struct RetailCustomer {
    let number: Int
    let frequency: Int
    /// Thousandths, so that nothing is rounded.
    let monetary: Int64
    let recency: Int
    /// R, F, M by equal groups.
    let scores: [Int]

    static let file: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["MAINSTAY_TEST_DATA"].map { URL(filePath: $0) }
        let folder = named ?? root.deletingLastPathComponent().appending(path: "shared/data")
        let file = folder.appending(path: "online_retail/rfm_reference.csv")
        return FileManager.default.isReadableFile(atPath: file.path) ? file : nil
    }()

    static func all() throws -> [RetailCustomer] {
        let text = try String(contentsOf: try #require(file), encoding: .utf8)
        let rows = try text.split(whereSeparator: \.isNewline).dropFirst().map { try RetailCustomer(row: $0) }
        return rows.sorted { $0.number < $1.number }
    }

    private init(row: Substring) throws {
        let fields = row.split(separator: ",")
        let numbers = try fields.map { try #require(Double($0)) }
        number = Int(numbers[0])
        frequency = Int(numbers[1])
        monetary = Int64((numbers[2] * 1000).rounded())
        recency = Int(numbers[3])
        scores = numbers[4...6].map { Int($0) }
    }
}
