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

extension Moment {
    /// Reads "2026-03-01T17:30:00.000Z" and its like: seconds with or without a fraction, then "Z" or an offset
    /// such as "-03:00" (RFC 3339). Fractions beyond the millisecond are cut off.
    package init?(iso8601 text: some StringProtocol) {
        guard text.utf8.count <= 40, let letter = text.firstIndex(where: { $0 == "T" || $0 == "t" }),
            let day = LocalDay(iso: text[..<letter])
        else { return nil }
        let rest = text[text.index(after: letter)...]
        guard let zoneStart = rest.firstIndex(where: { "Zz+-".contains($0) }),
            let offset = Self.offset(rest[zoneStart...])
        else { return nil }
        let clock = rest[..<zoneStart].split(separator: ".", omittingEmptySubsequences: false)
        guard clock.count <= 2, clock[0].utf8.count == 8, let time = LocalTime(text: clock[0]), time.minutes < 1440,
            let second = Int(clock[0].suffix(2)), let fraction = clock.count == 2 ? Self.thousandths(clock[1]) : 0
        else { return nil }
        let minutes = Int64(day.number) * 1440 + Int64(time.minutes - offset)
        self.init(milliseconds: (minutes * 60 + Int64(second)) * 1000 + Int64(fraction))
    }

    /// Minutes east of UTC.
    private static func offset(_ text: some StringProtocol) -> Int? {
        if text == "Z" || text == "z" { return 0 }
        guard text.utf8.count == 6, let time = LocalTime(text: text.dropFirst()), time.minutes < 1440 else {
            return nil
        }
        return text.first == "-" ? -time.minutes : time.minutes
    }

    private static func thousandths(_ digits: some StringProtocol) -> Int? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int((digits + "00").prefix(3))
    }
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
