extension TimeParser {
    /// A weekday with what surrounds it: "próxima terça", "sábado que vem", "quarta da semana que vem",
    /// "sexta, 12 de setembro", "primeira sexta de julho".
    func weekdayPhrase(at index: Int) -> Found<DayItem>? {
        if let nth = nthWeekday(at: index) { return nth }
        let (prefix, start) = modifier(at: index)
        guard let weekday = weekday(at: start, isIntroduced: start > index || isIntroduced(start)) else { return nil }
        let (suffix, afterSuffix) = suffix(at: weekday.next)
        if let modifier = suffix ?? prefix { return Found(resolve(weekday.value, modifier), afterSuffix) }
        if let dated = dateAfter(weekday) { return dated }
        return Found(DayItem(coming(weekday.value), weekday: weekday.value), weekday.next)
    }

    /// The weekday's name at `index`, long or short, or "3a feira".
    func weekday(at index: Int, isIntroduced: Bool) -> Found<Weekday>? {
        if let numbered = numberedWeekday(at: index, isIntroduced: isIntroduced) { return numbered }
        guard let day = Self.weekdays[word(index)] else { return nil }
        var next = index + 1
        // "ter" is also the verb "to have".
        if word(index) == "ter", mark(next) != ".", !isIntroduced { return nil }
        if mark(next) == "-", word(next + 1) == "feira" { next += 1 }
        if word(next) == "feira" { return Found(day, next + 1) }
        if Self.ordinals[word(index)] != nil || word(index) == "quarta" || word(index) == "quinta",
            Self.countedThings.contains(word(next))
        {
            return nil
        }
        if mark(next) == ".", word(index).count == 3 { next += 1 }
        return Found(day, next)
    }

    private func numberedWeekday(at index: Int, isIntroduced: Bool) -> Found<Weekday>? {
        guard let token = digits(index), token.digits == 1, (2...6).contains(token.value), word(index + 1) == "a",
            isGlued(index + 1), let day = Weekday(rawValue: token.value - 1)
        else { return nil }
        let next = mark(index + 2) == "-" ? index + 3 : index + 2
        if word(next) == "feira" { return Found(day, next + 1) }
        return (isIntroduced || tokens.count == 2) && !Self.countedThings.contains(word(index + 2))
            ? Found(day, index + 2) : nil
    }

    private func isIntroduced(_ index: Int) -> Bool {
        ["na", "no", "nesta", "nessa", "esta", "essa", "pra", "ate", "de", "da"].contains(word(index - 1))
    }

    enum WeekModifier {
        case next, this, nextWeek, afterNext, past
    }

    private func modifier(at index: Int) -> (WeekModifier?, Int) {
        switch word(index) {
        case "proximo", "proxima", "proximos", "proximas": (.next, index + 1)
        case "este", "esta", "esse", "essa", "neste", "nesta", "nesse", "nessa", "deste", "desta", "desse", "dessa":
            (.this, index + 1)
        case "outro", "outra": (.afterNext, index + 1)
        case "ultimo", "ultima": (.past, index + 1)
        default: (nil, index)
        }
    }

    private func suffix(at index: Int) -> (WeekModifier?, Int) {
        if let next = after(index, "que", "vem") { return (.next, next) }
        if let week = weekModifier(at: index) { return (week.value, week.next) }
        switch word(index) {
        case "agora": return (.this, index + 1)
        case "passado", "passada", "retrasado", "retrasada": return (.past, index + 1)
        case "proximo", "proxima": return (.next, index + 1)
        default: return (nil, index)
        }
    }

    /// "da semana que vem", "desta semana", "da outra semana", also after a comma.
    private func weekModifier(at index: Int) -> Found<WeekModifier>? {
        var start = mark(index) == "," ? index + 1 : index
        let lead = word(start)
        if ["desta", "dessa", "nesta", "nessa", "esta", "essa"].contains(lead), word(start + 1) == "semana" {
            return Found(.this, start + 2)
        }
        start = skip(start, ["da", "na", "de"], limit: 1)
        if after(start, "semana", "que", "vem") != nil { return Found(.nextWeek, start + 3) }
        if after(start, "semana", "passada") != nil { return Found(.past, start + 2) }
        guard word(start + 1) == "semana" else { return nil }
        switch word(start) {
        case "proximo", "proxima", "outra": return Found(.nextWeek, start + 2)
        case "ultima": return Found(.past, start + 2)
        default: return nil
        }
    }

    /// The coming such weekday, 1...7 days ahead.
    func next(_ weekday: Weekday, after day: LocalDay) -> LocalDay {
        let distance = (weekday.rawValue - day.weekday.rawValue + 7) % 7
        return day.adding(days: distance == 0 ? 7 : distance)
    }

    /// That weekday of the week, Monday to Sunday, that holds `day`.
    func weekday(_ weekday: Weekday, inWeekOf day: LocalDay) -> LocalDay {
        let monday = day.adding(days: -((day.weekday.rawValue + 6) % 7))
        return monday.adding(days: (weekday.rawValue + 6) % 7)
    }

