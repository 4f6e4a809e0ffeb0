/// A day on the shop's wall calendar (proleptic Gregorian), without a time zone.
package struct LocalDay: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// Days since 1970-01-01; negative before.
    package let number: Int

    package init(number: Int) { self.number = number }

    /// - Returns: nil when no such day exists (February 30, month 13) or the year is outside 1...9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.daysIn(month: month, of: year)).contains(day)
        else { return nil }
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    /// Reads "2026-03-01", nothing looser.
    package init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return nil }
        func digits(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        guard let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month 1...12, day of month 1...31.
    package var civil: (year: Int, month: Int, day: Int) {
        // Howard Hinnant, civil_from_days.
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    package var weekday: Weekday {
        Weekday(rawValue: ((number + 4) % 7 + 7) % 7) ?? .sunday
    }

    package static func daysIn(month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    package func adding(days: Int) -> LocalDay { LocalDay(number: number + days) }

    /// The same day of the month `months` later, or that month's last day when it is shorter.
    package func adding(months: Int) -> LocalDay {
        let (year, month, day) = civil
        let index = year * 12 + (month - 1) + months
        let newYear = index >= 0 ? index / 12 : (index - 11) / 12
        let newMonth = index - newYear * 12 + 1
        let last = Self.daysIn(month: newMonth, of: newYear)
        return LocalDay(year: newYear, month: newMonth, day: min(day, last)) ?? self
    }

    /// Days from `other` to this day; negative when this day is earlier.
    package func days(since other: LocalDay) -> Int { number - other.number }

    /// "2026-03-01", as stored and sent over the API.
    package var description: String {
        let (year, month, day) = civil
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let text = String(year)
        return String(repeating: "0", count: max(0, 4 - text.count)) + text + "-" + two(month) + "-" + two(day)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = LocalDay(iso: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a day like 2026-03-01")
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// A day of the week; raw values count from Sunday, 0...6, as stored.
package enum Weekday: Int, Sendable, Hashable, Codable, CaseIterable {
    case sunday, monday, tuesday, wednesday, thursday, friday, saturday

    /// "domingo", "segunda-feira" …
    package var portugueseName: String {
        switch self {
        case .sunday: "domingo"
        case .monday: "segunda-feira"
        case .tuesday: "terça-feira"
        case .wednesday: "quarta-feira"
        case .thursday: "quinta-feira"
        case .friday: "sexta-feira"
        case .saturday: "sábado"
        }
    }
}

extension LocalDay {
    /// 0001-01-01 and 9999-12-31: the days that can be written.
    package static let first = LocalDay(number: -719_162)
    package static let last = LocalDay(number: 2_932_896)
}
