/// A time on the shop's wall clock, to the minute. 24:00 is allowed, as the end of a day.
package struct LocalTime: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// Minutes since midnight, 0...1440.
    package let minutes: Int

    /// - Returns: nil outside 0...1440.
    package init?(minutes: Int) {
        guard (0...1440).contains(minutes) else { return nil }
        self.minutes = minutes
    }

    package init?(hour: Int, minute: Int = 0) {
        guard (0...24).contains(hour), (0...59).contains(minute) else { return nil }
        self.init(minutes: hour * 60 + minute)
    }

    /// Reads "14:30" or "14:30:00".
    package init?(text: some StringProtocol) {
        // By bytes: a day of the calendar is read with dozens of these.
        var fields: [Int] = [0]
        var digits = 0
        for byte in Array(text.utf8) {
            switch byte {
            case 48...57 where digits < 2:
                fields[fields.count - 1] = fields[fields.count - 1] * 10 + Int(byte - 48)
                digits += 1
            case 58 where digits > 0 && fields.count < 3:
                fields.append(0)
                digits = 0
            default: return nil
            }
        }
        guard digits > 0, fields.count > 1, fields.count == 2 || fields[2] < 60 else { return nil }
        self.init(hour: fields[0], minute: fields[1])
    }

    package var hour: Int { minutes / 60 }
    package var minute: Int { minutes % 60 }

    /// "14:30", as stored and sent over the API.
    package var description: String {
        "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = LocalTime(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a time like 14:30")
        }
        self = time
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }
}

/// A day and a time on the shop's wall, without a time zone.
package struct LocalDateTime: Sendable, Hashable, Comparable, Codable {
    package var day: LocalDay
    package var time: LocalTime

    package init(day: LocalDay, time: LocalTime) {
        self.day = day
        self.time = time
    }

    /// Minutes since 1970-01-01 00:00 on the wall; only differences mean anything.
    package var wallMinutes: Int { day.number * 1440 + time.minutes }

    package static func < (left: Self, right: Self) -> Bool { left.wallMinutes < right.wallMinutes }
}
