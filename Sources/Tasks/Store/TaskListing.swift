package import Measures
package import Site

/// Which tasks are asked for, by the day they are due.
package struct TaskListing: Sendable, Hashable {
    package enum Whose: String, Sendable, CaseIterable { case mine, given, all }
    package enum State: String, Sendable, CaseIterable { case open, overdue, done }

    package var whose: Whose
    package var state: State
    package var account: Int?
    /// Open tasks that are due later are left out; nil for none.
    package var through: Day?
    package var today: Day
    package var place = ListPlace<DayMark>.start
    package var size = 50

    package init(_ whose: Whose = .mine, _ state: State = .open, account: Int? = nil, today: Day) {
        self.whose = whose
        self.state = state
        self.account = account
        self.today = today
    }

    /// What is open is asked for from the most urgent on, what is done from the latest on.
    var goesDown: Bool { (state == .done) != place.isBackward }
}
