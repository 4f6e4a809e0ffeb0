/// One piece of a time expression, before the pieces are put together.
struct TimeItem {
    enum Kind {
        case day(DayItem)
        case clock(Clock)
        case times(LocalTime, LocalTime)
        case part(DayPart)
        /// A number that may yet be an hour or a day of the month.
        case number(Int)
        case moment(LocalDateTime)
        case span(LocalDateTime, LocalDateTime)
    }

    /// "até sexta", "depois das 15h".
    enum Bound {
        case before, after
    }

    var start: Int
    var end: Int
    var kind: Kind
    var bound: Bound?
    /// Weak readings ("15.30", "agora") give way when anything better is named.
    var isWeak = false
    /// True for "esta noite": a part of today.
    var isToday = false

    var day: DayItem? {
        guard case .day(let item) = kind else { return nil }
        return item
    }

    var clock: Clock? {
        guard case .clock(let clock) = kind else { return nil }
        return clock
    }

    var number: Int? {
        guard case .number(let number) = kind else { return nil }
        return number
    }
}

/// A day that was read, with what later words may still change about it.
struct DayItem {
    var reading: DayReading
    /// Set for a weekday without a date or a week: "quarta".
    var weekday: Weekday?
    /// Set for a date without a year.
    var parts: DateParts?
    /// Set for "semana que vem" and "mês que vem", which a weekday or "dia 10" makes exact.
    var isSpan = false

    init(_ reading: DayReading, weekday: Weekday? = nil, parts: DateParts? = nil, isSpan: Bool = false) {
        self.reading = reading
        self.weekday = weekday
        self.parts = parts
        self.isSpan = isSpan
    }
}

/// A calendar date as said, possibly without month and year.
struct DateParts {
    var day: Int
    var month: Int?
    var year: Int?
}

/// A clock time as said, before it is known which half of the day it means.
struct Clock {
    enum Half {
        /// "às 3": either half.
        case unknown
        /// Written in the 24-hour way.
        case exact
        /// With am or pm.
        case morning, afternoon
        /// With a part of the day: "às 3 da tarde".
        case part(DayPart)
    }

    var hour: Int
    var minute = 0
    var half: Half = .unknown
}
