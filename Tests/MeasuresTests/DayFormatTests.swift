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
        "What a column shows about its days: what fits all is settled, what fits two is open, what fits none contradicts",
        arguments: [
            (["2010-12-01 08:26:00", "", "2011-01-05"], DayEvidence.Verdict.settled(.ymd)),
            (["20101201", "20111209"], .settled(.ymd)), (["2010年12月1日"], .settled(.ymd)), ([], .settled(.ymd)),
            (["", " "], .settled(.ymd)), (["01-Dec-10", "02-Jan-11"], .settled(.dmy)), (["5/5/2011"], .settled(.ymd)),
            (["12/1/2010 8:26", "12/13/2010"], .settled(.mdy)), (["12/1/10", "1/13/11"], .settled(.mdy)),
            (["1.12.2010", "13.12.2010"], .settled(.dmy)), (["15/01/26", "31/04/26", "12/03/10"], .settled(.dmy)),
            (["13.12.2010", "2010-12-14", "x", "3. März 2011"], .settled(.dmy)),
            (["40513", "40514.5"], .settled(.excel)),
            (["12/1/2010", "1/2/2011"], .open(.init(text: "12/1/2010", line: 1))),
            (["2010-12-01", "1.2.11"], .open(.init(text: "1.2.11", line: 2))),
            (
                ["13/12/2010", "12/13/2010"],
                .contradictory(.init(text: "12/13/2010", line: 2), .init(text: "13/12/2010", line: 1))
            ),
            (
                ["40513", "2010-12-01"],
                .contradictory(.init(text: "40513", line: 1), .init(text: "2010-12-01", line: 2))
            ),
            (["abc", "40"], .unreadable(.init(text: "abc", line: 1))),
        ])
    func evidence(days: [String], verdict: DayEvidence.Verdict) {
        var evidence = DayEvidence()
        for (place, day) in days.enumerated() { evidence.note(day, line: place + 1) }
        #expect(evidence.verdict == verdict)
    }

    @Test(
        "A day says whether another order would read another one",
        arguments: [
            (DayFormat.dmy, "05.06.2024", ParsedDay.Order.open), (.dmy, "15.06.2024", .told),
            (.mdy, "06/15/2024", .told),
            (.dmy, "06.06.2024", .certain), (.dmy, "2024-06-05", .certain), (.mdy, "Jun 5, 2024", .certain),
            (.dmy, "5. Juni 2024", .certain), (.dmy, "20240605", .certain), (.dmy, "05062024", .open),
        ])
    func order(format: DayFormat, text: String, order: ParsedDay.Order) {
        #expect(format.parse(text)?.order == order)
    }

    @Test(
        "Days as spreadsheets count them",
        arguments: [
            ("46027", "2026-01-05", nil as Int?), ("46058.5", "2026-02-05", 720), (" 46058,25 ", "2026-02-05", 360),
            ("25569", "1970-01-01", nil), ("46027.999999", "2026-01-05", 1_439),
        ])
    func serial(text: String, iso: String, minutes: Int?) {
        let parsed = DayFormat.excel.parse(text)
        #expect(parsed?.day.iso == iso)
        #expect(parsed?.minutes == minutes)
    }

    @Test(
        "What is no day of a spreadsheet",
        arguments: ["", "5", "9999", "2026-01-05", "46027x", "-46027", "20260105", "46.027"])
    func notSerial(text: String) {
        #expect(DayFormat.excel.parse(text) == nil)
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
