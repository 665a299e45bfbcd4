/// Reads one day, and a time behind it, from folded text (`foldDayText`).
struct DayScan {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    static let longestText = 80

    let bytes: Bytes
    let pivot: Int
    var position = 0
    /// Of the day that was read.
    private var order = ParsedDay.Order.certain

    init(_ bytes: Bytes, pivot: Int) {
        self.bytes = bytes
        self.pivot = pivot
    }

    mutating func read(_ format: DayFormat) -> ParsedDay? {
        skipSpaces()
        guard
            let day = compactDay(format) ?? separatedDay(format) ?? (format == .ymd ? nil : fullYearFirst())
        else { return nil }
        var parsed = attachedTime(to: day)
        parsed?.order = order
        return parsed
    }

    /// A day that begins with a year of four digits, in a column of another order.
    private mutating func fullYearFirst() -> Day? {
        let digits = bytes[position...].prefix(while: isDigit).count
        guard digits == 4 || digits == 8 || digits == 12 || digits == 14 else { return nil }
        order = .certain
        return compactDay(.ymd) ?? separatedDay(.ymd)
    }

    /// A month and a day, in this order unless the month is a name: "12-9", "12月9日", "9 Dec".
    mutating func readMonthAndDay(year: Int) -> Day? {
        guard let first = field(), let mark = separator(), let second = field(), mark != DayText.yearMark else {
            return nil
        }
        if mark == DayText.monthMark { _ = take(DayText.dayMark) }
        skipSpaces()
        let (month, day) = second.isMonthName ? (second, first) : (first, second)
        guard position == bytes.count, !day.isMonthName, month.digits <= 2, day.digits <= 2 else { return nil }
        return Day(year: year, month: month.value, day: day.value)
    }

    /// "2010-12-01" and "2010-12-01 08:26:00" the short way; nil for all else.
    static func plainISO(_ bytes: Bytes) -> ParsedDay? {
        guard bytes.count == 10 || bytes.count == 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-")
        else { return nil }
        var areDigits = true
        let year = pair(bytes, 0, &areDigits) * 100 + pair(bytes, 2, &areDigits)
        let month = pair(bytes, 5, &areDigits)
        let dayOfMonth = pair(bytes, 8, &areDigits)
        guard areDigits, let day = Day(year: year, month: month, day: dayOfMonth) else { return nil }
        if bytes.count == 10 { return ParsedDay(day: day) }
        guard bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":")
        else { return nil }
        let hour = pair(bytes, 11, &areDigits)
        let minute = pair(bytes, 14, &areDigits)
        let second = pair(bytes, 17, &areDigits)
        guard areDigits, hour < 24, minute < 60, second <= 60 else { return nil }
        return ParsedDay(day: day, minutes: hour * 60 + minute)
    }

    private static func pair(_ bytes: Bytes, _ position: Int, _ areDigits: inout Bool) -> Int {
        let tens = bytes[position] &- UInt8(ascii: "0")
        let ones = bytes[position &+ 1] &- UInt8(ascii: "0")
        areDigits = areDigits && tens < 10 && ones < 10
        return Int(tens) &* 10 &+ Int(ones)
    }

    // MARK: The day

    /// "20101201", also with a time glued on: "20101201082600".
    private mutating func compactDay(_ format: DayFormat) -> Day? {
        let digits = bytes[position...].prefix(while: isDigit)
        guard digits.count == 8 || digits.count == 12 || digits.count == 14 else { return nil }
        let start = position
        func number(_ offset: Int, _ length: Int) -> Int? {
            wholeNumber(bytes[(start + offset)..<(start + offset + length)])
        }
        let fields =
            switch format {
            case .ymd: (year: number(0, 4), month: number(4, 2), day: number(6, 2))
            case .mdy: (year: number(4, 4), month: number(0, 2), day: number(2, 2))
            case .dmy: (year: number(4, 4), month: number(2, 2), day: number(0, 2))
            case .excel: (year: nil as Int?, month: nil as Int?, day: nil as Int?)
            }
        guard let year = fields.year, let month = fields.month, let dayOfMonth = fields.day,
            (1_900...2_199).contains(year), let day = Day(year: year, month: month, day: dayOfMonth)
        else { return nil }
        position += 8
        if format != .ymd { order = Self.order(month, dayOfMonth) }
        return day
    }

    private mutating func separatedDay(_ format: DayFormat) -> Day? {
        let start = position
        guard let first = field(), let firstMark = separator(), let second = field(), let secondMark = separator(),
            let third = field(), closes(firstMark, secondMark, hasName: first.isMonthName || second.isMonthName)
        else {
            position = start
            return nil
        }
        let isChinese = firstMark == DayText.yearMark
        let found: Day? =
            switch format {
            case .ymd: day(year: first, month: second, day: third)
            case .mdy: isChinese ? nil : day(year: third, month: first, day: second)
            case .dmy: isChinese ? nil : day(year: third, month: second, day: first)
            case .excel: nil
            }
        guard let found else {
            position = start
            return nil
        }
        if format != .ymd, !first.isMonthName, !second.isMonthName { order = Self.order(first.value, second.value) }
        return found
    }

    /// Of a day whose first two numbers are day and month, one way or the other.
    private static func order(_ first: Int, _ second: Int) -> ParsedDay.Order {
        first == second ? .certain : first > 12 || second > 12 ? .told : .open
    }

    private func day(year: Field, month: Field, day: Field) -> Day? {
        guard !year.isMonthName, !day.isMonthName, month.digits <= 2, day.digits <= 2 else { return nil }
        guard year.digits == 4 || year.digits == 2 else { return nil }
        let century = year.digits == 4 ? 0 : (year.value < pivot ? 2000 : 1900)
        return Day(year: century + year.value, month: month.value, day: day.value)
    }

    /// Both marks the same, or around a month's name any, or 年 and 月 with 日 behind the day.
    private mutating func closes(_ first: UInt8, _ second: UInt8, hasName: Bool) -> Bool {
        if first == DayText.yearMark { return second == DayText.monthMark && take(DayText.dayMark) }
        return (first == second || hasName) && second < DayText.yearMark
    }

    // MARK: Fields

    struct Field {
        let value: Int
        let digits: Int
        let isMonthName: Bool
    }

    private mutating func field() -> Field? {
        skipSpaces()
        let digits = bytes[position...].prefix(while: isDigit)
        if digits.isEmpty { return monthName() }
        guard digits.count <= 4, let value = wholeNumber(digits) else { return nil }
        position += digits.count
        return Field(value: value, digits: digits.count, isMonthName: false)
    }

    private mutating func monthName() -> Field? {
        let letters = bytes[position...].prefix { DayText.isLetter($0) }
        guard let month = DayText.month(named: letters) else { return nil }
        position += letters.count
        return Field(value: month, digits: 0, isMonthName: true)
    }

    /// One of - / . , 年 月 with spaces around it, or only spaces.
    private mutating func separator() -> UInt8? {
        let start = position
        skipSpaces()
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        if DayText.separates(byte) {
            position += 1
            return byte
        }
        return position > start ? UInt8(ascii: " ") : nil
    }

    mutating func take(_ byte: UInt8) -> Bool {
        skipSpaces()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    mutating func skipSpaces() {
        while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
    }
}
