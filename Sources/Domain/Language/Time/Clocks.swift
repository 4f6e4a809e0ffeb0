extension TimeParser {
    /// A clock time at `index`, with any lead ("às", "pelas", "umas") and any part of the day after it.
    ///
    /// - Returns: nil for numbers that are money, weights, ages or counts.
    func clock(at index: Int) -> Found<Clock>? {
        let (start, isCued) = clockLead(at: index)
        guard !isMoney(around: start) else { return nil }
        guard let found = countedClock(at: start) ?? noonOrMidnight(at: start) ?? hourClock(at: start, isCued: isCued)
        else { return nil }
        return finish(found)
    }

    /// "às", "das", "pelas", "umas", "volta das": where the number starts, and whether it must be an hour.
    private func clockLead(at index: Int) -> (start: Int, isCued: Bool) {
        var start = index
        if ["volta", "cerca"].contains(word(index)) { start = skip(index + 1, ["de"], limit: 1) }
        let lead = word(start)
        if lead == "a", tokens[start].hasGrave { return (start + 1, true) }
        guard Self.clockLeads.contains(lead) else { return (start, start > index) }
        return (word(start + 1) == "umas" ? start + 2 : start + 1, true)
    }

    /// "quinze para as nove", "dez pras três", "20 min depois das seis".
    private func countedClock(at index: Int) -> Found<Clock>? {
        guard let count = number(at: index), (1...59).contains(count.value) else { return nil }
        let hasUnit = Self.minuteUnits.contains(word(count.next))
        guard hasUnit || count.value % 5 == 0 && count.value <= 30 else { return nil }
        let next = hasUnit ? count.next + 1 : count.next
        if word(next) == "depois", ["das", "da", "do", "de"].contains(word(next + 1)) {
            return target(at: next + 2).map { Found($0.value.adding(minutes: count.value), $0.next) }
        }
        guard ["pras", "pra", "pro"].contains(word(next)) else { return nil }
        let start = skip(next + 1, ["as", "o", "a"], limit: 1)
        let isSure = start > next + 1 || word(next) != "pra" || word(start) == "meio"
        guard isSure || number(at: start).map({ isEnd($0.next) || word($0.next) == "da" }) == true else { return nil }
        return target(at: start).map { Found($0.value.adding(minutes: -count.value), $0.next) }
    }

    private func target(at index: Int) -> Found<Clock>? {
        noonOrMidnight(at: index) ?? hourClock(at: index, isCued: true)
    }

    private func noonOrMidnight(at index: Int) -> Found<Clock>? {
        let joined = ["meiodia": 12, "meianoite": 24][word(index)]
        if let joined { return minutes(after: index + 1, of: Clock(hour: joined, half: .exact)) }
        guard ["meio", "meia"].contains(word(index)) else { return nil }
        let next = mark(index + 1) == "-" ? index + 2 : index + 1
        switch word(next) {
        case "dia" where word(index) == "meio": return minutes(after: next + 1, of: Clock(hour: 12, half: .exact))
        case "noite" where word(index) == "meia": return minutes(after: next + 1, of: Clock(hour: 24, half: .exact))
        default: return nil
        }
    }

    /// An hour in digits or words: "15:30", "15h30", "340pm", "oito e meia", "8 da noite", "às 3".
    private func hourClock(at index: Int, isCued: Bool) -> Found<Clock>? {
        if let written = writtenClock(at: index, isCued: isCued) { return written }
        guard let hour = number(at: index), hour.value <= 24 || isClockUnit(hour.next), hour.value < 100,
            digits(index).map({ $0.digits <= 2 }) ?? true
        else { return nil }
        var clock = Clock(hour: hour.value)
        if let half = meridiem(at: hour.next) {
            clock.half = half.value
            return minutes(after: half.next, of: clock)
        }
        if ["h", "hora", "horas"].contains(word(hour.next)) {
            // "atendem 24h?" names no time; "10h" is the 24-hour way of writing.
            guard isCued || hour.value != 24 else { return nil }
            if hour.value >= 8 { clock.half = .exact }
        }
        if word(hour.next) == "h" { return afterHourSign(clock, at: hour.next + 1) }
        if ["hora", "horas"].contains(word(hour.next)) {
            guard isCued || partOfDay(after: hour.next + 1) != nil || !isDuration(before: index) else { return nil }
            return minutes(after: hour.next + 1, of: clock)
        }
        if let full = spokenMinutes(after: hour.next, of: clock, isCued: isCued) { return full }
        guard
            isCued
                ? !isCountedThing(hour.next, after: index)
                : partOfDay(after: hour.next) != nil
                    || after(hour.next, "em", "ponto") != nil
        else { return nil }
        return Found(clock, hour.next)
    }

    /// "15:30", "15:30:10", "15.30" where the place is right for a clock, "340pm".
    private func writtenClock(at index: Int, isCued: Bool) -> Found<Clock>? {
        guard let hour = digits(index) else { return nil }
        if (3...4).contains(hour.digits), isGlued(index + 1) || isCued || meridiem(at: index + 1) != nil,
            let half = meridiem(at: index + 1)
        {
            return Found(Clock(hour: hour.value / 100, minute: hour.value % 100, half: half.value), half.next)
        }
        let separator = mark(index + 1)
        guard separator == ":" || separator == ".", isGlued(index + 1), isGlued(index + 2), hour.digits <= 2,
            let minute = digits(index + 2), minute.digits == 2
        else { return nil }
        var clock = Clock(hour: hour.value, minute: minute.value)
        if hour.value == 0 || hour.digits == 2 || hour.value >= 7 { clock.half = .exact }
        var next = index + 3
        if mark(next) == separator, isGlued(next), let seconds = digits(next + 1), seconds.digits == 2 { next += 2 }
        if let half = meridiem(at: next) {
            clock.half = half.value
            next = half.next
        } else if separator == ".", !isCued, !isDottedClock(from: index, to: next) {
            return nil
        }
        return Found(clock, word(next) == "h" ? next + 1 : next)
    }

    /// "12.32" is a price or a weight unless it stands alone or in a range of times.
    private func isDottedClock(from index: Int, to next: Int) -> Bool {
        let isAlone = (index == 0 || isEnd(index - 1)) && isEnd(next)
        return isAlone || mark(index - 1) == "-" && tokens.indices.contains(index - 4)
    }

    /// "15h", "15h30", "15h30min", "15 h e meia".
    private func afterHourSign(_ clock: Clock, at index: Int) -> Found<Clock> {
        guard let minute = digits(index), isGlued(index), minute.digits <= 2 else {
            return minutes(after: index, of: clock)
        }
        var full = clock
        full.minute = minute.value
        var next = index + 1
        if word(next) == "m" || Self.minuteUnits.contains(word(next)), isGlued(next) { next += 1 }
        guard let half = meridiem(at: next) else { return Found(full, next) }
        full.half = half.value
        return Found(full, half.next)
    }

    /// The minutes of "e meia", "e quinze", "e 45" after an hour that is already sure.
    private func minutes(after index: Int, of clock: Clock) -> Found<Clock> {
        var full = clock
        var next = index
        if word(index) == "e", word(index + 1) == "meia" {
            full.minute = 30
            next = index + 2
        } else if word(index) == "e", let minute = number(at: index + 1), (1...59).contains(minute.value),
            digits(index + 1)?.digits != 1, !isBetween(index)
        {
            full.minute = minute.value
            next = minute.next
        }
        if !full.isHalfNamed, let half = meridiem(at: next) {
            full.half = half.value
            next = half.next
        }
        return Found(full, ["h", "hora", "horas"].contains(word(next)) ? next + 1 : next)
    }

    /// True when "entre" opens what "e" goes on with: "entre as 5 e 6".
    private func isBetween(_ index: Int) -> Bool { (1...4).contains { word(index - $0) == "entre" } }

    /// "oito e meia", "5 e quinze": without a cue only minutes that people say.
    private func spokenMinutes(after index: Int, of clock: Clock, isCued: Bool) -> Found<Clock>? {
        guard word(index) == "e", (0...24).contains(clock.hour) else { return nil }
        if word(index + 1) != "meia" {
            guard let minute = number(at: index + 1), (1...59).contains(minute.value),
                isCued || minute.value % 5 == 0 && (digits(index + 1) == nil || digits(index - 1) == nil),
                digits(index + 1)?.digits != 1, !isBetween(index),
                !isCountedThing(minute.next, after: index), !isMoney(around: index + 1)
            else { return nil }
        }
        return minutes(after: index, of: clock)
    }

    /// "am", "pm", "p.m.", "p".
    private func meridiem(at index: Int) -> Found<Clock.Half>? {
        let half: Clock.Half
        switch word(index) {
        case "am": half = .morning
        case "pm": half = .afternoon
        case "a", "p":
            half = word(index) == "a" ? .morning : .afternoon
            if mark(index + 1) == ".", word(index + 2) == "m" {
                return Found(half, mark(index + 3) == "." ? index + 4 : index + 3)
            }
            guard word(index) == "p", isGlued(index) else { return nil }
            return Found(half, index + 1)
        default: return nil
        }
        return Found(half, index + 1)
    }

    /// Adds "em ponto" and "da tarde" to a clock.
    private func finish(_ found: Found<Clock>) -> Found<Clock> {
        var result = found
        if let end = after(result.next, "em", "ponto") { result.next = end }
        if let part = partOfDay(after: result.next) {
            if !result.value.isHalfNamed { result.value.half = .part(part.value) }
            result.next = part.next
        }
        return result
    }

    /// "da tarde", "pela manhã" right after an hour.
    private func partOfDay(after index: Int) -> Found<DayPart>? {
        guard ["da", "de", "pela", "a", "na"].contains(word(index)), let part = Self.parts[word(index + 1)] else {
            return nil
        }
        return Found(part, index + 2)
    }

    func isClockUnit(_ index: Int) -> Bool { ["h", "hora", "horas", "pm", "am"].contains(word(index)) }

    private func isDuration(before index: Int) -> Bool {
        let before = [word(index - 1), word(index - 2)]
        return before.contains { ["demora", "leva", "dura", "durar", "durante", "fazem", "ha", "mais"].contains($0) }
            || ["por", "de", "em", "atende", "funciona"].contains(word(index - 1)) && word(index - 2) != "partir"
                && !(word(index - 1) == "de" && number(at: index).map { hasRange(after: $0.next + 1) } == true)
    }

    private func hasRange(after index: Int) -> Bool { ["a", "as", "ate"].contains(word(index)) }

    /// "3 cachorros", "2 anos": what follows the number says it is a count.
    func isCountedThing(_ index: Int, after start: Int) -> Bool {
        let next = word(index)
        if next.isEmpty { return mark(index) == "%" || mark(index) == "$" || mark(index) == "/" }
        if Self.counted.contains(next) || next == "de" && Self.months[word(index + 1)] != nil { return true }
        // Without the accent, "as duas" is also "both".
        return word(start) == "duas" && (start == 0 || !tokens[start - 1].hasGrave)
            && !Self.afterTwoOClock.contains(next)
    }

    /// True when the number beside `index` is an amount: "R$ 15", "15 reais", "50%".
    func isMoney(around index: Int) -> Bool {
        if mark(index - 1) == "$" || mark(index - 1) == "+" { return true }
        guard tokens.indices.contains(index), tokens[index].kind == .number else { return false }
        var next = index + 1
        if mark(next) == "." || mark(next) == ",", isGlued(next), digits(next + 1) != nil { next += 2 }
        return ["$", "%"].contains(mark(next)) || Self.currencies.contains(word(next))
            || ["us", "r"].contains(word(index - 1)) || tokens[index].digits > 4
            || isPhone(index)
    }

    /// True when digits are glued on by hyphens: "98765-4321".
    private func isPhone(_ index: Int) -> Bool {
        func joins(_ other: Int, through dash: Int) -> Bool {
            mark(dash) == "-" && tokens.indices.contains(other) && tokens[other].kind == .number
                && tokens[other].digits >= 4 && tokens[index].digits >= 3
        }
        return joins(index + 2, through: index + 1) || joins(index - 2, through: index - 1)
    }

    private static let clockLeads: Set<String> = ["as", "das", "pelas", "pras", "umas"]
    private static let minuteUnits: Set<String> = ["min", "mins", "minuto", "minutos"]
    private static let currencies: Set<String> = ["reais", "real", "conto", "contos", "pila", "pilas", "mil"]
    private static let counted: Set<String> = [
        "ano", "anos", "mes", "meses", "dia", "dias", "semana", "semanas", "kg", "kgs", "quilo", "quilos", "kilo",
        "kilos", "cachorro", "cachorros", "cachorra", "gato", "gatos", "gata", "pet", "pets", "filhotes", "vez",
        "vezes", "banho", "tosa", "unha", "unhas", "x", "caezinhos", "shihtzu", "poodles", "pessoas", "minutos", "min",
        "meninas", "meninos", "filhas", "patas", "orelhas", "bichos", "animais", "dogs", "reais", "opcoes", "g",
        "segundos", "primeiras", "ultimas",
    ]
    private static let afterTwoOClock: Set<String> = [
        "da", "de", "do", "e", "em", "na", "no", "ou", "pode", "hoje", "amanha", "h", "horas", "ta", "tem", "por",
        "segunda", "terca", "quarta", "quinta", "sexta", "sabado", "domingo", "ok", "a", "ate", "pm", "am", "pra",
    ]
}
