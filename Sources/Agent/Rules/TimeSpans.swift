import Domain

/// Turns what was read about day and time into spans that a search can use.
enum TimeSpans {
    /// - Returns: nil when nothing usable was said; impossible, past and contradictory days are answered elsewhere.
    static func days(_ reading: DayReading?, lastDay: LocalDay, today: LocalDay) -> Dialogue.DaySpan? {
        switch reading {
        case .on(let day): .init(first: day, last: day)
        // The offer says weekday and date back, and waits for a yes.
        case .ambiguous(let days): days.first.map { .init(first: $0, last: $0) }
        case .between(let first, let last): .init(first: max(first, today), last: max(first, last))
        case .from(let day): .init(first: day, last: max(day, lastDay))
        case .until(let day): day < today ? nil : .init(first: today, last: day)
        case .impossible, .weekdayConflict, .past, nil: nil
        }
    }

    /// - Parameters:
    ///   - hours: Decide between the halves of the day for "às 3".
    ///   - day: The day talked about, when it is one.
    static func clock(_ reading: ClockReading?, hours: BusinessHours, day: LocalDay?) -> Dialogue.ClockSpan? {
        switch reading {
        case .at(let time): .init(first: time, last: time)
        case .ambiguous(let times): likely(times, hours: hours, day: day).map { .init(first: $0, last: $0) }
        case .between(let first, let last): first <= last ? .init(first: first, last: last) : nil
        case .part(let part):
            span(from: part.hours.lowerBound * 60, to: part.hours.upperBound * 60 - 1)
        case .after(let time): .init(first: time, last: .endOfDay)
        case .before(let time): .init(first: .midnight, last: time)
        case .impossible, nil: nil
        }
    }

    private static func likely(_ times: [LocalTime], hours: BusinessHours, day: LocalDay?) -> LocalTime? {
        let days = day.map { [$0.weekday] } ?? Weekday.allCases
        let open = times.filter { time in
            days.contains { hours[$0].contains { $0.opens <= time && time < $0.closes } }
        }
        return open.first ?? times.first
    }

    private static func span(from first: Int, to last: Int) -> Dialogue.ClockSpan? {
        guard let first = LocalTime(minutes: first), let last = LocalTime(minutes: last) else { return nil }
        return .init(first: first, last: last)
    }
}
