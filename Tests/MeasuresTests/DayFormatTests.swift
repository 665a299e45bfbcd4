import Measures
import Testing

@Suite("Days in files")
struct DayFormatTests {
    @Test(
        "A day is read with its time",
        arguments: [
            (DayFormat.ymd, "2010-12-01", "2010-12-01", nil as Int?), (.ymd, "2010-12-01 08:26:00", "2010-12-01", 506),
            (.ymd, "2010-12-01T08:26:00", "2010-12-01", 506), (.ymd, "2010/12/1", "2010-12-01", nil),
            (.ymd, " 2010-12-01 ", "2010-12-01", nil), (.ymd, "2010.12.1 8:26", "2010-12-01", 506),
            (.ymd, "2010年12月1日", "2010-12-01", nil), (.ymd, "2010年12月1日 8时26分", "2010-12-01", 506),
            (.ymd, "2010年12月1日8:26", "2010-12-01", 506), (.ymd, "2010年12月1日星期三 8:26", "2010-12-01", 506),
            (.ymd, "2010/12/1 下午 8:26:05", "2010-12-01", 1226), (.ymd, "2010/12/1 上午12:05", "2010-12-01", 5),
            (.ymd, "2010/12/1 周三", "2010-12-01", nil), (.ymd, "20101201", "2010-12-01", nil),
            (.ymd, "20101201082600", "2010-12-01", 506), (.ymd, "20101201T0826", "2010-12-01", 506),
            (.ymd, "２０１０－１２－０１", "2010-12-01", nil), (.ymd, "10-12-01", "2010-12-01", nil),
            (.ymd, "2010-Dec-01", "2010-12-01", nil), (.ymd, "2010-12-01 24:00", "2010-12-01", 1440),
            (.mdy, "12/1/2010 8:26", "2010-12-01", 506), (.mdy, "12/1/10 8:26 PM", "2010-12-01", 1226),
            (.mdy, "12/1/2010 12:26am", "2010-12-01", 26), (.mdy, "Dec 1, 2010", "2010-12-01", nil),
            (.mdy, "12012010", "2010-12-01", nil), (.mdy, "1/2/70", "1970-01-02", nil),
            (.mdy, "1/2/69", "2069-01-02", nil), (.dmy, "1.12.2010", "2010-12-01", nil),
            (.dmy, "1. 12. 2010", "2010-12-01", nil), (.dmy, "01-Dec-10", "2010-12-01", nil),
            (.dmy, "1 December 2010, 08:26", "2010-12-01", 506), (.dmy, "01122010", "2010-12-01", nil),
            (.dmy, "01/12/2010 08:26:00.125", "2010-12-01", 506),
        ])
    func read(format: DayFormat, text: String, iso: String, minutes: Int?) {
        let parsed = format.parse(text)
        #expect(parsed?.day.iso == iso)
        #expect(parsed?.minutes == minutes)
        #expect(parsed?.zoneOffset == nil)
    }

    @Test(
        "A zone moves the day to the company's",
        arguments: [
            ("2010-12-01T20:26:00Z", 0, "2010-12-02"), ("2010-12-01T08:26:00Z", 0, "2010-12-01"),
            ("2010-12-01 02:00:00 +09:00", 540, "2010-12-01"), ("2010-12-01T00:30:00+0900", 540, "2010-11-30"),
            ("2010-12-01 00:30+9", 540, "2010-11-30"), ("2010-12-01T18:00:00.000-05:30", -330, "2010-12-02"),
            ("2010-12-01 15:59 UTC", 0, "2010-12-01"), ("2010-12-01 16:00 UTC", 0, "2010-12-02"),
            ("2010-12-01T16:00:00GMT+01:00", 60, "2010-12-01"),
        ])
    func zones(text: String, offset: Int, dayInShanghai: String) {
        let parsed = DayFormat.ymd.parse(text)
        #expect(parsed?.zoneOffset == offset)
        #expect(parsed?.day(at: 8 * 60).iso == dayInShanghai)
    }

    @Test("A time without zone is the company's")
    func localTime() {
        #expect(DayFormat.ymd.parse("2010-12-01 23:59")?.day(at: 480).iso == "2010-12-01")
    }

