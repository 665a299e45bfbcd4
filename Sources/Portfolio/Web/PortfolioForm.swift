import Measures
import Site

/// The period chooser: three usual periods, and two days.
struct PortfolioForm {
    let visit: Visit
    let period: PortfolioPeriod
    let known: DayRange

    var choices: [PortfolioPage.Choice] {
        PortfolioPeriod.Choice.allCases.map { choice in
            PortfolioPage.Choice(
                title: title(choice), path: "/portfolio?period=\(choice.rawValue)", isCurrent: choice == period.choice)
        }
    }

    var fields: [FieldView] {
        let (from, to) = (period.range.from, period.range.through)
        return [field("from", .from, from), field("to", .to, to)]
    }

    private func title(_ choice: PortfolioPeriod.Choice) -> String {
        switch choice {
        case .months: visit.text(PortfolioText.lastMonths)
        case .year:
            visit.text(
                known.through.year < visit.today.year ? PortfolioText.pastYear : .thisYear,
                ["year": String(known.through.year)])
        case .all: visit.text(PortfolioText.all)
        }
    }

    /// What was typed stays where it could not be read.
    private func field(_ name: String, _ label: PortfolioText, _ day: Day) -> FieldView {
        let typed = period.problems.isEmpty ? nil : visit.query(name)
        return FieldView(
            name, label: visit.text(label), value: typed ?? day.iso, problems: period.problems.map { $0.at(visit) },
            hint: visit.text(PortfolioText.dayHint), autocomplete: "off")
    }
}

extension PortfolioPeriod.Problem {
    func at(_ visit: Visit) -> FieldProblem {
        switch self {
        case .unreadable(let field): FieldProblem(field, visit.text(SiteText.listDayUnreadable))
        case .ambiguous(let field): FieldProblem(field, visit.text(SiteText.listDayAmbiguous))
        case .reversed: FieldProblem("to", visit.text(SiteText.listDaysReversed))
        }
    }
}
