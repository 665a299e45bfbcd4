/// Which accounts belong to a group: one with accounts below it, at any depth (客户集团).
package struct AccountGroups: Sendable, Equatable {
    private let heads: [Int: Int]
    private let sortedHeads: [Int]
    /// The members of every group by its head, the head among them, ascending.
    package let members: [Int: [Int]]

    package static let none = AccountGroups(parents: [:])

    /// - Parameter parents: the account above each account that has one. Whoever stands above itself in a circle, which
    ///   no one should, is in a group with the least account of the circle at its head.
    package init(parents: [Int: Int]) {
        var heads: [Int: Int] = [:]
        for account in parents.keys.sorted() { Self.find(account, parents, &heads) }
        for head in Set(heads.values) { heads[head] = head }
        self.heads = heads
        members = Dictionary(grouping: heads.keys.sorted()) { heads[$0] ?? $0 }
        sortedHeads = members.keys.sorted()
    }

    /// The heads whose ids lie in a stretch, ascending.
    package func heads(in ids: Range<Int>) -> ArraySlice<Int> {
        let start = place(of: ids.lowerBound)
        return sortedHeads[start..<max(start, place(of: ids.upperBound))]
    }

    /// How many heads come before an id.
    private func place(of id: Int) -> Int {
        var (low, high) = (0, sortedHeads.count)
        while low < high {
            let middle = (low + high) / 2
            if sortedHeads[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The account at the top of an account's group; the account itself when it is in none.
    package func head(of account: Int) -> Int { heads[account] ?? account }

    package func contains(_ account: Int) -> Bool { heads[account] != nil }

    /// The accounts of an account's group, or the account alone.
    package func unit(of head: Int) -> [Int] { members[head] ?? [head] }

    private static func find(_ account: Int, _ parents: [Int: Int], _ heads: inout [Int: Int]) {
        var path = [account]
        while let last = path.last, let parent = parents[last], heads[parent] == nil, !path.contains(parent) {
            path.append(parent)
        }
        let last = path[path.count - 1]
        let parent = parents[last]
        let circle = parent.flatMap { path.firstIndex(of: $0) }.map { path[$0...].min() ?? last }
        let head = circle ?? parent.flatMap { heads[$0] } ?? last
        for account in path { heads[account] = head }
    }
}