    @Test(
        "What is no day is refused",
        arguments: [
            "", " ", "abc", "40513", "40513.35", "2010-13-01", "2010-02-30", "2010-12", "2010-12-01abc",
            "2010-12-01 25:00",
            "2010-12-01 08:60", "2010-12-01 8", "2010--12-01", "2010-12/01", "2010-12-01-05", "12/1/2010", "201012",
            "99999999",
            "2010-12-011", "2010年12月", "2010-12-01 08:26 Mars", "2010-12-01 08:26:00+25:00", "2010-12-01T",
            "\u{0}2010-12-01",
            "0000-00-00", "2010-12-0108:26", "-2010-12-01", "2010-12-01 08:26:", "Dec",
        ])
    func refused(text: String) {
        #expect(DayFormat.ymd.parse(text) == nil)
    }

    @Test("Broken bytes are refused")
    func brokenBytes() {
        for bytes in [[0xFF, 0xFE], [0xE5, 0xB9], [0xC0, 0xAF], Array(repeating: 0x31, count: 500)] as [[UInt8]] {
            #expect(bytes.withUnsafeBufferPointer { DayFormat.ymd.parse($0) } == nil)
        }
    }

    @Test(
        "The format of a column is guessed from its days",
        arguments: [
            (["2010-12-01 08:26:00", "", "2011-01-05"], DayFormat.ymd, [] as [DayFormat]),
            (["20101201", "20111209"], .ymd, []), (["2010年12月1日"], .ymd, []),
            (["12/1/2010 8:26", "12/13/2010"], .mdy, []), (["1.12.2010", "13.12.2010"], .dmy, []),
            (["1/12/2010", "13/12/2010"], .dmy, []), (["12/1/2010", "1/2/2011"], .mdy, [.dmy]),
            (["1.2.2011", "3.4.2011"], .dmy, [.mdy]), (["12/1/10", "1/13/11"], .mdy, []),
            (["01-Dec-10", "02-Jan-11"], .dmy, [.ymd]),
            (["2010-12-01", "x", "2010-12-02"], .ymd, []), (["x", "待定", "2010-12-02"], .ymd, []),
        ])
    func guess(samples: [String], format: DayFormat, alternatives: [DayFormat]) {
        let guess = DayFormat.guess(samples)
        #expect(guess?.format == format)
        #expect(guess?.alternatives == alternatives)
        #expect(guess?.isAmbiguous == !alternatives.isEmpty)
    }

    @Test("Nothing fits", arguments: [[], ["", " "], ["abc"], ["40513", "40514"]])
    func noGuess(samples: [String]) {
        #expect(DayFormat.guess(samples) == nil)
    }
}

@Suite("Days in forms")
struct DayInputTests {
    private let today = Day(15_317)  // 2011-12-09

    @Test(
        "What people type for a day",
        arguments: [
            ("2011-12-09", "2011-12-09"), ("2011/12/9", "2011-12-09"), ("9 Dec 2011", "2011-12-09"),
            ("dec 9 2011", "2011-12-09"),
            ("Dec 9, 2011", "2011-12-09"), ("2011年12月9日", "2011-12-09"), ("12-9", "2011-12-09"), ("12/9", "2011-12-09"),
            ("12月9日", "2011-12-09"), ("9 Dec", "2011-12-09"), ("Dec 9", "2011-12-09"), ("today", "2011-12-09"),
            (" 今天 ", "2011-12-09"), ("Yesterday", "2011-12-08"), ("昨天", "2011-12-08"), ("明天", "2011-12-10"),
            ("9.12.2011", "2011-12-09"), ("25/12/2011", "2011-12-25"), ("12/25/2011", "2011-12-25"),
            ("20111209", "2011-12-09"),
            ("９ Dec 2011", "2011-12-09"), ("5/5/2011", "2011-05-05"),
        ])
    func read(text: String, iso: String) {
        #expect(DayInput.read(text, today: today).value?.iso == iso)
    }

    @Test(
        "What is no day says why",
        arguments: [
            ("", DayProblem.empty), ("  ", .empty), ("soon", .unreadable), ("2011-02-29", .unreadable),
            ("2-30", .unreadable),
            ("9/12/2011", .ambiguous), ("13-13", .unreadable), ("12", .unreadable), ("Dec Dec", .unreadable),
        ])
    func refused(text: String, problem: DayProblem) {
        #expect(DayInput.read(text, today: today) == .problem(problem))
    }
}
