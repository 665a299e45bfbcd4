import Glibc

extension UnsafeBufferPointer<UInt8> {
    /// Offset of the first NUL byte.
    var nulPlace: Int? {
        guard let baseAddress, let hit = memchr(baseAddress, 0, count) else { return nil }
        return UnsafeRawPointer(hit) - UnsafeRawPointer(baseAddress)
    }
}
