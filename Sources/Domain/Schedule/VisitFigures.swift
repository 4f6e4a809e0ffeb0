/// Visits counted over some days.
package struct VisitFigures: Sendable, Hashable {
    /// A status without visits is left out.
    package var counts: [Appointment.Status: Int]
    /// Sum over finished visits.
    package var revenue: Money

    package init(counts: [Appointment.Status: Int] = [:], revenue: Money = Money(centavos: 0)) {
        self.counts = counts
        self.revenue = revenue
    }

    package var total: Int { counts.values.reduce(0, +) }

    package func count(_ statuses: Appointment.Status...) -> Int { statuses.reduce(0) { $0 + (counts[$1] ?? 0) } }

    /// Revenue over finished visits, in centavos rounded down; zero when none is finished.
    package var averageTicket: Money {
        let done = count(.done)
        return Money(centavos: done == 0 ? 0 : revenue.centavos / Int64(done))
    }
}
