import Domain
import Storage

/// The visits of some days.
package struct VisitReport: Sendable {
    package let period: ReportPeriod
    package let tally: VisitTally
    package let customers: Int
    /// Services with most visits, most first.
    package let popular: [PopularService]
    /// Hours at which visits began, with how many, earliest first; hours without any are left out.
    package let hours: [(hour: Int, visits: Int)]
    /// Every day of the period, earliest first.
    package let days: [(day: LocalDay, revenue: Money)]

    init(_ fold: VisitFold, _ period: ReportPeriod, names: [PetService.ID: String]) {
        self.period = period
        tally = fold.tally
        customers = fold.tutors.count
        popular = fold.popular(5, names: names)
        hours = fold.byHour.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        days = period.days.map { ($0, fold.revenueByDay[$0] ?? .zero) }
    }
}

extension Reports {
    package func visits(_ choice: ReportPeriod.Choice, in scope: TenantScope) async throws -> VisitReport {
        try await read(scope) { desk in try desk.visits(choice.period(today: desk.today)) }
    }

    /// Visits of the last days, today's among them.
    ///
    /// - Parameter days: Taken to the nearest of 1...400.
    package func visits(days: Int, in scope: TenantScope) async throws -> VisitReport {
        try await read(scope) { desk in
            let period = ReportPeriod(first: desk.firstDay(ofLast: days), last: desk.today)
            return try desk.visits(period ?? ReportPeriod(.day, around: desk.today))
        }
    }
}

extension Reports.Desk {
    fileprivate func visits(_ period: ReportPeriod) throws -> VisitReport {
        VisitReport(try fold(period), period, names: try serviceNames())
    }
}
