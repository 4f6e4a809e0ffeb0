extension TimeParser {
    /// Puts the chosen days and times together.
    func combine(_ days: [TimeItem], _ times: [TimeItem]) -> PortugueseTime.Reading {
        var reading = PortugueseTime.Reading()
        reading.day = day(of: days)
        reading.time = time(of: times)
        if reading.day == nil, times.contains(where: \.isToday) { reading.day = .on(today) }
        for item in times { fill(&reading, from: item.kind) }
        settle(&reading, days)
        return reading
    }

    private func day(of items: [TimeItem]) -> DayReading? {
        guard let first = items.first, let item = first.day else { return nil }
        if items.count > 1 {
            let days = items.compactMap { $0.day?.exact }
            return days.count > 1 ? .ambiguous(days) : item.reading
        }
        switch (first.bound, item.exact) {
        case (.before, let day?): return .until(day)
        case (.after, let day?): return .from(day)
        case (.before, nil):
            guard case .between(let start, _) = item.reading else { return item.reading }
            return .until(start)
        default: return item.reading
        }
    }

    private func time(of items: [TimeItem]) -> ClockReading? {
        let parts = items.compactMap { item -> DayPart? in
            guard case .part(let part) = item.kind else { return nil }
            return part
        }
        if let range = items.compactMap(\.range).last { return .between(range.0, range.1) }
        let clocks = items.filter { $0.clock != nil }
        if let first = clocks.first {
            return clocks.count > 1
                ? alternatives(clocks, parts.first) : reading(first, in: parts.last ?? nil)
        }
        guard let first = parts.first, let last = parts.last, first != last else {
            return parts.first.map { .part($0) }
        }
        let hours = [first.hours, last.hours]
        guard let start = LocalTime(hour: hours.map(\.lowerBound).min() ?? 0),
            let end = LocalTime(hour: hours.map(\.upperBound).max() ?? 24)
        else { return nil }
        return .between(start, end)
    }

    private func alternatives(_ clocks: [TimeItem], _ part: DayPart?) -> ClockReading {
        let times = clocks.compactMap { $0.clock?.times(in: part).first }
        return times.isEmpty ? .impossible : times.count == 1 ? .at(times[0]) : .ambiguous(times)
    }

    private func reading(_ item: TimeItem, in part: DayPart?) -> ClockReading? {
        guard let times = item.clock?.times(in: part) else { return nil }
        guard let first = times.first else { return .impossible }
        switch item.bound {
        case .before: return .before(first == .midnight ? .endOfDay : first)
        case .after: return .after(first)
        case nil: return times.count > 1 ? .ambiguous(times) : .at(first)
        }
    }

    private func fill(_ reading: inout PortugueseTime.Reading, from kind: TimeItem.Kind) {
        switch kind {
        case .moment(let moment):
            reading.day = .on(moment.day)
            reading.time = .at(moment.time)
        case .span(let start, let end):
            reading.day = start.day == end.day ? .on(start.day) : .between(start.day, end.day)
            reading.time = .between(start.time, end.time)
        default: break
        }
    }

    /// Uses the clock to settle "quarta" said on a Wednesday, and today's date to settle "às 3".
    private func settle(_ reading: inout PortugueseTime.Reading, _ days: [TimeItem]) {
        if reading.day == .on(today), case .ambiguous(let times) = reading.time {
            let coming = times.filter { $0 > now.time }
            if coming.count == 1 { reading.time = .at(coming[0]) }
        }
        guard days.count == 1, days[0].day?.weekday == today.weekday, let last = reading.time?.latest,
            case .ambiguous(let options) = reading.day, let later = options.first
        else { return }
        if last <= now.time {
            reading.day = .on(later)
        } else if reading.time?.isClock == true {
            reading.day = .on(today)
        }
    }
}

extension TimeItem {
    fileprivate var range: (LocalTime, LocalTime)? {
        guard case .times(let start, let end) = kind else { return nil }
        return (start, end)
    }
}

extension ClockReading {
    fileprivate var isClock: Bool {
        switch self {
        case .at, .ambiguous: true
        default: false
        }
    }

    /// The last minute that fits; of two readings, that of the likelier.
    fileprivate var latest: LocalTime? {
        switch self {
        case .at(let time), .before(let time), .between(_, let time): time
        case .ambiguous(let times): times.first
        case .part(let part): LocalTime(hour: part.hours.upperBound)
        case .after, .impossible: nil
        }
    }
}
