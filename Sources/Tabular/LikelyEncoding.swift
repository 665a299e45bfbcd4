extension LikelyEncoding {
    /// A guess from bytes that are known not to be UTF-8.
    ///
    /// In GBK nearly every character above ASCII is a pair from the range of GB2312 (both bytes from A1). Latin-1
    /// has its letters one by one between ASCII ones.
    init(of bytes: UnsafeBufferPointer<UInt8>) {
        let pairs = PairCount(bytes)
        if pairs.broken == 0 && pairs.common > 0 && pairs.common >= 2 * pairs.rare {
            self = .gb18030
        } else {
            self = Self.mostlyAlone(bytes) ? .windows1252 : .unknown
        }
    }

    private static func mostlyAlone(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var (high, alone) = (0, 0)
        for place in bytes.indices where bytes[place] >= 0x80 {
            high += 1
            let isAfterHigh = place > 0 && bytes[place - 1] >= 0x80
            let isBeforeHigh = place + 1 < bytes.count && bytes[place + 1] >= 0x80
            if !isAfterHigh && !isBeforeHigh { alone += 1 }
        }
        return alone * 2 > high
    }
}

/// The bytes above ASCII taken as GB18030.
private struct PairCount {
    var common = 0
    var rare = 0
    var broken = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var place = 0
        while place < bytes.count {
            place += bytes[place] < 0x80 ? 1 : take(bytes[place...].prefix(4))
        }
    }

    /// Counts one character and answers its length.
    private mutating func take(_ slice: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        let bytes = Array(slice)
        // The end of what is in memory may cut a character.
        guard bytes.count > 1 else { return 1 }
        switch (bytes[0], bytes[1]) {
        case (0xA1...0xF7, 0xA1...0xFE): common += 1
        case (0x81...0xFE, 0x40...0x7E), (0x81...0xFE, 0x80...0xFE): rare += 1
        case (0x81...0xFE, 0x30...0x39) where isFourByteTail(bytes):
            rare += 1
            return 4
        default:
            broken += 1
            return 1
        }
        return 2
    }

    private func isFourByteTail(_ bytes: [UInt8]) -> Bool {
        bytes.count < 4 || (0x81...0xFE).contains(bytes[2]) && (0x30...0x39).contains(bytes[3])
    }
}
