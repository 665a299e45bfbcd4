/// Where checking UTF-8 stopped.
enum UTF8Check: Equatable {
    /// Everything before the offset is whole characters; a character cut off by the end may follow.
    case sound(upTo: Int)
    case broken(at: Int)

    /// Checks bytes as they come, ASCII eight at a time.
    static func check(_ bytes: UnsafeBufferPointer<UInt8>) -> UTF8Check {
        guard let base = bytes.baseAddress else { return .sound(upTo: 0) }
        var offset = 0
        while true {
            offset = skipASCII(base, from: offset, to: bytes.count)
            guard offset < bytes.count else { return .sound(upTo: offset) }
            switch character(base + offset, available: bytes.count - offset) {
            case .whole(let length): offset += length
            case .cutOff: return .sound(upTo: offset)
            case .wrong: return .broken(at: offset)
            }
        }
    }

    @inline(__always)
    private static func skipASCII(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var offset = start
        while offset + 32 <= end {
            let words = UnsafeRawPointer(base + offset).loadUnaligned(as: SIMD4<UInt64>.self)
            guard (words[0] | words[1] | words[2] | words[3]) & 0x8080_8080_8080_8080 == 0 else { break }
            offset += 32
        }
        while offset < end && base[offset] < 0x80 { offset += 1 }
        return offset
    }

    private enum Character {
        case whole(Int)
        case cutOff
        case wrong
    }

    /// One character that begins with a byte above ASCII (Unicode 15, table 3-7).
    @inline(__always)
    private static func character(_ bytes: UnsafePointer<UInt8>, available: Int) -> Character {
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch bytes[0] {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: return .wrong
        }
        for place in 1..<length {
            guard place < available else { return .cutOff }
            guard (place == 1 ? second : 0x80...0xBF).contains(bytes[place]) else { return .wrong }
        }
        return .whole(length)
    }
}
