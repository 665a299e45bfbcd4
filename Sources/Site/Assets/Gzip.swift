import CZlib
import HTTPTypes
import Hummingbird
import Synchronization

/// Bytes that are packed when somebody first asks for them, and then kept: a start does not wait for it.
final class PackedBytes: Sendable {
    private enum State { case plain([UInt8]), packed([UInt8]?) }

    private let state: Mutex<State>

    init(of bytes: [UInt8]) { state = Mutex(.plain(bytes)) }

    /// Nil where they would not become smaller.
    var bytes: [UInt8]? {
        state.withLock { state in
            switch state {
            case .packed(let bytes): return bytes
            case .plain(let bytes):
                let packed = Gzip.packed(bytes)
                state = .packed(packed)
                return packed
            }
        }
    }
}

/// Packs what browsers get again and again (RFC 1952). At the usual level: the best one takes half as long again for
/// less than one per cent.
enum Gzip {
    /// Nil where it would not become smaller.
    static func packed(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count < Int(UInt32.max) else { return nil }
        // zlib keeps the address of its stream, so it has to stay where it is.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        let windowBitsForGzip: Int32 = 15 + 16
        let isReady = deflateInit2_(
            stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBitsForGzip, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard isReady == Z_OK else { return nil }
        defer { deflateEnd(stream) }
        var input = bytes
        let packed = input.withUnsafeMutableBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: input.count) { output, count in
                (stream.pointee.next_in, stream.pointee.avail_in) = (input.baseAddress, UInt32(input.count))
                (stream.pointee.next_out, stream.pointee.avail_out) = (output.baseAddress, UInt32(output.count))
                count = deflate(stream, Z_FINISH) == Z_STREAM_END ? Int(stream.pointee.total_out) : 0
            }
        }
        return packed.isEmpty ? nil : packed
    }
}

extension Request {
    /// What its `Accept-Encoding` says of gzip; `gzip;q=0` refuses it.
    var takesGzip: Bool {
        let offers = (headers[.acceptEncoding] ?? "").lowercased().split(separator: ",")
        return offers.contains { offer in
            let parts = offer.split(separator: ";").map { $0.filter { $0 != " " } }
            let isRefused = parts.dropFirst().contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
            return parts.first == "gzip" && !isRefused
        }
    }
}
