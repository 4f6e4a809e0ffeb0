import Domain
import Storage

/// The shop at a glance: customers, visits, this month's revenue against last month's, chats of a day.
package struct Overview: Sendable, Hashable, Codable {
    package let customers: Int
    package let vip: Int
    package let visits: VisitTally
    package let thisMonth: Money
    package let lastMonth: Money
    /// Chats with a message in the last 24 hours.
    package let chats: Int
    package let at: Moment

    /// This month's revenue over last month's, in percent; nil when there was none last month.
    package var growth: Double? {
        guard lastMonth.centavos > 0 else { return nil }
        let change = Double(thisMonth.centavos - lastMonth.centavos) * 100 / Double(lastMonth.centavos)
        return (change * 10).rounded() / 10
    }
}

extension Overview: Cacheable {
    package var cacheBytes: Int { 256 }
}

extension Reports {
    private static let lifetime = Duration.seconds(300)

    /// - Returns: The figures, and whether they were counted for somebody before, at most five minutes ago and after
    ///   the company's last write.
    package func overview(in scope: TenantScope) async throws -> (figures: Overview, isCached: Bool) {
        let mark = Mark()
        let figures = try await database.cache.value(for: .overview(of: scope.companyID), lifetime: Self.lifetime) {
            mark.set()
            return try await count(in: scope)
        }
        return (figures, !mark.isSet)
    }

    private func count(in scope: TenantScope) async throws -> Overview {
        try await read(scope) { desk in
            let month = ReportPeriod(.month, around: desk.today)
            let before = ReportPeriod(.month, around: month.first.adding(days: -1))
            let figures = FiguresDAO(desk.tx)
            func revenue(_ period: ReportPeriod) throws -> Money {
                try figures.days(from: period.first, to: period.last).reduce(.zero) { $0 + $1.tally.revenue }
            }
            let customers = try ReportsDAO(desk.tx).customers(newSince: desk.now)
            return Overview(
                customers: customers.total, vip: customers.vip, visits: try figures.totals(),
                thisMonth: try revenue(month), lastMonth: try revenue(before),
                chats: try TalksDAO(desk.tx).chats(since: desk.now.adding(seconds: -86_400)).all, at: desk.now)
        }
    }
}
