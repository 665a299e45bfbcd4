import API
import Accounts
import Activities
import Classification
import Contacts
import Database
import Imports
import Judging
import Ledger
import Measures
import People
import Tabular
import Tasks

/// A failure a command explains by itself.
struct Failure: Error {
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}

/// Words every error of the program for the command line: one sentence, no internals.
enum Sentence {
    static func of(_ error: any Error) -> String {
        switch error {
        case let failure as Failure: failure.sentence
        case let error as DatabaseError: of(error)
        case let problem as ImportProblem: of(problem)
        case let error as TabularError: error.english + "."
        case let error as LedgerError: of(error)
        case let problem as EvaluationProblem: of(problem)
        case let problem as TierDecisionDraft.Problem: of(problem)
        case let refused as PolicyRefused: refused.problems.map(\.english).joined(separator: "; ") + "."
        case GroupProblem.notYours: "One of the groups may not be changed by this user."
        case GroupProblem.circle: "An account cannot stand above itself."
        case let problem as OrganisationProblem: of(problem)
        case let problem as TaskProblem: of(problem)
        case let problem as ContactProblem: of(problem)
        case let problem as ActivityProblem: of(problem)
        case let problem as TokenProblem: of(problem)
        case is CancellationError: "Stopped."
        default: "Something unforeseen went wrong: \(error)"
        }
    }

    private static func of(_ error: DatabaseError) -> String {
        switch error {
        case .unique(let constraint): "That is there already (\(constraint))."
        case .foreignKey(let constraint), .check(let constraint): "The database refused it: \(constraint)."
        case .notNull(let column): "The database misses a value for \(column)."
        case .busy: "The database is locked by another program; try again when it is done."
        case .serialization: "Others were writing the same records all the time; try again."
        case .foreignTables: "The database holds tables of another program; give Mainstay one of its own."
        case .diskFull: "The disk is full or the database file may not grow."
        case .readOnly: "The database may not be written to."
        case .notADatabase(let path): "\(path) is not a Mainstay database."
        case .corrupt(let detail): "The database is damaged: \(detail)."
        case .cannotOpen(let target, let detail): "Cannot open the database \(target): \(detail)."
        case .connectionLost(let detail): "The connection to the database was lost: \(detail)."
        case .invalidAddress(let text):
            "“\(text)” is no database address; write sqlite:PATH or postgres://USER@HOST/NAME."
        case .unexpectedNull(let column): "A value is missing in the database (column \(column))."
        case .statement(let message, _): "The database did not understand us: \(message)."
        case .olderSchema: "This database was made by an older Mainstay: run mainstay migrate (it backs up first)."
        case .newerSchema: "This database was made by a newer Mainstay than this one."
        case .backup(let detail): "The backup failed: \(detail)."
        }
    }

    private static func of(_ problem: ImportProblem) -> String {
        switch problem {
        case .file(let error): error.english + "."
        case .mapping(let problems): problems.english + "."
        case .unknownMapping(let name): "There is no mapping “\(name)”: neither a file, a built-in nor a saved one."
        case .mappingUnreadable(let path, let detail): "The mapping \(path) cannot be read: \(detail)."
        case .unknownCurrency(let code): "“\(code)” is no currency of ISO 4217."
        case .monthsClosed(let late): of(late, "The file")
        case .partsOfOrders(let orders, let count):
            "The file holds rejected rows, and \(Console.count(count, "order")) of it would replace whole ones: "
                + orders.joined(separator: ", ") + (count > orders.count ? " …" : "")
                + ". Add all rows of these orders, take away the column \(RejectColumn.name), and import it again."
        case .costMonthsClosed(let late): of(late, "The file")
        case .costColumnMissing(let field):
            "The file has no column for the \(field.rawValue) (looked for \(field.names.joined(separator: ", ")))."
        case .sourceUnusable: "The source of the numbers needs a name of 1 to 200 letters."
        case .otherRule(let source, let rule, let asked):
            "The orders of source “\(source)” are known by \(rule), not by \(asked): all of this file's would come in again. "
                + "Use --order \(rule), or another --source."
        case .underWay: "This file is being imported already; “mainstay run list” shows how far it is."
        }
    }

    private static func of(_ late: LateOrders, _ what: String) -> String {
        let orders = late.numbers.prefix(10).joined(separator: ", ") + (late.count > 10 ? " …" : "")
        return
            "\(what) would change \(Console.count(late.count, "order")) of months that are closed (through \(late.through.iso)): "
            + "\(orders). Reopen them with mainstay company --close-through, or book late orders into the open month "
            + "with --late-orders book."
    }

