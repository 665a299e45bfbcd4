import Cryptography
import Dispatch
import Synchronization
import Tabular

/// Passes bytes on and takes their SHA-256 on the way, on another core.
final class FingerprintSource: ByteSource {
    private let source: any ByteSource
    private let hash = QueuedHash()

    init(_ source: any ByteSource) { self.source = source }

    var totalBytes: Int? { source.totalBytes }
    var consumedBytes: Int { source.consumedBytes }
    var isPacked: Bool { source is GzipSource }
    var fingerprint: String { hash.finish().hexadecimal }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        let count = try source.read(into: buffer)
        if count > 0 { hash.update(Array(buffer[..<count])) }
        return count
    }
}

/// A SHA-256 that is taken while its owner goes on. A few pieces may wait, so memory stays bounded.
private final class QueuedHash: Sendable {
    private let queue = DispatchQueue(label: "fingerprint")
    private let room = DispatchSemaphore(value: 3)
    private let hash = Mutex(SHA256())

    func update(_ bytes: [UInt8]) {
        room.wait()
        queue.async { [self] in
            hash.withLock { $0.update(bytes) }
            room.signal()
        }
    }

    func finish() -> [UInt8] { queue.sync { hash.withLock { $0.finalized() } } }
}
