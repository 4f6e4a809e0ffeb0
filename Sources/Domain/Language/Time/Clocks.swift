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
        if Self.hourUnits.contains(word(hour.next)) {
            return withUnit(clock, from: index, unit: hour.next, isCued: isCued)
        }
        if let full = spokenMinutes(after: hour.next, of: clock, isCued: isCued) { return full }
        let isHour =
            isCued
            ? !isCountedThing(hour.next, after: index) || isService(hour.next) && digits(index) != nil
            : partOfDay(after: hour.next) != nil || after(hour.next, "em", "ponto") != nil
        return isHour ? Found(clock, hour.next) : nil
    }

    /// "10h", "10h30", "10 horas e meia", unless it is a length of time: "demora 2 horas", "atendem 24h".
    private func withUnit(_ clock: Clock, from index: Int, unit: Int, isCued: Bool) -> Found<Clock>? {
        let isSpoken = word(unit) != "h"
        let isLength = clock.hour == 24 || isLength(before: index, isSpoken: isSpoken)
        guard isCued || partOfDay(after: unit + 1) != nil || !isLength else { return nil }
        var full = clock
        // "10h" is the 24-hour way of writing; "3h" and "7h" are said of the afternoon and evening too.
        if clock.hour >= 8 { full.half = .exact }
        return isSpoken ? minutes(after: unit + 1, of: full) : afterHourSign(full, at: unit + 1)
    }

    /// The minutes of "e meia", "e quinze", "e 45" after an hour that is already sure.
    func minutes(after index: Int, of clock: Clock) -> Found<Clock> {
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
        return Found(full, Self.hourUnits.contains(word(next)) ? next + 1 : next)
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

    /// "as 9 banho da Mel" is an hour and a bath, not nine of them.
    private func isService(_ index: Int) -> Bool { ["banho", "tosa"].contains(word(index)) }

    func isClockUnit(_ index: Int) -> Bool {
        Self.hourUnits.contains(word(index)) || word(index) == "pm" || word(index) == "am"
    }

    private func isLength(before index: Int, isSpoken: Bool) -> Bool {
        if Self.lengthVerbs.contains(word(index - 1)) || Self.lengthVerbs.contains(word(index - 2)) { return true }
        // "de 4 horas a 5" opens a range; "banho de 2 horas" is a length.
        let opensRange = number(at: index).map { ["a", "as", "ate"].contains(word($0.next + 1)) } ?? false
        guard isSpoken, !opensRange, word(index - 2) != "partir" else { return false }
        return ["por", "de", "em"].contains(word(index - 1))
    }

    static let hourUnits: Set<String> = ["h", "hora", "horas"]
    private static let lengthVerbs: Set<String> = [
        "demora", "demorar", "leva", "levar", "dura", "durar", "durante", "fazem", "ha", "mais",
    ]
    private static let clockLeads: Set<String> = ["as", "das", "pelas", "pras", "umas"]
    static let minuteUnits: Set<String> = ["min", "mins", "minuto", "minutos"]
}
