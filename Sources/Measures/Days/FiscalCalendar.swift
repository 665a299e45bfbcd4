/// The company's fiscal years and quarters (SPEC P5): twelve whole months from a fixed first month.
package struct FiscalCalendar: Hashable, Sendable, Codable {
    /// Which calendar year names a fiscal year that touches two.
    package enum YearName: String, Hashable, Sendable, Codable {
        case yearItBegins, yearItEnds
    }

    /// 1...12.
    package let firstMonth: Int
    package let yearName: YearName

    /// Fiscal years that are calendar years, as in China.
    package static let calendarYear = FiscalCalendar(unchecked: 1, .yearItEnds)

    /// Nil for a month outside 1...12.
    package init?(firstMonth: Int, namedBy yearName: YearName = .yearItEnds) {
        guard (1...12).contains(firstMonth) else { return nil }
        self.init(unchecked: firstMonth, yearName)
    }

    private init(unchecked firstMonth: Int, _ yearName: YearName) {
        self.firstMonth = firstMonth
        self.yearName = yearName
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let month = try container.decode(Int.self, forKey: .firstMonth)
        let name = try container.decodeIfPresent(YearName.self, forKey: .yearName) ?? .yearItEnds
        guard let calendar = FiscalCalendar(firstMonth: month, namedBy: name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .firstMonth, in: container, debugDescription: "\(month) is not a month")
        }
        self = calendar
    }

    package func year(of day: Day) -> FiscalYear {
        let first = firstMonthOfYear(of: day)
        return FiscalYear(number: number(ofYearFrom: first), firstMonth: first)
    }

    package func quarter(of day: Day) -> FiscalQuarter {
        let year = year(of: day)
        return year.quarter((day.monthValue - year.firstMonth) / 3 + 1)
    }

    private func firstMonthOfYear(of day: Day) -> Month {
        let month = day.monthValue
        return month.advanced(by: -((month.month - firstMonth + 12) % 12))
    }

    private func number(ofYearFrom first: Month) -> Int {
        yearName == .yearItBegins ? first.year : first.advanced(by: 11).year
    }
}

/// One fiscal year with its bounds.
package struct FiscalYear: Hashable, Sendable {
    package let number: Int
    package let firstMonth: Month

    package var days: DayRange { DayRange(unchecked: firstMonth.first, firstMonth.advanced(by: 11).last) }

    package var quarters: [FiscalQuarter] { (1...4).map(quarter) }

    /// A quarter of this year, 1...4.
    func quarter(_ number: Int) -> FiscalQuarter {
        FiscalQuarter(year: self.number, number: number, firstMonth: firstMonth.advanced(by: (number - 1) * 3))
    }
}

/// One quarter of a fiscal year with its bounds.
package struct FiscalQuarter: Hashable, Sendable {
    package let year: Int
    /// 1...4.
    package let number: Int
    package let firstMonth: Month

    package var days: DayRange { DayRange(unchecked: firstMonth.first, firstMonth.advanced(by: 2).last) }
}
