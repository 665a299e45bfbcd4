/// Where written bytes go: a file, memory, and later a converter or packer around one.
package protocol ByteSink: AnyObject {
    func write(_ bytes: UnsafeRawBufferPointer) throws(TabularError)
    /// Called once after the last byte; a file is closed, and what went wrong until then comes out here.
    func finish() throws(TabularError)
}

/// Keeps what is written in memory.
package final class MemorySink: ByteSink {
    package private(set) var bytes: [UInt8] = []
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package init() {}
    package func write(_ bytes: UnsafeRawBufferPointer) { self.bytes.append(contentsOf: bytes) }
    package func finish() {}
}
