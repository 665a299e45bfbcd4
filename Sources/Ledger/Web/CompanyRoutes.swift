import Foundation
import Hummingbird
import Measures
import Rights
import Site

struct CompanyPage: PageValue {
    struct Settings: PageValue {
        let fields: [FieldView]
        let hasProblems: Bool
    }

    let facts: Markup
    /// Nil for people who may only look.
    let form: Settings?
}

/// `/settings/company`: what is settled for everybody. Administrators change it.
enum CompanyRoutes {
    static let hang: @Sendable (Routes) -> Void = { routes in
        routes.get("settings/company") { try await page($0, problems: []) }
        routes.post("settings/company", for: .whoMay(.administering)) { try await keep($0) }
    }

    private static func keep(_ visit: Visit) async throws -> Response {
        do {
            let draft = try CompanyDraft(
                currency: visit.form["currency"], timeZone: visit.form["timeZone"],
                closedThrough: visit.form["closedThrough"],
                lateOrders: visit.form["lateOrders"], today: visit.today)
            try await CompanyStore(visit.database).keep(draft, now: visit.now)
            visit.site.settings.zone.change(to: draft.timeZone)
            return visit.redirect(to: "/settings/company", flash: Flash(visit.text(LedgerText.companySaved)))
        } catch let problem as CompanyDraft.Problem {
            return try await page(visit, problems: [problem.at(visit)])
        } catch LedgerError.runUnderWay {
            return try await page(visit, problems: [FieldProblem("currency", visit.text(LedgerText.currencyInUse))])
        }
    }

    private static func page(_ visit: Visit, problems: [FieldProblem]) async throws -> Response {
        let company = try await CompanyStore(visit.database).company()
        let page = Page(
            "company", title: visit.text(LedgerText.companyTitle), template: "company",
            question: visit.text(LedgerText.companyQuestion), place: .settings)
        let mayChange = visit.may(.administering)
        let form = CompanyPage.Settings(fields: company.fields(visit, problems), hasProblems: !problems.isEmpty)
        return try visit.page(
            page,
            CompanyPage(
                facts: company.facts(visit, all: !mayChange).html(test: "company"), form: mayChange ? form : nil),
            status: problems.isEmpty ? .ok : .formProblems)
    }
}

extension CompanyDraft.Problem {
    fileprivate func at(_ visit: Visit) -> FieldProblem {
        switch self {
        case .currencyUnknown: FieldProblem("currency", visit.text(LedgerText.currencyUnknown))
        case .zoneUnknown: FieldProblem("timeZone", visit.text(LedgerText.zoneUnknown))
        case .monthUnreadable: FieldProblem("closedThrough", visit.text(LedgerText.monthUnreadable))
        case .monthNotOver(let month):
            FieldProblem("closedThrough", visit.text(LedgerText.monthNotOver, ["month": month.iso]))
        case .lateOrdersUnknown: FieldProblem("lateOrders", visit.text(LedgerText.lateOrdersUnknown))
        }
    }
}

extension CompanyStore.Company {
    /// Months a person can choose to close through.
    private static let monthsOffered = 36

    /// - Parameter all: also what the form would show.
    fileprivate func facts(_ visit: Visit, all: Bool) -> [Fact] {
        func fact(_ name: LedgerText, _ value: String) -> Fact { Fact(visit.text(name), .text(value)) }
        let fixed = [
            Fact(visit.text(LedgerText.basis), .text(visit.text(basis.title)), detail: visit.text(basis.detail))
        ]
        guard all else { return fixed }
        return fixed + [
            fact(.companyCurrency, currency?.code ?? visit.text(LedgerText.currencyLater)),
            fact(.timeZone, timeZone.title(at: visit.now)),
            fact(.closedThrough, closedThrough?.iso ?? visit.text(LedgerText.allOpen)),
            fact(.lateOrders, visit.text(lateOrders.title)),
        ]
    }

    fileprivate func fields(_ visit: Visit, _ problems: [FieldProblem]) -> [FieldView] {
        let last = visit.today.monthValue.advanced(by: -1)
        let offered = (0..<Self.monthsOffered).map { last.advanced(by: -$0).iso }
        let months = Set(offered + [closedThrough?.iso].compactMap { $0 }).sorted(by: >)
        let zones = Set(CompanyDraft.zones + [timeZone.identifier]).sorted().compactMap { TimeZone(identifier: $0) }
        let later = currency == nil ? [FieldView.Option("", visit.text(LedgerText.currencyLater))] : []
        let currencies = Currency.all.map {
            FieldView.Option($0.code, "\($0.code) · \($0.name(in: visit.language))")
        }
        return [
            FieldView(
                "currency", label: visit.text(LedgerText.companyCurrency), kind: .choice(later + currencies),
                form: visit.form, value: currency?.code ?? "", problems: problems,
                hint: visit.text(LedgerText.currencyChangeHint)),
            FieldView(
                "timeZone", label: visit.text(LedgerText.timeZone),
                kind: .choice(zones.map { .init($0.identifier, $0.title(at: visit.now)) }), form: visit.form,
                value: timeZone.identifier, problems: problems, hint: visit.text(LedgerText.timeZoneHint)),
            FieldView(
                "closedThrough", label: visit.text(LedgerText.closedThrough),
                kind: .choice([.init("", visit.text(LedgerText.allOpen))] + months.map { .init($0, $0) }),
                form: visit.form, value: closedThrough?.iso ?? "", problems: problems,
                hint: visit.text(LedgerText.closedHint)),
            FieldView(
                "lateOrders", label: visit.text(LedgerText.lateOrders),
                kind: .choice(ClosedMonths.LateOrders.allCases.map { .init($0.rawValue, visit.text($0.title)) }),
                form: visit.form, value: lateOrders.rawValue, problems: problems,
                hint: visit.text(LedgerText.lateHint)),
        ]
    }
}

extension TimeZone {
    /// "Asia/Shanghai (UTC+08:00)".
    fileprivate func title(at seconds: Int) -> String {
        let minutes = secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))) / 60
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let sign = minutes < 0 ? "−" : "+"
        return "\(identifier) (UTC\(sign)\(two(abs(minutes) / 60)):\(two(abs(minutes) % 60)))"
    }
}

extension RevenueBasis {
    var title: LedgerText {
        switch self {
        case .order: .basisOrder
        }
    }

    fileprivate var detail: LedgerText {
        switch self {
        case .order: .basisOrderDetail
        }
    }
}

extension ClosedMonths.LateOrders {
    fileprivate var title: LedgerText {
        switch self {
        case .refuse: .lateRefuse
        case .book: .lateBook
        }
    }
}