    private static func of(_ late: LateCosts, _ what: String) -> String {
        "\(what) would change \(Console.count(late.count, "cost")) of months that are closed (through \(late.through.iso)). "
            + "Reopen them with mainstay company --close-through."
    }

    private static func of(_ problem: EvaluationProblem) -> String {
        switch problem {
        case .noOrders: "There are no orders to judge by yet: bring some in with mainstay import orders FILE."
        case .noPurchases: "There are only returns so far: nobody can be judged before an order with revenue comes in."
        case .future(let day, let today):
            "\(day.iso) lies after today (\(today.iso)): nobody can be judged by what has not happened."
        case .beforeLedger(let day, let first): "\(day.iso) lies before the first order (\(first.iso))."
        case .notAMonthEnd(let day):
            "Only month ends are kept and can be rebuilt; \(day.iso) is none."
        }
    }

    private static func of(_ problem: TierDecisionDraft.Problem) -> String {
        switch problem {
        case .notJudged: "The account was not judged yet: run mainstay evaluate first."
        case .reasonMissing: "A decision needs a reason."
        case .reasonLong: "A reason has at most \(TierDecisionDraft.longestReason) letters."
        case .tierUnknown(let code): "The policy has no tier “\(code)”."
        case .over(let day): "\(day.iso) is over already."
        case .tooLong(_, let last): "A decision holds for a year at most, here through \(last.iso)."
        case .nothingWaits: "No downgrade of this account waits for a word."
        }
    }

    private static func of(_ problem: TaskProblem) -> String {
        switch problem {
        case .titleMissing: "A task needs a title."
        case .titleLong: "A title has at most \(TaskDraft.longestTitle) letters."
        case .noteLong: "A note has at most \(TaskDraft.longestNote) letters."
        case .assigneeUnknown: "Whoever is to do it is not here."
        case .accountUnknown: "There is no such account."
        case .assigneeUnseeing: "This person may not see the account: share it with them first."
        case .gone: "There is no such open task, or it may not be changed."
        }
    }

    private static func of(_ problem: ContactProblem) -> String {
        switch problem {
        case .nameMissing: "A contact needs a name."
        case .phoneUnreadable: PhoneNumber.rule
        case .emailUnreadable: EmailAddress.rule
        case .birthdayUnreadable: "The birthday is no day; write 1980-05-01 or 05-01."
        case .dayUnreadable: "The day is none; write 2011-12-09."
        case .long(let field, let most): "The \(field) has at most \(most) letters."
        case .gone: "There is no such contact, or it may not be changed."
        }
    }

    private static func of(_ problem: ActivityProblem) -> String {
        switch problem {
        case .subjectMissing: "Say what it was about."
        case .dayUnreadable, .nextDayUnreadable: "The day is none; write 2011-12-09."
        case .dayAhead: "This day has not come yet: what is planned is a task."
        case .commentMissing: "A comment needs words."
        case .long(let field, let most): "The \(field) has at most \(most) letters."
        case .gone: "There is no such activity or account, or it may not be changed."
        }
    }

    private static func of(_ problem: TokenProblem) -> String {
        switch problem {
        case .nameMissing: "A token needs a name: which program it is for."
        case .nameLong: "A token's name has at most \(TokenDraft.longestName) letters."
        case .nameTaken: "This user has a token of this name: take another, or revoke that one first."
        case .scopeMissing: "A token needs a scope: read, write or import."
        case .daysWrong: "A token holds for 1 to \(TokenDraft.longestLife) days."
        case .gone: "There is no such token."
        }
    }

    private static func of(_ problem: OrganisationProblem) -> String {
        switch problem {
        case .nameMissing: "The name is missing."
        case .nameLong: "A name has at most \(OrgUnit.longestName) letters."
        case .circle: "A team cannot be part of itself."
        case .notEmpty: "People or teams are still in it: move them first."
        case .shared: "Accounts are shared with it: take that back first."
        case .unknown: "The team or somebody named is not there."
        }
    }

    private static func of(_ error: LedgerError) -> String {
        switch error {
        case .unknownCurrency(let code): "The database holds the unknown currency “\(code)”."
        case .unknownRun(let run): "There is no run \(run)."
        case .monthsClosed(let late): of(late, "This")
        case .costMonthsClosed(let late): of(late, "This")
        case .accountsGone: "An undo took accounts of the file away meanwhile, so the import stopped; begin it again."
        case .runUnderWay(let run): "Run \(run) is being imported right now; take it back when it is done or stopped."
        case .runTakenBack(let run): "Run \(run) was taken back meanwhile, so the import stopped."
        case .runNotUndoable(let run, let state): "Run \(run) is \(state) and cannot be undone."
        }
    }
}
