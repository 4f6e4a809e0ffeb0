extension Clock {
    /// The times this may mean, the likelier for a shop first; empty when no such time exists.
    ///
    /// - Parameter part: A part of the day named elsewhere in the same expression.
    func times(in part: DayPart? = nil) -> [LocalTime] {
        guard minute < 60, hour < 24 || hour == 24 && minute == 0 else { return [] }
        if hour == 24 { return [.midnight] }
        switch half {
        case .morning: return hour <= 12 ? time(hour % 12) : []
        case .afternoon: return time(hour < 12 ? hour + 12 : hour)
        case .part(let own): return time(Self.hour(hour, in: own))
        case .exact: return time(part.map { Self.hour(hour, in: $0) } ?? hour)
        case .unknown: return either(in: part)
        }
    }

    /// True when "am", "pm" or a part of the day stands beside it.
    var isHalfNamed: Bool {
        switch half {
        case .morning, .afternoon, .part: true
        case .unknown, .exact: false
        }
    }

    func adding(minutes: Int) -> Clock {
        let total = hour * 60 + minute + minutes
        // A quarter to one is before noon's hour, not before midnight's.
        let wrapped = total < 60 && hour == 1 ? total + 720 : (total + 1440) % 1440
        return Clock(hour: wrapped / 60, minute: wrapped % 60, half: half)
    }

    private func either(in part: DayPart?) -> [LocalTime] {
        if let part { return time(Self.hour(hour, in: part)) }
        guard (1...11).contains(hour) else { return time(hour) }
        // Shops work from about seven to seven.
        return hour < 7 ? time(hour + 12) + time(hour) : time(hour) + time(hour + 12)
    }

    private func time(_ hour: Int) -> [LocalTime] {
        LocalTime(hour: hour, minute: minute).map { [$0] } ?? []
    }

    private static func hour(_ hour: Int, in part: DayPart) -> Int {
        switch part {
        case .dawn: hour == 12 ? 0 : hour
        case .morning: hour
        case .afternoon: hour < 12 ? hour + 12 : hour
        case .night: hour == 12 ? 0 : hour > 4 && hour < 12 ? hour + 12 : hour
        }
    }
}
