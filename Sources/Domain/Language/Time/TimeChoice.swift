extension TimeParser {
    /// Of all that is named, what the customer means now: corrections, refusals and moves taken into account.
    func reading() -> PortugueseTime.Reading {
        let all = bounding(joiningRanges(items()))
        var items = mergingWeekdays(all.filter { !isRefused($0) })
        items = adoptingLoneNumbers(items).filter { $0.number == nil }
        if items.contains(where: { !$0.isWeak }) { items.removeAll(where: \.isWeak) }
        items = afterCorrection(items)
        let days = chosen(items.filter(\.isDay))
        let times = items.filter { !$0.isDay && isBeside($0, days, items) }
        // "sábado às 10 ou domingo às 14": every day keeps its hour.
        let clocks = times.filter { !$0.isPart }
        return combine(days, (days.count > 1 ? clocks : chosen(clocks)) + chosen(times.filter(\.isPart)))
    }

    /// "sexta não", "não posso quinta", "menos segunda".
    private func isRefused(_ item: TimeItem) -> Bool {
        if word(item.end) == "nao", Self.refusals.contains(word(item.end + 1)) || isEnd(item.end + 1) { return true }
        var index = item.start - 1
        while index >= 0, index > item.start - 5, !isEnd(index) {
            switch word(index) {
            case "menos", "exceto", "tirando": return true
            case "ser" where word(index - 1) == "sem": return true
            case "inves", "vez", "lugar":
                return word(index + 1) == "de" || word(index + 1) == "do" || word(index + 1) == "da"
            case "nao": return Self.refusals.contains(word(index + 1))
            case "mas", "so", "pra", "ou", "entao": return false
            default: index -= 1
            }
        }
        return false
    }

    /// Lone numbers answer a question about time: "15", "10 ou 11", "amanhã 14".
    private func adoptingLoneNumbers(_ items: [TimeItem]) -> [TimeItem] {
        if hint == .clock || hint == .either, items.count == 2, items[0].isDay, let hour = items[1].number, hour <= 24,
            items[0].end == items[1].start
        {
            return [items[0], TimeItem(start: items[1].start, end: items[1].end, kind: .clock(Clock(hour: hour)))]
        }
        guard (1...2).contains(items.count), items.allSatisfy({ $0.number != nil }), tokens.count <= 6 else {
            return items
        }
        return items.map { item in
            var adopted = item
            // "qualquer um" is no hour.
            guard tokens.count == 1 || !["um", "uma"].contains(word(item.start)) else { return item }
            switch (hint, item.number) {
            case (.clock, let hour?) where hour <= 24: adopted.kind = .clock(Clock(hour: hour))
            case (.day, let day?) where day > 0:
                adopted.kind = .day(DayItem(resolve(DateParts(day: day)), parts: DateParts(day: day)))
            default: break
            }
            return adopted
        }
    }

    /// Fits "quarta" into "semana que vem", and checks "amanhã, sexta".
    private func mergingWeekdays(_ items: [TimeItem]) -> [TimeItem] {
        var merged: [TimeItem] = []
        for item in items {
            guard let last = merged.last(where: \.isDay), let before = last.day, let day = item.day,
                !isAlternative(item), let fitted = fit(before, day, gap: gap(last, item))
            else {
                merged.append(item)
                continue
            }
            merged.removeAll { $0.start == last.start }
            var joined = item
            joined.start = last.start
            joined.kind = .day(fitted)
            joined.bound = last.bound ?? item.bound
            merged.append(joined)
        }
        return merged
    }

    private func fit(_ first: DayItem, _ second: DayItem, gap: [String]) -> DayItem? {
        if let span = first.isSpan ? first : second.isSpan ? second : nil,
            case .between(let start, let end) = span.reading
        {
            let other = first.isSpan ? second : first
            if let weekday = other.weekday {
                let day = start.weekday == weekday ? start : next(weekday, after: start)
                return day <= end ? DayItem(.on(day)) : nil
            }
            if let parts = other.parts, parts.month == nil {
                let (year, month, _) = start.civil
                return DayItem(resolve(DateParts(day: parts.day, month: month, year: year)))
            }
            return nil
        }
        guard let weekday = second.weekday, first.weekday == nil, case .on(let day) = first.reading,
            gap.isEmpty || gap == [","] || gap == ["("] || gap == ["-"]
        else { return nil }
        return day.weekday == weekday ? first : DayItem(.weekdayConflict(date: day, said: weekday))
    }

    /// Drops what "não", "aliás", "na verdade" take back.
    private func afterCorrection(_ items: [TimeItem]) -> [TimeItem] {
        guard let marker = tokens.indices.last(where: isCorrection) else { return items }
        let later = items.filter { $0.start > marker }
        guard !later.isEmpty else { return items }
        return items.filter { item in
            item.start > marker || !later.contains { $0.isDay == item.isDay }
        }
    }

    /// True where something said before is taken back.
    func isCorrection(_ index: Int) -> Bool {
        switch word(index) {
        case "alias", "digo", "ops", "opa", "corrigindo", "errei", "desculpa", "perai":
            return word(index) != "opa" || index > 0
        case "verdade": return word(index - 1) == "na"
        case "dizer": return word(index - 1) == "quer"
        case "nao": return index > 0 && isEnd(index - 1) && (mark(index + 1) == "," || word(index + 1) == "e")
        default: return false
        }
    }

    /// The group of alternatives that counts: the one the visit moves to ("pra"), else the last.
    private func chosen(_ items: [TimeItem]) -> [TimeItem] {
        var groups: [[TimeItem]] = []
        for item in items {
            if let last = groups.last?.last, isAlternative(item) || isListed(last, item) || isFallback(last, item) {
                groups[groups.count - 1].append(item)
            } else {
                groups.append([item])
            }
        }
        let current = groups.filter { !$0.allSatisfy(\.isPast) }
        let candidates = current.isEmpty ? groups : current
        return candidates.last { $0.first.map(isDestination) ?? false } ?? candidates.last ?? []
    }

    private func isAlternative(_ item: TimeItem) -> Bool {
        var index = item.start - 1
        while index > item.start - 4, ["na", "no", "a", "o", "pra", "de", "as", "pro"].contains(word(index)) {
            index -= 1
        }
        return word(index) == "ou"
    }

    private func isListed(_ left: TimeItem, _ right: TimeItem) -> Bool {
        let gap = gap(left, right)
        return gap == [","] || gap == ["e"] || gap == ["e", "as"] || gap == ["e", "no"] || gap == ["e", "na"]
    }

    /// "amanhã, senão sábado", "quinta, se não tiver sexta".
    private func isFallback(_ left: TimeItem, _ right: TimeItem) -> Bool {
        guard left.end < right.start else { return false }
        return (left.end..<right.start).contains {
            word($0) == "senao" || word($0) == "se" && word($0 + 1) == "nao"
        }
    }

    private func isDestination(_ item: TimeItem) -> Bool {
        var index = item.start
        while index > item.start - 3, index >= 0, !["pra", "pras", "pro"].contains(word(index)) { index -= 1 }
        return index > item.start - 3 && ["pra", "pras", "pro"].contains(word(index))
    }

    /// A clock belongs to the chosen day unless another day stands nearer before it.
    private func isBeside(_ time: TimeItem, _ days: [TimeItem], _ items: [TimeItem]) -> Bool {
        guard let first = days.first, let last = days.last else { return true }
        let others = items.filter { item in item.isDay && !days.contains { $0.start == item.start } }
        guard let nearest = others.last(where: { $0.start < time.start }) else { return true }
        return first.start < time.start ? nearest.start < first.start || last.start > nearest.start : false
    }

    private static let refusals: Set<String> = [
        "posso", "da", "consigo", "quero", "pode", "rola", "tenho", "vai", "vou", "dava", "podia", "e", "seria",
        "serve",
    ]
}

extension TimeItem {
    var isDay: Bool { day != nil }

    var isPart: Bool {
        guard case .part = kind else { return false }
        return true
    }

    var isPast: Bool {
        guard case .past = day?.reading else { return false }
        return true
    }
}
