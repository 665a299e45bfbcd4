/// Facts that add up, row by row, under a key.
package protocol SummedFacts: Sendable, Equatable {
    associatedtype Key: Comparable & Sendable

    init()
    mutating func add(_ other: Self)
    /// Whether nothing is left of what was added.
    var isEmpty: Bool { get }
}

/// Sums by key in the order of their keys. Rows may come in any sequence; those that come in order, as an import's
/// and a table's do, are neither searched for nor sorted.
package struct KeyedSums<Facts: SummedFacts>: Sendable, Equatable {
    package struct Row: Sendable, Equatable {
        package var key: Facts.Key
        package var facts: Facts
    }

    package private(set) var rows: [Row] = []
    /// Rows from here on may be out of order, or of a key that another row has.
    private var sortedCount = 0

    package init() {}

    /// Adds to the sum of a key.
    package mutating func add(_ facts: Facts, at key: Facts.Key) {
        // The key alone: a copy of the whole row would cost as much as all the rest.
        if !rows.isEmpty, case let last = rows[rows.count - 1].key, key <= last {
            if key == last { return rows[rows.count - 1].facts.add(facts) }
            rows.append(Row(key: key, facts: facts))
        } else {
            if sortedCount == rows.count { sortedCount += 1 }
            rows.append(Row(key: key, facts: facts))
        }
    }

    /// With each key once, in order.
    package var settled: Self {
        guard sortedCount < rows.count else { return self }
        var sums = Self()
        for row in rows.sorted(by: { $0.key < $1.key }) { sums.add(row.facts, at: row.key) }
        return sums
    }

    /// These sums with others added, without those of which nothing is left. Both are settled.
    func adding(_ changes: Self) -> Self {
        var sums = Self()
        sums.rows.reserveCapacity(rows.count + changes.rows.count)
        var place = 0
        for change in changes.rows {
            while place < rows.count, rows[place].key <= change.key {
                sums.add(rows[place].facts, at: rows[place].key)
                place += 1
            }
            sums.add(change.facts, at: change.key)
        }
        for row in rows[place...] { sums.add(row.facts, at: row.key) }
        sums.rows.removeAll { $0.facts.isEmpty }
        sums.sortedCount = sums.rows.count
        return sums
    }

    /// Where a key's row is, nil when there is none; the sums are settled.
    func place(of key: Facts.Key) -> Int? {
        let place = firstPlace { $0.key >= key }
        return place < rows.count && rows[place].key == key ? place : nil
    }

    /// The first row that meets a condition which, once met, all later ones meet; the end when none does.
    func firstPlace(where meets: (Row) -> Bool) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if meets(rows[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The sum of a key; the sums are settled.
    package subscript(key: Facts.Key) -> Facts? { place(of: key).map { rows[$0].facts } }

    /// Changes the sum at a place; its key stays.
    mutating func update(at place: Int, _ change: (inout Facts) -> Void) { change(&rows[place].facts) }

    package static func == (left: Self, right: Self) -> Bool { left.settled.rows == right.settled.rows }
}

extension KeyedSums: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { rows.count }
    package subscript(place: Int) -> Row { rows[place] }
}
