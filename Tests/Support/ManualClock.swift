import Domain
import Synchronization

/// A clock that stands still until a test moves it.
package final class ManualClock: ShopClock {
    private let moment: Mutex<Moment>

    package init(_ now: Moment = .monday) { moment = Mutex(now) }

    package var now: Moment {
        get { moment.withLock { $0 } }
        set { moment.withLock { $0 = newValue } }
    }

    package func advance(seconds: Int) { advance(milliseconds: seconds * 1000) }

    package func advance(milliseconds: Int) {
        moment.withLock { $0 = $0.adding(milliseconds: milliseconds) }
    }
}

extension Moment {
    /// Monday, 2 March 2026, 09:00 in São Paulo.
    package static let monday = Moment(milliseconds: 1_772_452_800_000)
}

extension LocalDay {
    /// The day of `Moment.monday`.
    package static let monday = LocalDay(number: 20_514)
}

extension LocalTime {
    /// A time written in a test: `.at(14, 30)`.
    package static func at(_ hour: Int, _ minute: Int = 0) -> LocalTime {
        guard let time = LocalTime(hour: hour, minute: minute) else { preconditionFailure("no such time") }
        return time
    }
}
