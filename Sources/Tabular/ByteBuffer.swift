/// Bytes put together piece by piece at an address that changes only while appending.
final class ByteBuffer {
    private let store: ByteStore
    private(set) var count = 0

    init(capacity: Int) { store = ByteStore(capacity: capacity) }

    var base: UnsafePointer<UInt8> { UnsafePointer(store.base) }
    var capacity: Int { store.capacity }
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: store.base, count: count) }

    @inline(__always)
    func append(_ byte: UInt8) {
        store.grow(to: count + 1, keeping: count)
        store.base[count] = byte
        count += 1
    }

    func append(_ piece: UnsafeBufferPointer<UInt8>) {
        guard let start = piece.baseAddress else { return }
        store.grow(to: count + piece.count, keeping: count)
        (store.base + count).update(from: start, count: piece.count)
        count += piece.count
    }

    func append(_ piece: [UInt8]) { piece.withUnsafeBufferPointer { append($0) } }

    /// Keeps the room.
    func removeAll() { count = 0 }
}
