extension TimeParser {
    /// Joins "das 14 às 16", "13 a 15 de julho", "de segunda a sexta" into single items.
    func joiningRanges(_ items: [TimeItem]) -> [TimeItem] {
        var joined: [TimeItem] = []
        var index = 0
        while index < items.count {
            if index + 3 < items.count, let span = span(Array(items[index...index + 3])) {
                joined.append(span)
                index += 4
            } else if index + 1 < items.count, let range = range(items[index], items[index + 1], among: items) {
                joined.append(range)
                index += 2
            } else {
                joined.append(items[index])
                index += 1
            }
        }
        return joined
    }

    private func range(_ left: TimeItem, _ right: TimeItem, among items: [TimeItem]) -> TimeItem? {
        guard let isOpen = separates(left, right, opening: left) else { return nil }
        let kind = times(left, right, isIntroduced: isOpen, among: items) ?? days(left, right)
        return kind.map { TimeItem(start: left.start, end: right.end, kind: $0) }
    }

    /// Whether the words between two items make them a range; then, whether "de" or "entre" opened it.
    private func separates(_ left: TimeItem, _ right: TimeItem, opening first: TimeItem) -> Bool? {
        let gap = gap(left, right)
        let opening = [word(first.start - 1), word(first.start - 2), word(first.start)]
        let isBetween = opening.contains("entre")
        let isOpen = isBetween || opening.contains { ["de", "do", "das", "desde"].contains($0) }
        switch gap.first {
        case nil: return word(right.start) == "as" ? isOpen : nil
        case "e": return isBetween && gap.dropFirst().allSatisfy(Self.articles.contains) ? isOpen : nil
        case "a", "ao", "ate", "-", "as":
            return gap.dropFirst().allSatisfy(Self.articles.contains) ? isOpen : nil
        default: return nil
        }
    }

    private func times(
        _ left: TimeItem, _ right: TimeItem, isIntroduced: Bool, among items: [TimeItem]
    ) -> TimeItem.Kind? {
        let first: Clock
        let second: Clock
        switch (left.kind, right.kind) {
        case (.clock(let start), .clock(let end)): (first, second) = (start, end)
        case (.number(let hour), .clock(let end)):
            let isPlain = hour >= 7 || left.start == 0 || isEnd(left.start - 1) || mark(left.end) == "-"
            guard isIntroduced || isPlain || isBesideDay(left, right, items), hour <= 24 else { return nil }
            (first, second) = (Clock(hour: hour), end)
        case (.clock(let start), .number(let hour)):
            guard hour <= 24, left.end < right.start else { return nil }
            (first, second) = (start, Clock(hour: hour))
        case (.number(let start), .number(let end)):
            let isAboutTime = hint == .clock || hint == .either || isBesideDay(left, right, items)
            guard isIntroduced, start <= 24, end <= 24, isAboutTime else { return nil }
            (first, second) = (Clock(hour: start), Clock(hour: end))
        default: return nil
        }
        return Clock.range(first, second).map { .times($0.0, $0.1) }
    }

    private func isBesideDay(_ left: TimeItem, _ right: TimeItem, _ items: [TimeItem]) -> Bool {
        items.contains { item in
            item.day != nil && (abs(item.start - right.end) <= 2 || abs(left.start - item.end) <= 2)
        }
    }

    private func days(_ left: TimeItem, _ right: TimeItem) -> TimeItem.Kind? {
        if let number = left.number, let parts = right.day?.parts, parts.month != nil {
            return days(DateParts(day: number, month: parts.month, year: parts.year), parts)
        }
        if var end = left.day?.parts, let number = right.number, number > end.day {
            let start = end
            end.day = number
            return days(start, end)
        }
        guard let first = left.day, let second = right.day, left.end < right.start else { return nil }
        if let start = first.parts, let end = second.parts {
            return days(DateParts(day: start.day, month: start.month ?? end.month, year: start.year), end)
        }
        guard let start = first.exact, var end = second.exact else { return nil }
        while end < start, second.weekday != nil { end = end.adding(days: 7) }
        return start <= end ? .day(DayItem(.between(start, end))) : nil
    }

    /// The range that ends at the coming `end` and starts at the last `start` before it.
    private func days(_ start: DateParts, _ end: DateParts) -> TimeItem.Kind {
        let last: LocalDay
        switch resolve(end) {
        case .on(let day), .past(let day): last = day
        default: return .day(DayItem(.impossible))
        }
        if let year = start.year {
            guard let first = LocalDay(year: year, month: start.month ?? last.civil.month, day: start.day) else {
                return .day(DayItem(.impossible))
            }
            return .day(DayItem(last < today ? .past(first) : .between(first, last)))
        }
        let (year, month, _) = last.civil
        let candidates = [(year, start.month ?? month), (year - 1, start.month ?? month)]
        let first = candidates.compactMap { LocalDay(year: $0.0, month: $0.1, day: start.day) }
            .first { $0 <= last }
        guard let first else { return .day(DayItem(.impossible)) }
        return .day(DayItem(last < today ? .past(first) : .between(first, last)))
    }

    /// "das 16h de hoje até as 17h de amanhã".
    private func span(_ items: [TimeItem]) -> TimeItem? {
        guard let first = items[0].clock?.times().first, let second = items[2].clock?.times().first,
            let start = items[1].day?.named, let end = items[3].day?.named,
            separates(items[1], items[2], opening: items[0]) != nil,
            gap(items[0], items[1]).allSatisfy(["de", "do", "da"].contains),
            gap(items[2], items[3]).allSatisfy(["de", "do", "da"].contains)
        else { return nil }
        let opening = [word(items[0].start - 1), word(items[0].start)]
        guard opening.contains(where: { ["das", "de", "entre", "desde"].contains($0) }) else { return nil }
        return TimeItem(
            start: items[0].start, end: items[3].end,
            kind: .span(LocalDateTime(day: start, time: first), LocalDateTime(day: end, time: second)))
    }

    private static let articles: Set<String> = ["o", "a", "as", "ao", "dia", "de", "do"]
}

extension DayItem {
    /// The one day meant, or the likelier of two.
    var exact: LocalDay? {
        switch reading {
        case .on(let day): day
        case .ambiguous(let days): days.first
        default: nil
        }
    }

    /// The day said, even when it is over.
    var named: LocalDay? {
        guard case .past(let day) = reading else { return exact }
        return day
    }
}

extension Clock {
    /// Both ends of a range, each helping to tell which half of the day the other means.
    ///
    /// - Returns: nil when an end does not exist or the end is not after the start.
    static func range(_ first: Clock, _ second: Clock) -> (LocalTime, LocalTime)? {
        var starts = first.times()
        var ends = second.times()
        if second.hour == 24 { ends = [.endOfDay] }
        if starts.count == 1, ends.count > 1 { ends = ends.sorted() }
        // "das 8 às 21h": an end written in the 24-hour way says that the start is too.
        if ends.count == 1, starts.count > 1 {
            starts = starts.sorted(by: second.isWrittenIn24Hours ? { $0 < $1 } : { $0 > $1 })
        }
        if starts.count > 1, ends.count > 1 { ends = ends.sorted() }
        for start in starts {
            if let end = ends.first(where: { $0 > start }) { return (start, end) }
        }
        return nil
    }

    private var isWrittenIn24Hours: Bool {
        switch half {
        case .exact, .unknown: true
        default: false
        }
    }
}
