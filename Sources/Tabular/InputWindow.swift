/// The part of a source in memory: from the start of the record being read to as far as has been read.
///
/// Each byte is checked once on arrival (NUL, UTF-8); what is wrong is kept as a place and reported when its
/// record's turn comes.
final class InputWindow {
    private let source: any ByteSource
    private let store: ByteStore
    private var end = 0
    private var checked = 0
    /// Where the record being read begins.
    private(set) var start = 0
    /// How far into the source the window begins.
    private var offset = 0
    private(set) var isAtEnd = false
    /// The first wrong byte, as an offset into the window.
    private var firstWrong: (place: Int, fault: Fault)?

    enum Fault { case nul, notUTF8 }

    init(source: any ByteSource, capacity: Int) {
        self.source = source
        store = ByteStore(capacity: capacity)
    }

    var record: UnsafePointer<UInt8> { UnsafePointer(store.base + start) }
    var available: Int { end - start }
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: record, count: available) }
    var consumed: Int { offset + start }
    var capacity: Int { store.capacity }

    /// The first wrong byte within the next `length` bytes, counted from the record's start.
    func fault(within length: Int) -> (place: Int, fault: Fault)? {
        guard let wrong = firstWrong, wrong.place < start + length else { return nil }
        return (wrong.place - start, wrong.fault)
    }

    @inline(__always)
    func advance(by count: Int) { start += count }

    /// Reads more behind what is there; answers false at the source's end. Pointers into the window are void after.
    func fill() throws(TabularError) -> Bool {
        guard !isAtEnd else { return false }
        moveRecordToFront()
        if end == store.capacity { store.grow(to: end + 1, keeping: end) }
        let room = UnsafeMutableRawBufferPointer(start: store.base + end, count: store.capacity - end)
        let count = try source.read(into: room)
        end += count
        isAtEnd = count == 0
        check(last: count)
        // A line feed behind the last byte ends every scan.
        store.base[end] = Byte.lineFeed
        return !isAtEnd
    }

    private func moveRecordToFront() {
        guard start > 0 else { return }
        store.base.update(from: store.base + start, count: end - start)
        if let wrong = firstWrong { firstWrong = (wrong.place - start, wrong.fault) }
        offset += start
        end -= start
        checked -= start
        start = 0
    }

    private func check(last count: Int) {
        guard firstWrong == nil else { return }
        checkUTF8()
        guard let nul = UnsafeBufferPointer(start: store.base + end - count, count: count).nulPlace else { return }
        let place = end - count + nul
        if place < firstWrong?.place ?? .max { firstWrong = (place, .nul) }
    }

    private func checkUTF8() {
        let fresh = UnsafeBufferPointer(start: UnsafePointer(store.base + checked), count: end - checked)
        switch UTF8Check.check(fresh) {
        case .broken(let place): firstWrong = (checked + place, .notUTF8)
        case .sound(let place):
            checked += place
            if isAtEnd && checked < end { firstWrong = (checked, .notUTF8) }
        }
    }
}
