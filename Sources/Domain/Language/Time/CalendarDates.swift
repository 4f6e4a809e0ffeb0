extension TimeParser {
    /// A written date at `index`: "15/03", "dia 15", "5 de maio de 2026", "2026-03-15", "maio 5".
    func date(at index: Int) -> Found<DateParts>? {
        // "rua 7 de setembro" is an address.
        guard !Self.streets.contains(word(index - 1)) else { return nil }
        return anyDate(at: index)
    }

    private func anyDate(at index: Int) -> Found<DateParts>? {
        numericDate(at: word(index) == "dia" ? index + 1 : index) ?? mixedDate(at: index) ?? dayThenMonth(at: index)
            ?? monthThenDay(at: index)
            ?? dayOfMonth(at: index)
    }

    /// The day that `parts` name, never in the past unless a year says so.
    func resolve(_ parts: DateParts) -> DayReading {
        if let year = parts.year {
            guard let month = parts.month, let day = LocalDay(year: year, month: month, day: parts.day) else {
                return .impossible
            }
            return day < today ? .past(day) : .on(day)
        }
        let (year, month, _) = today.civil
        // Eight years reach from one February 29 to the next, whatever the century.
        let candidates: [(Int, Int)] =
            if let named = parts.month { (0...8).map { (year + $0, named) } } else {
                (0...2).map { (year + (month - 1 + $0) / 12, (month - 1 + $0) % 12 + 1) }
            }
        for (year, month) in candidates {
            if let day = LocalDay(year: year, month: month, day: parts.day), day >= today { return .on(day) }
        }
        return .impossible
    }

    /// "15/3", "15/3/2026", "2026-3-15", "1.3.2026".
    private func numericDate(at index: Int) -> Found<DateParts>? {
        guard let first = digits(index), !isMoney(around: index) else { return nil }
        let separator = mark(index + 1)
        guard ["/", "-", "."].contains(separator), isGlued(index + 1), isGlued(index + 2),
            let second = digits(index + 2), second.digits <= 2
        else { return nil }
        if mark(index + 3) == separator, isGlued(index + 3), isGlued(index + 4), let third = digits(index + 4) {
            return threeNumbers(first, second, third).map { Found($0, index + 5) }
        }
        guard separator == "/", first.digits <= 2, first.value > 0, word(index + 3) != "hora" else { return nil }
        let parts = DateParts(day: first.value, month: second.value)
        return withYear(parts, at: index + 3, mayBeShort: false)
    }

    private func threeNumbers(_ first: Token, _ second: Token, _ third: Token) -> DateParts? {
        if first.digits == 4, third.digits <= 2 {
            return DateParts(day: third.value, month: second.value, year: first.value)
        }
        guard first.digits <= 2, third.digits == 4 || third.digits == 2 else { return nil }
        return DateParts(day: first.value, month: second.value, year: fullYear(third))
    }

    private func fullYear(_ token: Token) -> Int {
        guard token.digits == 2 else { return token.value }
        return token.value < 70 ? 2000 + token.value : 1900 + token.value
    }

    /// "23/set/2026", "2026/set/23", "set-23-2026": one month name between numbers, in any order.
    private func mixedDate(at index: Int) -> Found<DateParts>? {
        let separator = mark(index + 1)
        guard separator == "/" || separator == "-", isGlued(index + 1), mark(index + 3) == separator,
            isGlued(index + 3), tokens.indices.contains(index + 4)
        else { return nil }
        var parts = DateParts(day: 0)
        for position in [index, index + 2, index + 4] {
            if let token = digits(position) {
                if token.digits == 4 { parts.year = token.value } else { parts.day = token.value }
            } else if let month = Self.months[word(position)] {
                parts.month = month
            }
        }
        guard parts.day > 0, parts.month != nil, parts.year != nil else { return nil }
        return Found(parts, index + 5)
    }

    /// "5 de maio", "dia 15 de fevereiro", "1º de set.", "vigésimo dia de dezembro", "9 de 8 de 1971".
    private func dayThenMonth(at index: Int) -> Found<DateParts>? {
        var start = index
        if word(start) == "dia", !isGreeting(start) { start += 1 }
        guard let day = ordinal(at: start) ?? number(at: start), day.value < 100 else { return nil }
        var next = day.next
        if word(next) == "dia" { next += 1 }
        if let month = numberedMonth(of: day.value, at: next) { return month }
        if let relative = relativeMonth(at: next) {
            let (year, month, _) = today.adding(months: relative.value).civil
            return Found(DateParts(day: day.value, month: month, year: year), relative.next)
        }
        if mark(next) == "/" || mark(next) == "-" {
            guard isGlued(next), isGlued(next + 1) else { return nil }
            next += 1
        } else {
            next = skip(next, ["de", "do", "em"], limit: 1)
        }
        guard let month = Self.months[word(next)] else { return nil }
        if mark(next + 1) == ".", Self.abbreviatedMonths.contains(word(next)) { next += 1 }
        return withYear(DateParts(day: day.value, month: month), at: next + 1, mayBeShort: true)
    }

    /// "de 8 de 1971" after the day: a month by number counts only with its year.
    private func numberedMonth(of day: Int, at index: Int) -> Found<DateParts>? {
        guard word(index) == "de", let month = digits(index + 1), month.digits <= 2, word(index + 2) == "de",
            let year = digits(index + 3), year.digits == 4
        else { return nil }
        return Found(DateParts(day: day, month: month.value, year: year.value), index + 4)
    }

    /// "deste mês", "do mês que vem": months from now.
    func relativeMonth(at index: Int) -> Found<Int>? {
        let start = skip(index, ["de", "do"], limit: 1)
        if ["deste", "desse", "este", "esse", "neste", "nesse"].contains(word(index)), word(index + 1) == "mes" {
            return Found(0, index + 2)
        }
        if word(start) == "proximo", word(start + 1) == "mes" { return Found(1, start + 2) }
        if word(start) == "mes", word(start + 1) == "que", word(start + 2) == "vem" { return Found(1, start + 3) }
        return nil
    }

    private func monthThenDay(at index: Int) -> Found<DateParts>? {
        guard let month = Self.months[word(index)], let day = number(at: index + 1), (1...31).contains(day.value),
            word(day.next) != "h", mark(day.next) != ":"
        else { return nil }
        return withYear(DateParts(day: day.value, month: month), at: day.next, mayBeShort: false)
    }

    /// "dia 15", "no 15".
    private func dayOfMonth(at index: Int) -> Found<DateParts>? {
        if (word(index) == "dia" || word(index) == "dias") && !isGreeting(index) {
            guard let day = ordinal(at: index + 1) ?? number(at: index + 1), day.value < 100 else { return nil }
            return isClockUnit(day.next) ? nil : Found(DateParts(day: day.value), day.next)
        }
        guard word(index - 1) == "no" || word(index - 1) == "pro", let day = digits(index),
            (1...31).contains(day.value), isEnd(index + 1) || ["as", "a"].contains(word(index + 1))
        else { return nil }
        return Found(DateParts(day: day.value), index + 1)
    }

    /// Adds "de 2026", ", 2026", "/26" when it follows.
    private func withYear(_ parts: DateParts, at index: Int, mayBeShort: Bool) -> Found<DateParts> {
        var next = index
        if word(next) == "de" || mark(next) == "," || mark(next) == "." { next += 1 }
        let isSlashed = (mark(next) == "/" || mark(next) == "-") && isGlued(next)
        if isSlashed { next += 1 }
        guard let year = number(at: next) else { return Found(parts, index) }
        let digitCount = digits(next)?.digits ?? 4
        let isFull = digitCount == 4 && (1900...2199).contains(year.value)
        let isShort = mayBeShort && isSlashed && digitCount == 2
        guard isFull || isShort, !isClockUnit(year.next), mark(year.next) != ":" else { return Found(parts, index) }
        var dated = parts
        dated.year = isShort ? fullYear(tokens[next]) : year.value
        return Found(dated, year.next)
    }

    /// True for "dia" in "bom dia".
    func isGreeting(_ index: Int) -> Bool { ["bom", "boa"].contains(word(index - 1)) }

    private static let streets: Set<String> = ["rua", "r", "av", "avenida", "praca", "travessa", "rodovia", "alameda"]

    static let months: [String: Int] = [
        "janeiro": 1, "jan": 1, "fevereiro": 2, "fev": 2, "marco": 3, "mar": 3, "abril": 4, "abr": 4, "maio": 5,
        "mai": 5, "junho": 6, "jun": 6, "julho": 7, "jul": 7, "agosto": 8, "ago": 8, "setembro": 9, "set": 9,
        "sept": 9, "outubro": 10, "out": 10, "novembro": 11, "nov": 11, "dezembro": 12, "dez": 12,
    ]

    static let abbreviatedMonths = Set(months.keys.filter { $0.count <= 4 && $0 != "maio" })
}
