import Domain
import Storage

/// A day's revenue by the hour at which its visits began.
package struct DayRevenue: Sendable, Hashable {
    package let day: LocalDay
    /// 24 sums, from midnight on.
    package let hours: [Money]
    package var total: Money { hours.reduce(.zero, +) }
}

/// Revenue over days, in steps.
package struct RevenueReport: Sendable, Hashable {
    package struct Step: Sendable, Hashable {
        /// First day of the step that lies in the period.
        package let first: LocalDay
        package var tally: VisitTally
    }

    package let period: ReportPeriod
    /// Without a gap, earliest first.
    package let steps: [Step]
    package var tally: VisitTally { steps.map(\.tally).reduce(VisitTally(), +) }

    /// Steps of a day, a week from Monday, or a month; those of a year are by month.
    init(_ days: [(day: LocalDay, tally: VisitTally)], _ period: ReportPeriod, by kind: ReportPeriod.Kind) {
        self.period = period
        let counted = Dictionary(days.map { ($0.day, $0.tally) }) { first, _ in first }
        var steps: [Step] = []
        var begun: LocalDay?
        for day in period.days {
            let start = ReportPeriod(kind == .year ? .month : kind, around: day).first
            if start != begun { steps.append(Step(first: day, tally: VisitTally())) }
            begun = start
            if let tally = counted[day] { steps[steps.count - 1].tally = steps[steps.count - 1].tally + tally }
        }
        self.steps = steps
    }
}

extension Reports {
    /// - Parameter day: nil for the shop's today.
    package func dayRevenue(of day: LocalDay?, in scope: TenantScope) async throws -> DayRevenue {
        try await read(scope) { desk in
            let day = day ?? desk.today
            let sums = VisitFold(try ReportsDAO(desk.tx).visits(from: day, to: day)).revenueByHour
            return DayRevenue(day: day, hours: (0..<24).map { sums[$0] ?? .zero })
        }
    }

    /// Revenue of the last days, today's among them, day by day.
    package func dailyRevenue(days: Int, in scope: TenantScope) async throws -> [(day: LocalDay, revenue: Money)] {
        try await read(scope) { desk in
            let first = desk.firstDay(ofLast: days)
            let counted = try FiguresDAO(desk.tx).days(from: first, to: desk.today)
            let sums = Dictionary(counted.map { ($0.day, $0.tally.revenue) }) { first, _ in first }
            return (first.number...desk.today.number).map { number in
                let day = LocalDay(number: number)
                return (day, sums[day] ?? .zero)
            }
        }
    }

    package func revenue(
        _ choice: ReportPeriod.Choice, by step: ReportPeriod.Kind, in scope: TenantScope
    ) async throws -> RevenueReport {
        try await read(scope) { desk in
            let period = choice.period(today: desk.today)
            return RevenueReport(
                try FiguresDAO(desk.tx).days(from: period.first, to: period.last), period, by: step)
        }
    }
}
