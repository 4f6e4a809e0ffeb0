extension TimeParser {
    /// "hoje", "depois de amanhã", "daqui a duas semanas", "fim de semana", "mês que vem".
    func relativeDay(at index: Int) -> Found<DayItem>? {
        simpleDay(at: index) ?? weekend(at: index) ?? week(at: index) ?? month(at: index) ?? distance(at: index)
            ?? distanceAfter(at: index)
    }

    private func simpleDay(at index: Int) -> Found<DayItem>? {
        switch word(index) {
        case "hoje": return Found(DayItem(.on(today)), index + 1)
        case "amanha":
            return Found(DayItem(.on(today.adding(days: 1))), index + 1)
        case "depois":
            let start = skip(index + 1, ["de", "da"], limit: 1)
            guard word(start) == "amanha" || (start > index + 1 && word(start) == "manha") else { return nil }
            return Found(DayItem(.on(today.adding(days: 2))), start + 1)
        case "ontem": return Found(DayItem(.past(today.adding(days: -1))), index + 1)
        case "anteontem", "antesdeontem", "antontem":
            return Found(DayItem(.past(today.adding(days: -2))), index + 1)
        case "antes":
            guard after(index, "antes", "de", "ontem") != nil else { return nil }
            return Found(DayItem(.past(today.adding(days: -2))), index + 3)
        case "proximo", "dia": return neighbouringDay(at: index)
        default: return nil
        }
    }

    /// "próximo dia", "dia seguinte", "dia depois de amanhã".
    private func neighbouringDay(at index: Int) -> Found<DayItem>? {
        if after(index, "proximo", "dia") != nil, number(at: index + 2) == nil {
            return Found(DayItem(.on(today.adding(days: 1))), index + 2)
        }
        if after(index, "dia", "seguinte") != nil { return Found(DayItem(.on(today.adding(days: 1))), index + 2) }
        guard word(index) == "dia", ["depois", "antes"].contains(word(index + 1)) else { return nil }
        return simpleDay(at: index + 1)
    }

    private func weekend(at index: Int) -> Found<DayItem>? {
        let isNext = ["proximo", "outro"].contains(word(index))
        let start = skip(index, ["proximo", "outro", "este", "esse", "neste", "nesse"], limit: 1)
        var next: Int
        if word(start) == "fds" || word(start) == "findi" {
            next = start + 1
        } else if ["fim", "final"].contains(word(start)), word(start + 1) == "de", word(start + 2) == "semana" {
            next = start + 3
        } else {
            return nil
        }
        let saturday = weekday(.saturday, inWeekOf: today)
        let coming = DayItem(.between(saturday, saturday.adding(days: 1)), isSpan: true)
        let later = DayItem(.between(saturday.adding(days: 7), saturday.adding(days: 8)), isSpan: true)
        if let end = after(next, "que", "vem") {
            next = end
            return Found(today.weekday == .saturday || today.weekday == .sunday ? later : coming, next)
        }
        return Found(isNext ? later : coming, next)
    }

    private func week(at index: Int) -> Found<DayItem>? {
        let monday = weekday(.monday, inWeekOf: today)
        func item(weeks: Int) -> DayItem {
            let start = monday.adding(days: 7 * weeks)
            return DayItem(.between(start, start.adding(days: 6)), isSpan: true)
        }
        if let next = after(index, "semana", "que", "vem") { return Found(item(weeks: 1), next) }
        guard word(index + 1) == "semana" else {
            guard word(index) == "semana", ["passada", "anterior", "retrasada"].contains(word(index + 1)) else {
                return nil
            }
            return Found(DayItem(.past(monday.adding(days: -7))), index + 2)
        }
        switch word(index) {
        case "esta", "essa", "nesta", "nessa", "desta", "dessa": return Found(item(weeks: 0), index + 2)
        case "proximo", "proxima", "outra": return Found(item(weeks: 1), index + 2)
        case "ultima", "passada", "anterior":
            return nthWeekOfMonth(at: index) ?? Found(DayItem(.past(monday.adding(days: -7))), index + 2)
        default: return nthWeekOfMonth(at: index)
        }
    }

    /// "primeira semana de outubro", "última semana de julho".
    private func nthWeekOfMonth(at index: Int) -> Found<DayItem>? {
        let isLast = word(index) == "ultima"
        guard isLast || Self.ordinals[word(index)] != nil, word(index + 1) == "semana" else { return nil }
        let months: (first: LocalDay, next: Int)
        if let relative = relativeMonth(at: index + 2) {
            let (year, month, _) = today.adding(months: relative.value).civil
            guard let first = LocalDay(year: year, month: month, day: 1) else { return nil }
            months = (first, relative.next)
        } else if ["de", "do"].contains(word(index + 2)), let named = comingMonth(at: index + 3) {
            months = (named.value, named.next)
        } else {
            return nil
        }
        // ISO 8601: the week belongs to the month that holds its Thursday.
        let lastDay = months.first.adding(months: 1).adding(days: -1)
        var monday = weekday(.monday, inWeekOf: isLast ? lastDay : months.first)
        if isLast {
            if monday.adding(days: 3) > lastDay { monday = monday.adding(days: -7) }
        } else {
            if monday.adding(days: 3) < months.first { monday = monday.adding(days: 7) }
            monday = monday.adding(days: 7 * ((Self.ordinals[word(index)] ?? 1) - 1))
        }
        return Found(DayItem(.between(monday, monday.adding(days: 6)), isSpan: true), months.next)
    }

    /// First day of the month named at `index`, this year's or next year's.
    private func comingMonth(at index: Int) -> Found<LocalDay>? {
        guard let month = Self.months[word(index)] else { return nil }
        let (year, thisMonth, _) = today.civil
        guard let first = LocalDay(year: month < thisMonth ? year + 1 : year, month: month, day: 1) else { return nil }
        return Found(first, index + 1)
    }

    private func month(at index: Int) -> Found<DayItem>? {
        func item(_ first: LocalDay) -> DayItem {
            DayItem(.between(first, first.adding(months: 1).adding(days: -1)), isSpan: true)
        }
        let (year, month, _) = today.civil
        let thisMonth = LocalDay(year: year, month: month, day: 1) ?? today
        if let relative = relativeMonth(at: index) {
            return Found(item(thisMonth.adding(months: relative.value)), relative.next)
        }
        if after(index, "mes", "passado") != nil || after(index, "ultimo", "mes") != nil {
            return Found(DayItem(.past(thisMonth.adding(months: -1))), index + 2)
        }
        let isNext = word(index) == "proximo"
        guard isNext || ["em", "ate", "pra"].contains(word(index - 1)),
            let named = comingMonth(at: isNext ? index + 1 : index),
            !Self.abbreviatedMonths.contains(word(named.next - 1)), number(at: named.next) == nil
        else { return nil }
        return Found(item(named.value), named.next)
    }

    /// "daqui a 3 dias", "em duas semanas", "dentro de um mês".
    private func distance(at index: Int) -> Found<DayItem>? {
        guard let start = distanceLead(at: index), let count = number(at: start), count.value > 0 else { return nil }
        return days(count.value, unit: word(count.next)).map { Found(DayItem(.on($0)), count.next + 1) }
    }

    /// "dois dias depois de hoje", "uma semana depois".
    private func distanceAfter(at index: Int) -> Found<DayItem>? {
        guard let count = number(at: index), let day = days(count.value, unit: word(count.next)) else { return nil }
        if after(count.next + 1, "depois", "de", "hoje") != nil { return Found(DayItem(.on(day)), count.next + 4) }
        guard ["atras", "antes"].contains(word(count.next + 1)) || ["fazem", "ha"].contains(word(index - 1)) else {
            return nil
        }
        return Found(DayItem(.past(today.adding(days: -day.days(since: today)))), count.next + 2)
    }

    /// The index after "daqui (a)", "em", "dentro de".
    func distanceLead(at index: Int) -> Int? {
        switch word(index) {
        case "daqui", "daki": skip(index + 1, ["a", "ha", "em", "uns", "umas"])
        case "em": skip(index + 1, ["uns", "umas"], limit: 1)
        case "dentro": word(index + 1) == "de" ? index + 2 : nil
        default: nil
        }
    }

    private func days(_ count: Int, unit: String) -> LocalDay? {
        guard (1...400).contains(count) else { return nil }
        switch unit {
        case "dia", "dias": return today.adding(days: count)
        case "semana", "semanas": return today.adding(days: 7 * count)
        case "mes", "meses": return count <= 24 ? today.adding(months: count) : nil
        default: return nil
        }
    }
}
