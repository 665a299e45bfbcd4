/// Tells quickly of nearly every text that no word of a list stands in it, without making a string: files have millions of
/// rows. A word of Latin letters begins the text or comes after a space; a Chinese one may stand anywhere.
struct WordStarts: Sendable {
    /// The first four bytes of each word, small letters.
    private var starts: [UInt32] = []
    /// A bit for each first byte among them, which are all below 128.
    private var firsts: (UInt64, UInt64) = (0, 0)
    /// The last three bytes of each word that does not end in a Latin letter.
    private var ends: [UInt32] = []

    init(_ words: some Sequence<String>) {
        for word in words {
            let bytes = Array(word.utf8)
            // One that begins with a capital's mark is looked at anyway; a Chinese one is known by its end.
            if let first = bytes.first, first < 0x80 { starts.append(Self.start(bytes[...])) }
            if let last = bytes.last, last >= 0x80 { ends.append(Self.packed(bytes.suffix(3))) }
        }
        (starts, ends) = (Array(Set(starts)), Array(Set(ends)))
        for start in starts {
            let first = UInt8(start >> 24)
            if first < 64 { firsts.0 |= 1 << UInt64(first) } else { firsts.1 |= 1 << UInt64(first - 64) }
        }
    }

    /// False only where none of the words can be part of the text, in whatever letters it is written.
    func mayBeIn(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var before: UInt8 = 0x20
        for place in text.indices {
            let byte = text[place]
            if before <= 0x20 || before >= 0x80, byte > 0x20 {
                // Capitals with marks fold into other bytes; so do full-width letters.
                if byte == 0xC3 || byte == 0xEF { return true }
                if isFirst(byte), starts.contains(Self.start(text[place...])) { return true }
            }
            if byte >= 0x80, place >= 2, ends.contains(Self.packed(text[(place - 2)...place])) { return true }
            before = byte
        }
        return false
    }

    @inline(__always)
    private func isFirst(_ byte: UInt8) -> Bool {
        let small = byte &- 0x41 < 26 ? byte | 0x20 : byte
        if small < 64 { return firsts.0 >> UInt64(small) & 1 == 1 }
        return small < 128 && firsts.1 >> UInt64(small & 63) & 1 == 1
    }

    /// The first four bytes in small letters; what is neither letter nor digit counts as a space, as behind "Sum:".
    private static func start(_ bytes: some RandomAccessCollection<UInt8>) -> UInt32 {
        var packed: UInt32 = 0
        var count = 0
        for byte in bytes.prefix(4) {
            let small = byte | 0x20
            packed = packed << 8 | UInt32(small &- 0x61 < 26 ? small : byte &- 0x30 < 10 ? byte : 0x20)
            count += 1
        }
        while count < 4 {
            packed = packed << 8 | 0x20
            count += 1
        }
        return packed
    }

    private static func packed(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
