import Measures
import Statistics

/// When an account last bought, how often and for how much, each in fifths of all accounts.
package struct RFM: Sendable, Hashable {
    package var id: Int
    package var code: String
    /// Calendar days from the last purchase to the as-of day.
    package var recencyDays: Int
    /// Distinct orders with a purchase.
    package var frequency: Int
    /// Purchases, minor units.
    package var monetary: Int64
    /// 5 is best.
    package var recencyScore = 0
    package var frequencyScore = 0
    package var monetaryScore = 0

    package init(id: Int, code: String, recencyDays: Int, frequency: Int, monetary: Int64) {
        self.id = id
        self.code = code
        self.recencyDays = recencyDays
        self.frequency = frequency
        self.monetary = monetary
    }

    /// Scores by equal groups of ranks: score = ceil(rank × 5 / n), ties in the order of the account codes, recency
    /// reversed. Answers in that order.
    package static func scored(_ accounts: [RFM]) -> [RFM] {
        var accounts = accounts.sorted { $0.code.precedesAsNumber($1.code) }
        let recency = quintilesByRank(accounts.map(\.recencyDays), reversed: true)
        let frequency = quintilesByRank(accounts.map(\.frequency))
        let monetary = quintilesByRank(accounts.map(\.monetary))
        for index in accounts.indices {
            accounts[index].recencyScore = recency[index]
            accounts[index].frequencyScore = frequency[index]
            accounts[index].monetaryScore = monetary[index]
        }
        return accounts
    }
}

extension String {
    /// Numbers by value, so that 9 comes before 10; other codes by their text.
    fileprivate func precedesAsNumber(_ other: String) -> Bool {
        switch (Int(self), Int(other)) {
        case (let left?, let right?) where left != right: left < right
        case (.some, nil): true
        case (nil, .some): false
        default: self < other
        }
    }
}
