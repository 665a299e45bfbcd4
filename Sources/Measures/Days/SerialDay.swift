/// Days as spreadsheets count them, from 1899-12-30 on; the fraction is the time of day.
enum SerialDay {
    /// 1930 to 2199: smaller and larger numbers are no days of a business.
    private static let range = 10_959...109_937
    /// The number of 1970-01-01.
    private static let epoch = 25_569

    /// Nil for anything but a number in range, with or without decimals.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> ParsedDay? {
        var digits = Slice(base: bytes, bounds: 0..<bytes.count)
        while digits.first == UInt8(ascii: " ") { digits = digits.dropFirst() }
        while digits.last == UInt8(ascii: " ") { digits = digits.dropLast() }
        let whole = digits.prefix(while: isDigit)
        guard (5...6).contains(whole.count), let number = wholeNumber(whole), range.contains(number) else { return nil }
        let day = Day(number - epoch)
        let rest = digits.dropFirst(whole.count)
        guard let mark = rest.first else { return ParsedDay(day: day) }
        guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: ","), rest.count <= 20,
            rest.dropFirst().allSatisfy(isDigit)
        else { return nil }
        let fraction = rest.dropFirst().prefix(9).reversed().reduce(0.0) {
            ($0 + Double($1 - UInt8(ascii: "0"))) / 10
        }
        return ParsedDay(day: day, minutes: min(1_439, Int((fraction * 1_440).rounded())))
    }
}
