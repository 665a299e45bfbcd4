import Jobs
import Measures
import Site

struct PassPage: PageValue {
    let state: PassState
    /// Reloads itself where there is no script; not in the moving part, where htmx would bring it to life.
    let isMoving: Bool

    init(state: PassState) {
        self.state = state
        isMoving = state.running != nil
    }
}

/// A pass's page: waiting and running, refused, or what a check found.
struct PassState: PageValue {
    let path: String
    /// Asked for again and again while this is there; holds nothing the focus could be on.
    let running: Running?
    let news: News
    let problem: String?
    /// Where the lines that stood in the way can be had.
    let problemRejects: String?
    let check: Check?

    struct Running: PageValue {
        let path: String
        let title: String
        let progress: ProgressView
        let detail: String
    }

    struct Check: PageValue {
        let path: String
        let pass: Int
        let counts: CountsView
        let canRun: Bool
        /// How much does not pass, where it is so much that one looks before one imports.
        let missing: String?
        let offer: Offer?
        let examples: RejectExamples?
    }

    /// Another way to tell orders apart, by which most of the rows would pass.
    struct Offer: PageValue {
        let address: String
        let text: String
    }

    /// Above this share of rows or money that do not pass, looking comes first.
    private static let muchMissing = 0.2

    /// - Parameter rejects: the beginning of the pass's reject file.
    init(_ visit: Visit, _ file: UploadedFile, _ pass: Pass, rejects: [UInt8]?) {
        let path = "/imports/\(file.id)"
        self.path = path
        let isRunning = !pass.isOver
        let problem =
            isRunning || pass.outcome != nil ? nil : pass.problem?[visit.language] ?? visit.text(ImportText.brokenText)
        news = News(visit, pass, problem)
        running =
            isRunning
            ? Running(
                path: "\(path)/progress?said=\(news.step)",
                title: visit.text(pass.isCheck ? ImportText.checkRunning : .importRunning),
                progress: ProgressView(visit, fraction: pass.job?.progress ?? 0, since: pass.job?.started),
                detail: visit.text(pass.job?.state == .waiting ? ImportText.waitingText : .leaveText)) : nil
        self.problem = problem
        problemRejects = problem != nil && pass.hasRejects ? path + "/rejected.csv" : nil
        check = pass.outcome.map {
            Check(
                path: path, pass: pass.id,
                counts: CountsView(
                    visit, $0, isCheck: pass.isCheck, rejectPath: $0.rejected > 0 ? path + "/rejected.csv" : nil,
                    monthsPath: path + "/months.json"),
                canRun: $0.accepted > 0, missing: PassState.missing(visit, $0), offer: PassState.offer(visit, $0, path),
                examples: rejects.flatMap { RejectExamples(visit, $0, of: pass) })
        }
    }
}

extension PassState {
    private static func offer(_ visit: Visit, _ outcome: Pass.Outcome, _ path: String) -> Offer? {
        guard let doubt = outcome.figures?.doubts.first(where: { $0.kind == .orderRule }),
            let rule = doubt.words.first.flatMap(OrderRule.init(rawValue:))
        else { return nil }
        return Offer(
            address: path + "/mapping" + PercentEncoding.query([("order", rule.rawValue)]),
            text: visit.text(ImportText.takeApart, ["rule": visit.text(rule.title)]))
    }

    private static func missing(_ visit: Visit, _ outcome: Pass.Outcome) -> String? {
        let share =
            outcome.figures?.missing(read: outcome.read, rejected: outcome.rejected)
            ?? (outcome.read > 0 ? Double(outcome.rejected) / Double(outcome.read) : 0)
        guard share > muchMissing else { return nil }
        return visit.text(ImportText.muchMissing, ["share": NumberStyle(visit.language).percent(share, digits: 0)])
    }
}

/// What a screen reader says of work that goes on: its beginning, its quarters and its end, each once.
struct News: PageValue {
    /// Goes along with the next question, so that nothing is said twice.
    let step: String
    let sentence: String
    /// Not said before.
    let isNew: Bool
    let isOver: Bool

    fileprivate init(_ visit: Visit, _ pass: Pass, _ problem: String?) {
        let title = visit.text(pass.isCheck ? ImportText.checkRunning : .importRunning)
        if let outcome = pass.outcome {
            let end = visit.text(pass.isCheck ? ImportText.checkOver : .importOver)
            let summary = CountsView.summary(visit, outcome, pass.isCheck)
            self.init(visit, step: "end", end + visit.wordSpace + summary, isOver: true)
        } else if let problem {
            let end = visit.text(ImportText.notImported)
            self.init(
                visit, step: "end", visit.text(ImportText.newsStep, ["what": end, "step": problem]), isOver: true)
        } else if pass.job?.state == .waiting {
            self.init(visit, step: "waiting", title + visit.fullStop + visit.text(ImportText.waitingText))
        } else {
            self.init(visit, title, fraction: pass.job?.progress ?? 0)
        }
    }

    init(_ visit: Visit, _ title: String, fraction: Double) {
        let quarters = Int(min(max(fraction, 0), 1) * 4)
        let percent = NumberStyle(visit.language).percent(Double(quarters) / 4, digits: 0)
        self.init(
            visit, step: String(quarters * 25),
            visit.text(ImportText.newsStep, ["what": title, "step": percent]))
    }

    init(_ visit: Visit, step: String, _ sentence: String, isOver: Bool = false) {
        self.step = step
        self.sentence = sentence
        self.isOver = isOver
        isNew = visit.query("said") != step
    }
}

extension Visit {
    /// Behind a sentence, with what separates it from the next.
    fileprivate var fullStop: String { language == .en ? ". " : "。" }
}

/// A progress bar with the remaining time in words.
struct ProgressView: PageValue {
    let label: String
    let thousandths: Int
    let percent: String
    let remaining: String

    init(_ visit: Visit, fraction: Double, since: Int?) {
        label = visit.text(ImportText.progress)
        thousandths = Int(fraction * 1_000)
        percent = NumberStyle(visit.language).percent(fraction, digits: 0)
        remaining = ProgressView.words(
            visit, RemainingTime.seconds(fraction: fraction, elapsed: since.map { visit.now - $0 }))
    }

    private static func words(_ visit: Visit, _ seconds: Int?) -> String {
        guard let seconds else { return visit.text(ImportText.remainingUnknown) }
        let rounded = RemainingTime.rounded(seconds)
        return rounded.minutes > 0
            ? visit.text(ImportText.remainingMinutes, count: rounded.minutes)
            : visit.text(ImportText.remainingSeconds, count: rounded.seconds)
    }
}
