import CZlib

/// Unpacks gzip from another source: members one after another, zero padding behind them, checksums checked.
package final class GzipSource: ByteSource {
    static let magic: [UInt8] = [0x1f, 0x8b]

    private let packed: any ByteSource
    private let input: UnsafeMutableRawBufferPointer
    /// zlib keeps the address of its stream, so it has to stay where it is.
    private let stream: UnsafeMutablePointer<z_stream>
    private var isInsideMember = false
    private var isFinished = false

    package var totalBytes: Int? { packed.totalBytes }
    package var consumedBytes: Int { packed.consumedBytes }

    package init(unpacking packed: any ByteSource) throws(TabularError) {
        self.packed = packed
        input = .allocate(byteCount: 128 << 10, alignment: 16)
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let windowBitsForGzip: Int32 = 15 + 16
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, windowBitsForGzip, ZLIB_VERSION, size) == Z_OK else { throw .gzipDamaged }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        let room = buffer.prefix(Int(Int32.max))
        stream.pointee.next_out = UnsafeMutableRawBufferPointer(rebasing: room).bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(room.count)
        while stream.pointee.avail_out == room.count && !isFinished && room.count > 0 {
            if !isInsideMember { guard try beginMember() else { break } }
            try inflateOnce()
        }
        return room.count - Int(stream.pointee.avail_out)
    }

    /// Skips zero padding; answers false, and finishes, where no further member follows.
    private func beginMember() throws(TabularError) -> Bool {
        while true {
            guard try hasInput() else {
                isFinished = true
                return false
            }
            guard stream.pointee.next_in.pointee == 0 else { break }
            stream.pointee.next_in += 1
            stream.pointee.avail_in -= 1
        }
        guard inflateReset(stream) == Z_OK else { throw .gzipDamaged }
        isInsideMember = true
        return true
    }

    private func inflateOnce() throws(TabularError) {
        guard try hasInput() else { throw .gzipTruncated }
        switch inflate(stream, Z_NO_FLUSH) {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isInsideMember = false
        default: throw .gzipDamaged
        }
    }

    /// Takes more input where none is left; answers false at the packed source's end.
    private func hasInput() throws(TabularError) -> Bool {
        guard stream.pointee.avail_in == 0 else { return true }
        let count = try packed.read(into: input)
        stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_in = UInt32(count)
        return count > 0
    }
}
