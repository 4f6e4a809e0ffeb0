import Foundation

/// A point in time: milliseconds since 1970-01-01 00:00 UTC, as stored.
package struct Moment: Sendable, Hashable, Comparable, Codable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package func adding(seconds: Int) -> Moment { Moment(milliseconds: milliseconds + Int64(seconds) * 1000) }
    package func adding(milliseconds more: Int) -> Moment { Moment(milliseconds: milliseconds + Int64(more)) }

    /// Milliseconds from `other` to this moment.
    package func since(_ other: Moment) -> Int64 { milliseconds - other.milliseconds }

    /// "2026-03-01T17:30:00.000Z", as the API carries it (RFC 3339, UTC, milliseconds).
    package var iso8601: String {
        let seconds = Int((Double(milliseconds) / 1000).rounded(.down))
        let day = LocalDay(number: Int((Double(seconds) / 86_400).rounded(.down)))
        let rest = seconds - day.number * 86_400
        func pad(_ value: Int, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        let fraction = Int(milliseconds - Int64(seconds) * 1000)
        return "\(day)T\(pad(rest / 3600, 2)):\(pad(rest / 60 % 60, 2)):\(pad(rest % 60, 2)).\(pad(fraction, 3))Z"
    }

    package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}

/// Where "now" comes from. Production reads the system clock; tests and the simulator move theirs.
package protocol ShopClock: Sendable {
    var now: Moment { get }
}

/// The machine's own clock.
package struct SystemClock: ShopClock {
    package init() {}
    package var now: Moment { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
