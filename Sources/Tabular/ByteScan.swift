/// The bytes that give a CSV file its shape.
enum Byte {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
    static let semicolon: UInt8 = 0x3B
    static let pipe: UInt8 = 0x7C
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

/// Finds the first of one chosen byte, CR and LF, eight bytes at a time.
struct ByteScan {
    private let chosen: UInt64

    init(for byte: UInt8) { chosen = Self.repeated(byte) }

    /// Offset of the first hit at or after `start`.
    ///
    /// The caller has put a line feed behind its bytes, with seven readable bytes after it, so the scan always ends.
    @inline(__always)
    func first(in bytes: UnsafePointer<UInt8>, from start: Int) -> Int {
        var offset = start
        while true {
            let word = UInt64(littleEndian: UnsafeRawPointer(bytes + offset).loadUnaligned(as: UInt64.self))
            let hits =
                Self.zeros(word ^ chosen) | Self.zeros(word ^ Self.lineFeeds) | Self.zeros(word ^ Self.carriageReturns)
            if hits != 0 { return offset + hits.trailingZeroBitCount >> 3 }
            offset += 8
        }
    }

    private static let lineFeeds: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
    private static let carriageReturns: UInt64 = 0x0D0D_0D0D_0D0D_0D0D

    private static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// The high bit of the lowest zero byte; bits above it may be false hits, which the lowest one hides.
    @inline(__always)
    private static func zeros(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }
}
