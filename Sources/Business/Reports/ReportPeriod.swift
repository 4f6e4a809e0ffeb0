import Domain

/// Days that a report is about, both ends included.
package struct ReportPeriod: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case day, week, month, year
    }

    /// Most days that one report reads.
    package static let longest = 400

    package let first: LocalDay
    package let last: LocalDay

    package var days: [LocalDay] { (first.number...last.number).map(LocalDay.init(number:)) }

    /// - Returns: nil when it ends before it begins or is longer than `longest`.
    package init?(first: LocalDay, last: LocalDay) {
        guard first <= last, last.days(since: first) < Self.longest else { return nil }
        self.first = first
        self.last = last
    }

    private init(checked first: LocalDay, _ last: LocalDay) {
        self.first = first
        self.last = last
    }

    /// The calendar's day, week (from Monday), month or year that a day lies in, whole.
    package init(_ kind: Kind, around day: LocalDay) {
        switch kind {
        case .day: self.init(checked: day, day)
        case .week:
            let monday = day.adding(days: -((day.weekday.rawValue + 6) % 7))
            self.init(checked: monday, monday.adding(days: 6))
        case .month:
            let first = day.startOfMonth
            self.init(checked: first, first.adding(months: 1).adding(days: -1))
        case .year:
            let (year, _, _) = day.civil
            let first = LocalDay(year: year, month: 1, day: 1) ?? day
            self.init(checked: first, first.adding(months: 12).adding(days: -1))
        }
    }

    /// To the nearest count of days that a report reads.
    static func lawful(days: Int) -> Int { min(max(days, 1), longest) }

    /// What somebody asks for: a kind, or days of their own.
    package struct Choice: Sendable, Hashable {
        package let kind: Kind
        private let first: LocalDay?
        private let last: LocalDay?

        /// - Returns: nil when both days are given and make no period.
        package init?(_ kind: Kind, first: LocalDay? = nil, last: LocalDay? = nil) {
            if let first, let last, ReportPeriod(first: first, last: last) == nil { return nil }
            self.kind = kind
            self.first = first
            self.last = last
        }

        /// One day alone is the start up to today, or the end of its month so far.
        func period(today: LocalDay) -> ReportPeriod {
            switch (first, last) {
            case (nil, nil): ReportPeriod(kind, around: today)
            case (let first?, let last?): ReportPeriod(checked: first, last)
            case (let first?, nil):
                ReportPeriod(checked: first, min(max(first, today), first.adding(days: longest - 1)))
            case (nil, let last?): ReportPeriod(checked: last.startOfMonth, last)
            }
        }
    }
}

extension LocalDay {
    package var startOfMonth: LocalDay { adding(days: 1 - civil.day) }

    /// "02/03".
    package var dayAndMonth: String {
        let (_, month, day) = civil
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(day))/\(two(month))"
    }
}
