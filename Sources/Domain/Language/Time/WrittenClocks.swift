extension TimeParser {
    /// "15:30", "15:30:10", "15.30" where the place is right for a clock, "às 1530", "340pm".
    func writtenClock(at index: Int, isCued: Bool) -> Found<Clock>? {
        guard let hour = digits(index) else { return nil }
        if (3...4).contains(hour.digits), isGlued(index + 1) || isCued || meridiem(at: index + 1) != nil,
            let half = meridiem(at: index + 1)
        {
            return Found(Clock(hour: hour.value / 100, minute: hour.value % 100, half: half.value), half.next)
        }
        if (3...4).contains(hour.digits), isCued || hint == .clock && tokens.count == 1, isEnd(index + 1) {
            return Found(Clock(hour: hour.value / 100, minute: hour.value % 100, half: .exact), index + 1)
        }
        let separator = mark(index + 1)
        guard separator == ":" || separator == "." || separator == "," && isCued, isGlued(index + 1),
            isGlued(index + 2), hour.digits <= 2,
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
    func afterHourSign(_ clock: Clock, at index: Int) -> Found<Clock> {
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

    /// "am", "pm", "p.m.", "p".
    func meridiem(at index: Int) -> Found<Clock.Half>? {
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
}
