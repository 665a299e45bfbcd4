/// Bytes at an address that changes only when they grow, with room behind them to scan past the end.
final class ByteStore {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        base = Self.room(capacity)
    }

    deinit { base.deallocate() }

    /// Makes room for `needed` bytes and keeps the first `used`.
    @inline(__always)
    func grow(to needed: Int, keeping used: Int) {
        if needed > capacity { enlarge(to: max(needed, capacity * 2), keeping: used) }
    }

    private func enlarge(to larger: Int, keeping used: Int) {
        let old = base
        base = Self.room(larger)
        capacity = larger
        base.update(from: old, count: used)
        old.deallocate()
    }

    private static func room(_ capacity: Int) -> UnsafeMutablePointer<UInt8> {
        let overrun = 16
        let room = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + overrun)
        room.initialize(repeating: 0, count: capacity + overrun)
        return room
    }
}
