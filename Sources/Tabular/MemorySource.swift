/// Text or bytes in memory as a source.
package final class MemorySource: ByteSource {
    private let bytes: [UInt8]
    private let chunk: Int
    package private(set) var consumedBytes = 0
    package var totalBytes: Int? { bytes.count }

    /// `chunk` is the most that one read gives; tests take small ones to meet every border.
    package init(_ bytes: [UInt8], chunk: Int = .max) {
        self.bytes = bytes
        self.chunk = max(1, chunk)
    }

    package convenience init(_ text: String, chunk: Int = .max) {
        self.init(Array(text.utf8), chunk: chunk)
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, chunk, bytes.count - consumedBytes)
        buffer.copyBytes(from: bytes[consumedBytes..<consumedBytes + count])
        consumedBytes += count
        return count
    }
}
