import Ledger

/// The parts of a scanned file one after another, each put together to orders; begins where a stopped run left off.
struct PartSequence {
    struct Part: Sendable {
        var number: Int
        /// The first order still to be written.
        var start: Int
        var groups: OrderGroups
        var isLast: Bool
        fileprivate var of: Int

        func progress(_ end: Int) -> Double {
            (Double(number) + (groups.count == 0 ? 1 : Double(end) / Double(groups.count))) / Double(of)
        }
    }

    private let scanned: ScannedFile
    private var number: Int
    private var start: Int

    init(_ scanned: ScannedFile, from cursor: RunCursor) {
        self.scanned = scanned
        number = cursor.part
        start = cursor.order
    }

    mutating func next() async throws -> Part? {
        guard number < scanned.rows.partCount else { return nil }
        let (scanned, part) = (scanned, number)
        let groups = try await offload { OrderGroups(try scanned.rows.bytes(of: part), without: scanned.badOrders) }
        defer {
            number += 1
            start = 0
        }
        return Part(
            number: number, start: start, groups: groups, isLast: number + 1 == scanned.rows.partCount,
            of: scanned.rows.partCount)
    }
}
