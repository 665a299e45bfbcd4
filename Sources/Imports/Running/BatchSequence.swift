import Ledger
import Tabular

/// The orders of a scanned file in batches, part after part, always in the same sequence; begins where a stopped run
/// left off.
struct BatchSequence: Sendable {
    struct Prepared: Sendable {
        var batch: OrderBatch
        /// Where the run stands once the batch is written.
        var cursor: RunCursor
        /// Of the whole file, 0…1, once the batch is written.
        var progress: Double
        var isLast: Bool
    }

    private let scanned: ScannedFile
    private var place: RunCursor
    /// The part at hand put together to orders.
    private var groups: OrderGroups?

    init(_ scanned: ScannedFile, from place: RunCursor) {
        self.scanned = scanned
        self.place = place
    }

    /// The next batch of about `lineCount` lines, and the sequence behind it; nil at the end. Works on a thread of its
    /// own, so that one batch can be prepared while another is written.
    func next(lineCount: Int) async throws -> (rest: BatchSequence, prepared: Prepared)? {
        try await offload { [self] in
            var rest = self
            return try rest.advance(lineCount).map { (rest, $0) }
        }
    }

    private mutating func advance(_ lineCount: Int) throws -> Prepared? {
        while place.part < scanned.rows.partCount {
            let groups =
                try self.groups
                ?? OrderGroups(scanned.rows.bytes(of: place.part), without: scanned.badOrders, rule: scanned.rule)
            self.groups = groups
            if place.order < groups.count { return try take(lineCount, from: groups) }
            self.groups = nil
            place = RunCursor(part: place.part + 1, order: 0)
        }
        return nil
    }

    private mutating func take(_ lineCount: Int, from groups: OrderGroups) throws -> Prepared {
        let (batch, end) = try groups.batch(from: place.order, lineCount: lineCount, catalogue: scanned.catalogue)
        place.order = end
        let done = Double(place.part) + Double(end) / Double(groups.count)
        let isLast = end == groups.count && place.part + 1 == scanned.rows.partCount
        return Prepared(
            batch: batch, cursor: place, progress: done / Double(scanned.rows.partCount), isLast: isLast)
    }
}
