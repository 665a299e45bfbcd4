import Foundation
import Measures
import Testing

@Suite("Days, months, quarters")
struct DayTests {
    @Test(
        "Days count from 1970-01-01",
        arguments: [
            ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2), ("2011-12-09", 15_317, 5),
            ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5), ("1900-03-01", -25_508, 4),
        ])
    func number(iso: String, number: Int, weekday: Int) throws {
        let day = try #require(Day(iso: iso))
        #expect(day == Day(number))
        #expect(day.iso == iso)
        #expect(day.weekday == weekday)
    }

    @Test(
        "Days the calendar does not have are refused",
        arguments: [
            "2011-02-29", "1900-02-29", "2011-13-01", "2011-00-01", "2011-01-00", "2011-04-31", "0000-01-01",
            "2011-1-01",
            "2011-01-1", "11-01-01", "2011/01/01", "", "2011-01-01 ", "２０１１-01-01", "10000-01-01", "-011-01-01",
        ])
    func refused(iso: String) {
        #expect(Day(iso: iso) == nil)
    }

    @Test("Every day from 1900 to 2100 goes round trip and follows the day before")
    func roundTrip() throws {
        let first = try #require(Day(iso: "1900-01-01"))
        let last = try #require(Day(iso: "2100-12-31"))
        #expect(last - first == 73_413)
        var expected = (year: 1900, month: 1, day: 1)
        for number in first.number...last.number {
            let day = Day(Int(number))
            guard day.civil == expected, Day(year: day.year, month: day.month, day: day.dayOfMonth) == day,
                Day(iso: day.iso) == day, day.monthValue.first <= day, day <= day.monthValue.last
            else {
                Issue.record("\(number) is \(day), not \(expected)")
                return
            }
            expected = dayAfter(expected)
        }
    }

    private func dayAfter(_ day: (year: Int, month: Int, day: Int)) -> (year: Int, month: Int, day: Int) {
        let leap = day.year % 400 == 0 || day.year % 4 == 0 && day.year % 100 != 0
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        if day.day < lengths[day.month - 1] { return (day.year, day.month, day.day + 1) }
        return day.month < 12 ? (day.year, day.month + 1, 1) : (day.year + 1, 1, 1)
    }

    @Test(
        "A year that no business has a day in is a slip",
        arguments: ["0026-01-05", "20266-01-05", "9999-12-31", "1849-12-31"])
    func slips(typed: String) throws {
        let today = try #require(Day(iso: "2026-03-01"))
        #expect(DayInput.read(typed, today: today) == .problem(.unreadable))
    }

    @Test(
        "A name is one line in which nothing turns the writing around",
        arguments: [
            ("  Li\u{202E}gnaW \n", "LignaW"), ("a\r\nb\tc", "a b c"), ("\u{FEFF}\u{2066}张三\u{2069}", "张三"),
            ("a\u{0}b", "a b"),
            ("👩‍👩‍👧 家", "👩‍👩‍👧 家"), ("\u{200F}", ""), ("L\u{200B}i\u{FFFF}", "Li"), ("a\u{2028}b", "a b"),
        ])
    func names(typed: String, kept: String) { #expect(typed.oneLine == kept) }

    @Test("Days add and subtract")
    func arithmetic() throws {
        let start = try #require(Day(iso: "2010-12-01"))
        let end = try #require(Day(iso: "2011-12-09"))
        #expect(end - start == 373)
        #expect(start.advanced(by: 373) == end)
        #expect(start < end)
    }

    @Test("Days, months and ranges are ISO text in JSON")
    func coding() throws {
        let range = try #require(Day(iso: "2010-12-01").flatMap { DayRange(from: $0, through: $0.advanced(by: 30)) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = String(decoding: try encoder.encode(range), as: UTF8.self)
        #expect(json == #"{"from":"2010-12-01","through":"2010-12-31"}"#)
        #expect(try JSONDecoder().decode(DayRange.self, from: Data(json.utf8)) == range)
        #expect(try JSONDecoder().decode([Month].self, from: Data(#"["2011-11"]"#.utf8)) == [Month(index: 24_142)])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Day].self, from: Data(#"["2011-02-30"]"#.utf8))
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(
                DayRange.self, from: Data(#"{"from":"2011-01-02","through":"2011-01-01"}"#.utf8))
        }
    }

    @Test(
        "Months know their bounds and their quarter",
        arguments: [
            ("2011-11", "2011-11-01", "2011-11-30", "2011-Q4"), ("2012-02", "2012-02-01", "2012-02-29", "2012-Q1"),
            ("2011-02", "2011-02-01", "2011-02-28", "2011-Q1"), ("2011-12", "2011-12-01", "2011-12-31", "2011-Q4"),
            ("0001-01", "0001-01-01", "0001-01-31", "0001-Q1"),
        ])
    func months(iso: String, first: String, last: String, quarter: String) throws {
        let month = try #require(Month(iso: iso))
        #expect(month.iso == iso)
        #expect(month.first.iso == first)
        #expect(month.last.iso == last)
        #expect(month.quarter.iso == quarter)
        #expect(month.advanced(by: 13).advanced(by: -13) == month)
    }

    @Test("Text that is no month", arguments: ["2011-13", "2011-1", "2011", "2011-11-", "2011-11-01", ""])
    func noMonth(iso: String) {
        #expect(Month(iso: iso) == nil)
    }

    @Test("A quarter has three months")
    func quarters() throws {
        let quarter = try #require(Quarter(year: 2011, quarter: 4))
        #expect(quarter.first.iso == "2011-10-01")
        #expect(quarter.last.iso == "2011-12-31")
        #expect(quarter.days.count == 92)
        #expect(quarter.advanced(by: 1).iso == "2012-Q1")
        #expect(Quarter(year: 2011, quarter: 5) == nil)
    }

    @Test("A range counts both ends and lists its months")
    func ranges() throws {
        let from = try #require(Day(iso: "2010-12-01"))
        let range = try #require(DayRange(from: from, through: from.advanced(by: 373)))
        #expect(range.count == 374)
        #expect(range.months.count == 13)
        #expect(range.months.first?.iso == "2010-12")
        #expect(range.months.last?.iso == "2011-12")
        #expect(range.contains(from))
        #expect(range.contains(range.through))
        #expect(!range.contains(from.advanced(by: -1)))
        #expect(range.before.description == "2009-11-22...2010-11-30")
        #expect(range.before.count == range.count)
        #expect(!range.isWholeMonths)
        #expect(DayRange(from: range.through, through: from) == nil)
    }
}

@Suite("Fiscal calendar")
struct FiscalCalendarTests {
    @Test(
        "Fiscal years and quarters by their first month",
        arguments: [
            (1, "2011-12-09", 2011, 4, "2011-01-01", "2011-12-31", "2011-10-01", "2011-12-31"),
            (4, "2011-12-09", 2012, 3, "2011-04-01", "2012-03-31", "2011-10-01", "2011-12-31"),
            (4, "2012-03-31", 2012, 4, "2011-04-01", "2012-03-31", "2012-01-01", "2012-03-31"),
            (4, "2012-04-01", 2013, 1, "2012-04-01", "2013-03-31", "2012-04-01", "2012-06-30"),
            (12, "2012-02-29", 2012, 1, "2011-12-01", "2012-11-30", "2011-12-01", "2012-02-29"),
        ])
    func fiscal(
        firstMonth: Int, day: String, year: Int, quarter: Int, yearFrom: String, yearThrough: String,
        quarterFrom: String, quarterThrough: String
    ) throws {
        let calendar = try #require(FiscalCalendar(firstMonth: firstMonth))
        let day = try #require(Day(iso: day))
        #expect(calendar.year(of: day).number == year)
        #expect(calendar.year(of: day).days.description == "\(yearFrom)...\(yearThrough)")
        #expect(calendar.quarter(of: day).number == quarter)
        #expect(calendar.quarter(of: day).days.description == "\(quarterFrom)...\(quarterThrough)")
        #expect(calendar.year(of: day).quarters.count == 4)
    }

    @Test("A year may be named by the one it begins in")
    func named() throws {
        let day = try #require(Day(iso: "2011-12-09"))
        #expect(FiscalCalendar(firstMonth: 4, namedBy: .yearItBegins)?.year(of: day).number == 2011)
        #expect(FiscalCalendar(firstMonth: 13) == nil)
    }
}
