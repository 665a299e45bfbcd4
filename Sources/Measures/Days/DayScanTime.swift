// The time behind a day: [T] [上午|下午] hour[:minute[:second[.fraction]]] [AM|PM] [zone].
extension DayScan {
    /// The day with the time that follows; nil where something else follows. Midnight written 24:00 is the next day's.
    mutating func attachedTime(to day: Day) -> ParsedDay? {
        let hasGap = skipGap()
        guard position < bytes.count else { return ParsedDay(day: day) }
        guard hasGap || isDigit(bytes[position]) || bytes[position] >= DayText.beforeNoon else { return nil }
        if take(DayText.weekday) {
            skipSpaces()
            guard position < bytes.count else { return ParsedDay(day: day) }
        }
        let halfBefore = half()
        guard let time = clockTime(), let minutes = DayText.minutes(time, half: halfBefore ?? half()) else {
            return nil
        }
        let zone = zone()
        skipSpaces()
        guard position == bytes.count, zone != .unreadable else { return nil }
        return ParsedDay(day: day, minutes: minutes, zoneOffset: zone.offset)
    }

    /// Spaces, a comma, or T between digits.
    private mutating func skipGap() -> Bool {
        let start = position
        if position < bytes.count, bytes[position] == UInt8(ascii: ",") { position += 1 }
        skipSpaces()
        if position == start, position + 1 < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "t"),
            isDigit(bytes[position + 1])
        {
            position += 1
        }
        return position > start
    }

    private mutating func half() -> DayText.Half? {
        skipSpaces()
        if take(DayText.beforeNoon) { return .am }
        if take(DayText.afterNoon) { return .pm }
        guard position + 1 < bytes.count, bytes[position + 1] | 0x20 == UInt8(ascii: "m") else { return nil }
        let letter = bytes[position] | 0x20
        guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
        position += 2
        return letter == UInt8(ascii: "a") ? .am : .pm
    }

    private mutating func clockTime() -> (hour: Int, minute: Int)? {
        skipSpaces()
        let digits = bytes[position...].prefix(while: isDigit)
        position += digits.count
        switch digits.count {
        case 4, 6: return glued(digits)
        case 1, 2: break
        default: return nil
        }
        guard let hour = wholeNumber(digits), take(UInt8(ascii: ":")) || take(DayText.hourMark) else { return nil }
        guard let minute = twoDigits(), minute <= 59 else { return nil }
        if take(DayText.minuteMark) || position < bytes.count && bytes[position] == UInt8(ascii: ":") {
            guard skipSeconds() else { return nil }
        }
        return (hour, minute)
    }

    private func glued(_ digits: Slice<Bytes>) -> (hour: Int, minute: Int)? {
        guard let hour = wholeNumber(digits.prefix(2)), let minute = wholeNumber(digits.dropFirst(2).prefix(2)),
            (wholeNumber(digits.dropFirst(4)) ?? 0) <= 60, minute <= 59
        else { return nil }
        return (hour, minute)
    }

    /// ":26", ":26.123", "26秒" or nothing.
    private mutating func skipSeconds() -> Bool {
        let isRequired = take(UInt8(ascii: ":"))
        guard position < bytes.count, isRequired || isDigit(bytes[position]) else { return !isRequired }
        guard let second = twoDigits(), second <= 60 else { return false }
        _ = take(DayText.secondMark)
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") || bytes[position] == UInt8(ascii: ",") {
            let digits = bytes[(position + 1)...].prefix(while: isDigit)
            position += 1 + digits.count
            return !digits.isEmpty
        }
        return true
    }

    private mutating func twoDigits() -> Int? {
        let digits = bytes[position...].prefix(while: isDigit)
        guard (1...2).contains(digits.count) else { return nil }
        position += digits.count
        return wholeNumber(digits)
    }

    // MARK: Zone

    enum Zone: Equatable {
        case none, unreadable
        case minutes(Int)

        var offset: Int? { if case .minutes(let minutes) = self { minutes } else { nil } }
    }

    /// Z, UTC, GMT, ±8, ±08, ±0800 or ±08:00.
    private mutating func zone() -> Zone {
        skipSpaces()
        guard position < bytes.count else { return .none }
        let letters = bytes[position...].prefix { DayText.isLetter($0) }.map { $0 & 0xDF }
        if !letters.isEmpty {
            guard ["Z", "UTC", "GMT"].contains(String(decoding: letters, as: UTF8.self)) else { return .unreadable }
            position += letters.count
            return position == bytes.count ? .minutes(0) : zone()
        }
        let isWest = bytes[position] == UInt8(ascii: "-")
        guard isWest || bytes[position] == UInt8(ascii: "+") else { return .unreadable }
        position += 1
        guard let minutes = zoneMinutes() else { return .unreadable }
        return .minutes(isWest ? -minutes : minutes)
    }

    private mutating func zoneMinutes() -> Int? {
        let digits = bytes[position...].prefix(while: isDigit)
        position += digits.count
        guard let value = wholeNumber(digits), digits.count <= 4, digits.count != 3 else { return nil }
        var (hours, minutes) = digits.count == 4 ? (value / 100, value % 100) : (value, 0)
        if digits.count <= 2, take(UInt8(ascii: ":")) {
            guard let more = twoDigits() else { return nil }
            minutes = more
        }
        guard hours <= 14, minutes <= 59 else { return nil }
        hours *= 60
        return hours + minutes
    }
}