    /// A bare weekday; on that very weekday it may mean today or a week from now.
    func coming(_ weekday: Weekday) -> DayReading {
        let day = next(weekday, after: today)
        return weekday == today.weekday ? .ambiguous([day, today]) : .on(day)
    }

    private func resolve(_ weekday: Weekday, _ modifier: WeekModifier) -> DayItem {
        let coming = next(weekday, after: today)
        let inNextWeek = self.weekday(weekday, inWeekOf: today.adding(days: 7))
        switch modifier {
        case .this: return DayItem(.on(weekday == today.weekday ? today : coming))
        case .nextWeek: return DayItem(.on(inNextWeek))
        // Half of Brazil means the coming one, the other half that of next week.
        case .next: return DayItem(coming == inNextWeek ? .on(coming) : .ambiguous([coming, inNextWeek]))
        case .afterNext:
            let after = coming.adding(days: 7)
            return DayItem(after == inNextWeek ? .on(after) : .ambiguous([inNextWeek, after]))
        case .past: return DayItem(.past(coming.adding(days: weekday == today.weekday ? -14 : -7)))
        }
    }

    /// "sexta, 12 de setembro", "sábado dia 15", "sexta 13": the date decides, the weekday is checked.
    private func dateAfter(_ weekday: Found<Weekday>) -> Found<DayItem>? {
        var index = weekday.next
        if mark(index) == "," || mark(index) == "(" || mark(index) == "-" { index += 1 }
        index = skip(index, ["no", "o"], limit: 1)
        let isPlain = word(index) != "dia"
        guard let date = date(at: index) ?? bareDay(at: index, for: weekday.value) else { return nil }
        if isPlain, date.value.month == nil, mark(index - 1) == "-" { return nil }
        return Found(checked(date.value, against: weekday.value), date.next)
    }

    /// The number in "sexta 13". With "sexta 14 às 16" it is an hour, unless that Friday is the 14th.
    private func bareDay(at index: Int, for weekday: Weekday) -> Found<DateParts>? {
        guard let number = number(at: index), (1...31).contains(number.value), !isClockUnit(number.next),
            !isMoney(around: index), ![":", "/", "."].contains(mark(number.next)) || isEnd(number.next),
            isEnd(number.next) || Self.afterBareDay.contains(word(number.next))
        else { return nil }
        let parts = DateParts(day: number.value)
        if case .on(let day) = resolve(parts), day.weekday == weekday { return Found(parts, number.next) }
        if hint == .clock || hint == .either, number.value < 24 { return nil }
        return number.value > 23 || !["as", "a", "ate", "e"].contains(word(number.next))
            ? Found(parts, number.next) : nil
    }

    /// The date, or the conflict when it falls on another weekday.
    func checked(_ parts: DateParts, against weekday: Weekday) -> DayItem {
        let reading = resolve(parts)
        switch reading {
        case .on(let day) where day.weekday != weekday, .past(let day) where day.weekday != weekday:
            return DayItem(.weekdayConflict(date: day, said: weekday))
        default: return DayItem(reading, parts: parts)
        }
    }

    /// "primeira sexta de julho".
    private func nthWeekday(at index: Int) -> Found<DayItem>? {
        guard let nth = Self.ordinals[word(index)], nth <= 4,
            let weekday = weekday(at: index + 1, isIntroduced: true)
        else { return nil }
        let year = today.civil.year
        let months: [(Int, Int)]
        let next: Int
        if let relative = relativeMonth(at: weekday.next) {
            let (year, month, _) = today.adding(months: relative.value).civil
            (months, next) = ([(year, month)], relative.next)
        } else if word(weekday.next) == "de", let month = Self.months[word(weekday.next + 1)] {
            (months, next) = ([(year, month), (year + 1, month)], weekday.next + 2)
        } else {
            return nil
        }
        let days = months.compactMap { LocalDay(year: $0, month: $1, day: 1) }
            .map { self.next(weekday.value, after: $0.adding(days: -1)).adding(days: 7 * (nth - 1)) }
        guard let day = days.first(where: { $0 >= today }) else {
            return days.first.map { Found(DayItem(.past($0)), next) }
        }
        return Found(DayItem(.on(day)), next)
    }

    static let weekdays: [String: Weekday] = [
        "domingo": .sunday, "dom": .sunday, "segunda": .monday, "seg": .monday, "terca": .tuesday, "ter": .tuesday,
        "quarta": .wednesday, "qua": .wednesday, "quinta": .thursday, "qui": .thursday, "sexta": .friday,
        "sex": .friday, "sabado": .saturday, "sab": .saturday,
    ]

    /// After "segunda" these make it an ordinal: "segunda opção".
    static let countedThings: Set<String> = [
        "opcao", "vez", "dose", "via", "unidade", "loja", "parte", "alternativa", "vacina", "visita", "mensagem",
        "mao", "pessoa", "sessao", "aplicacao", "consulta", "semana", "metade",
    ]

    private static let afterBareDay: Set<String> = [
        "as", "a", "de", "da", "pela", "por", "pra", "ate", "e", "que", "tem", "pode", "no", "na", "depois", "antes",
        "ta", "nao", "ok", "se", "com", "la",
    ]
}
