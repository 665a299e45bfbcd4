/// Bytes kept beyond the row they came from, at an address that stays while nothing else is kept.
final class HeldText: @unchecked Sendable {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    /// Not to be changed afterwards where it is shared.
    init(_ text: some Collection<UInt8> = []) {
        capacity = max(64, text.count)
        base = .allocate(capacity: capacity)
        append(text)
    }

    deinit { base.deallocate() }

    /// Valid until something else is kept, and while the holder lives.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    func keep(_ bytes: UnsafeBufferPointer<UInt8>) {
        if bytes.baseAddress == UnsafePointer(base) { return }
        count = 0
        append(bytes)
    }

    func clear() { count = 0 }

    func append(_ bytes: some Collection<UInt8>) {
        if count + bytes.count > capacity { grow(to: count + bytes.count) }
        _ = UnsafeMutableBufferPointer(start: base + count, count: capacity - count).initialize(from: bytes)
        count += bytes.count
    }

    private func grow(to needed: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: needed * 2)
        larger.update(from: base, count: count)
        base.deallocate()
        (base, capacity) = (larger, needed * 2)
    }
}
