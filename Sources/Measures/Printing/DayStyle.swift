/// How pages write days, months and quarters in a language; lists and tables use the ISO text of the value itself.
package struct DayStyle: Hashable, Sendable {
    package let language: Language

    package init(_ language: Language) {
        self.language = language
    }

    /// "9 Dec 2011", "2011年12月9日".
    package func day(_ day: Day) -> String {
        let civil = day.civil
        return switch language {
        case .en: "\(civil.day) \(Self.monthName(civil.month)) \(civil.year)"
        case .zh: "\(civil.year)年\(civil.month)月\(civil.day)日"
        }
    }

    /// "Dec 2011", "2011年12月".
    package func month(_ month: Month) -> String {
        switch language {
        case .en: "\(Self.monthName(month.month)) \(month.year)"
        case .zh: "\(month.year)年\(month.month)月"
        }
    }

    /// "Q4 2011", "2011年第4季度".
    package func quarter(_ quarter: Quarter) -> String {
        switch language {
        case .en: "Q\(quarter.quarter) \(quarter.year)"
        case .zh: "\(quarter.year)年第\(quarter.quarter)季度"
        }
    }

    /// "1 Dec 2010 – 9 Dec 2011", "2010年12月1日至2011年12月9日".
    package func range(_ range: DayRange) -> String {
        day(range.from) + (language == .en ? " – " : "至") + day(range.through)
    }

    private static func monthName(_ month: Int) -> String {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return names[month - 1]
    }
}
