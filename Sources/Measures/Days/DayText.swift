/// The marks and words of written days, after folding.
enum DayText {
    // Folded Chinese marks, one byte each above ASCII, where a folded text holds nothing else; from `beforeNoon` on they
    // may follow a day without a gap.
    static let yearMark: UInt8 = 0x80
    static let monthMark: UInt8 = 0x81
    static let dayMark: UInt8 = 0x82
    static let hourMark: UInt8 = 0x83
    static let minuteMark: UInt8 = 0x84
    static let secondMark: UInt8 = 0x85
    static let beforeNoon: UInt8 = 0x90
    static let afterNoon: UInt8 = 0x91
    static let weekday: UInt8 = 0x92

    enum Half { case am, pm }

    static func separates(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","), yearMark, monthMark: true
        default: false
        }
    }

    static func isLetter(_ byte: UInt8) -> Bool {
        byte < 0x80 && byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
    }

    /// 1...12 for "Dec", "dec", "December", "Sept", and in German "Dez", "Dezember", "März".
    static func month(named letters: some Collection<UInt8>) -> Int? {
        guard letters.count >= 3 else { return nil }
        let name = String(decoding: letters.map { $0 | 0x20 }, as: UTF8.self)
        return name == "mrz" ? 3 : month(name, in: english) ?? month(name, in: german)
    }

    private static func month(_ name: String, in names: [String]) -> Int? {
        guard let index = names.firstIndex(where: { $0.hasPrefix(name) }) else { return nil }
        return name.utf8.count == 3 || name == names[index] || name == "sept" ? index + 1 : nil
    }

    private static let english = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    private static let german = [
        "januar", "februar", "marz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
        "dezember",
    ]

    /// Minutes since midnight of a clock time on 24 hours, or on 12 with a half of the day.
    static func minutes(_ time: (hour: Int, minute: Int), half: Half?) -> Int? {
        guard let half, time.hour <= 12 else {
            guard time.hour < 24 || time.hour == 24 && time.minute == 0 else { return nil }
            return time.hour * 60 + time.minute
        }
        return (time.hour % 12 + (half == .pm ? 12 : 0)) * 60 + time.minute
    }
}

/// Folds as `foldToASCII`, and the Chinese marks of days and times as in `DayText`; nil for anything else.
func foldDayText(_ bytes: UnsafeBufferPointer<UInt8>, into folded: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    var count = 0
    var position = 0
    while position < bytes.count {
        guard let (scalar, length) = utf8Scalar(bytes, at: position) else { return nil }
        position += length
        if scalar == 0x5348 { continue }  // 午 of 上午 and 下午
        guard let byte = dayFolding(of: scalar) ?? asciiFolding(of: scalar) else { return nil }
        folded[count] = byte
        count += 1
        if byte == DayText.weekday { position += nameOfWeekday(bytes, at: position) }
    }
    return count
}

private func dayFolding(of scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0x5E74: DayText.yearMark  // 年
    case 0x6708: DayText.monthMark  // 月
    case 0x65E5, 0x53F7: DayText.dayMark  // 日 号
    case 0x65F6, 0x70B9: DayText.hourMark  // 时 点
    case 0x5206: DayText.minuteMark  // 分
    case 0x79D2: DayText.secondMark  // 秒
    case 0x4E0A: DayText.beforeNoon  // 上
    case 0x4E0B: DayText.afterNoon  // 下
    case 0x661F, 0x5468: DayText.weekday  // 星 周
    case 0xE4, 0xC4: UInt8(ascii: "a")  // März
    default: nil
    }
}

/// The bytes of 期五 or 五 behind 星 or 周.
private func nameOfWeekday(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
    guard let (scalar, length) = utf8Scalar(bytes, at: start) else { return 0 }
    guard scalar == 0x671F else { return length }
    return length + (utf8Scalar(bytes, at: start + length)?.1 ?? 0)
}
