@testable import Domain

/// Compares a reading with what a source expects, by the scoring note that comes with the cases.
struct TimeScoring {
    let now: LocalDateTime
    let reading: PortugueseTime.Reading

    /// True when the reading equals one of the accepted values. An ambiguous reading passes when the accepted value
    /// is among its at most two candidates: the agent then asks.
    func passes(_ values: [TimeCases.Value]) -> Bool { values.contains(where: matches) }

    private func matches(_ value: TimeCases.Value) -> Bool {
        switch value.kind {
        case "none": return reading.isEmpty || reading == .init(time: .impossible)
        case "impossible": return reading.day == .impossible
        case "date": return reading.time == nil && days.map(\.description).contains(value.date ?? "")
        case "time": return times.map(\.description).contains(minute(value.time))
        case "datetime": return moments.contains(minute(value.datetime))
        case "day_part": return matchesPart(value)
        case "before", "after": return matchesBound(value)
        case "date_range": return matchesDays(value)
        case "time_range": return matchesTimes(value)
        case "datetime_range": return matchesMoments(value)
        default: return false
        }
    }

    /// "2026-03-01T14:30:00" and "14:30:00" without the seconds.
    private func minute(_ text: String?) -> String {
        guard let text else { return "" }
        return String(text.prefix(text.contains("T") ? 16 : 5))
    }

    private var days: [LocalDay] {
        switch reading.day {
        case .on(let day), .past(let day): [day]
        case .ambiguous(let days) where days.count <= 2: days
        default: []
        }
    }

    private var times: [LocalTime] {
        switch reading.time {
        case .at(let time): [time]
        case .ambiguous(let times) where times.count <= 2: times
        default: []
        }
    }

    private func text(_ day: LocalDay, _ time: LocalTime) -> String {
        let day = time == .endOfDay ? day.adding(days: 1) : day
        return "\(day)T\(time == .endOfDay ? .midnight : time)"
    }

    /// A clock without a day means its next occurrence.
    private func coming(_ time: LocalTime) -> String {
        text(time > now.time ? now.day : now.day.adding(days: 1), time)
    }

    private var moments: [String] {
        guard reading.day != nil else { return times.map(coming) }
        return days.flatMap { day in times.map { text(day, $0) } }
    }

    private func matchesPart(_ value: TimeCases.Value) -> Bool {
        let names: [DayPart: String] = [.dawn: "dawn", .morning: "morning", .afternoon: "afternoon", .night: "night"]
        guard case .part(let part) = reading.time, names[part] == value.part else { return false }
        guard let date = value.date else { return true }
        return reading.day == nil ? date == now.day.description : days.map(\.description).contains(date)
    }

    private func matchesBound(_ value: TimeCases.Value) -> Bool {
        if let date = value.date {
            switch (value.kind, reading.day) {
            case ("before", .until(let day)), ("after", .from(let day)): return day.description == date
            default: return false
            }
        }
        let bound: LocalTime
        switch (value.kind, reading.time) {
        case ("before", .before(let time)), ("after", .after(let time)): bound = time
        default: return false
        }
        if let time = value.time { return bound.description == minute(time) }
        return minute(value.datetime) == (reading.day == nil ? coming(bound) : days.first.map { text($0, bound) })
    }

    private func matchesDays(_ value: TimeCases.Value) -> Bool {
        guard case .between(let first, let last) = reading.day, reading.time == nil else { return false }
        guard let end = (value.endExclusive ?? value.end).flatMap({ LocalDay(iso: $0.prefix(10)) }) else {
            return false
        }
        return first.description == value.start && abs(end.days(since: last.adding(days: 1))) <= 1
    }

    private func matchesTimes(_ value: TimeCases.Value) -> Bool {
        guard case .between(let start, let end) = reading.time else { return false }
        return start.description == minute(value.start) && end.description == minute(value.end)
    }

    private func matchesMoments(_ value: TimeCases.Value) -> Bool {
        guard case .between(let start, let end) = reading.time else { return false }
        let range: (String, String)
        switch reading.day {
        case .between(let first, let last): range = (text(first, start), text(last, end))
        case .on(let day): range = (text(day, start), text(day, end))
        case nil: range = (coming(start), coming(end))
        default: return false
        }
        guard range.0 == minute(value.start) else { return false }
        // The sources differ on whether the last minute is inside.
        return Self.minutes(range.1).isNear(Self.minutes(minute(value.end ?? value.endExclusive)))
    }

    private static func minutes(_ text: String) -> Int? {
        guard let day = LocalDay(iso: text.prefix(10)), let time = LocalTime(text: text.suffix(5)) else { return nil }
        return LocalDateTime(day: day, time: time).wallMinutes
    }
}

extension Int? {
    fileprivate func isNear(_ other: Int?) -> Bool {
        guard let self, let other else { return false }
        return abs(self - other) <= 1
    }
}
