package import Foundation
import Synchronization

/// The company's time zone. It is a setting, so it can change while the program runs.
package final class CompanyZone: Sendable {
    private let zone: Mutex<TimeZone>

    package init(_ zone: TimeZone) { self.zone = Mutex(zone) }

    package var current: TimeZone { zone.withLock { $0 } }

    package func change(to zone: TimeZone) { self.zone.withLock { $0 = zone } }
}
