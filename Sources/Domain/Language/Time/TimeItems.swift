extension TimeParser {
    /// Every time expression of the message in order, and the bare numbers that may turn out to be one.
    func items() -> [TimeItem] {
        var items: [TimeItem] = []
        var index = 0
        while index < tokens.count {
            if let item = item(at: index) {
                items.append(item)
                index = max(item.end, index + 1)
            } else {
                index += 1
            }
        }
        return items
    }

    private func item(at index: Int) -> TimeItem? {
        guard tokens[index].kind == .word || tokens[index].kind == .number else { return nil }
        if let found = offset(at: index) {
            return TimeItem(start: index, end: found.next, kind: found.value, isWeak: word(index) == "agora")
        }
        if let found = holiday(at: index) { return day(found, at: index) }
        // "depois do almoço" is a part of the day before "depois" bounds anything.
        if ["depois", "antes"].contains(word(index)), let part = part(at: index) { return part }
        if let found = relativeDay(at: index) ?? weekdayPhrase(at: index) { return day(found, at: index) }
        if let found = date(at: index) {
            return day(Found(DayItem(resolve(found.value), parts: found.value), found.next), at: index)
        }
        if let found = clock(at: index) { return TimeItem(start: index, end: found.next, kind: .clock(found.value)) }
        return part(at: index) ?? bareNumber(at: index)
    }

    private func part(at index: Int) -> TimeItem? {
        partPhrase(at: index).map { found in
            TimeItem(start: index, end: found.next, kind: found.value.kind, isToday: found.value.isToday)
        }
    }

    private func bareNumber(at index: Int) -> TimeItem? {
        guard let found = number(at: index), (0...31).contains(found.value), !isMoney(around: index),
            !isCountedThing(found.next, after: index), !isGlued(found.next) || mark(found.next) != ""
        else { return nil }
        return TimeItem(start: index, end: found.next, kind: .number(found.value))
    }

    private func day(_ found: Found<DayItem>, at index: Int) -> TimeItem {
        TimeItem(start: index, end: found.next, kind: .day(found.value))
    }

    /// The words and marks between two items, in order.
    func gap(_ left: TimeItem, _ right: TimeItem) -> [String] {
        guard left.end <= right.start, right.start - left.end <= 4 else { return ["…"] }
        return tokens[left.end..<right.start].map(\.text)
    }
}
