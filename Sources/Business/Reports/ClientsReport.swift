import Domain
import Storage

/// Who the customers are, and who spent most.
package struct ClientsReport: Sendable {
    package let counts: ReportsDAO.Customers
    /// Had a visit, neither cancelled nor missed, in the last 90 days.
    package let active: Int
    /// Most first.
    package let top: [FiguresDAO.Customer]

    package var inactive: Int { max(0, counts.total - active) }
    package var petsPerClient: Double {
        counts.total == 0 ? 0 : (Double(counts.pets) / Double(counts.total)).hundredths
    }
}

extension Reports {
    package func clients(in scope: TenantScope) async throws -> ClientsReport {
        try await read(scope) { desk in
            let recent = try ReportsDAO(desk.tx).visits(from: desk.firstDay(ofLast: 90), to: desk.today)
            let came = recent.filter { $0.status != .cancelled && $0.status != .noShow }.map(\.tutorID)
            return ClientsReport(
                counts: try ReportsDAO(desk.tx).customers(newSince: desk.midnight(of: desk.today.startOfMonth)),
                active: Set(came).count, top: try FiguresDAO(desk.tx).topCustomers(limit: 10))
        }
    }

    /// Every service with all its visits; what brought in most first.
    package func services(in scope: TenantScope) async throws -> [FiguresDAO.Service] {
        try await read(scope) { desk in
            try FiguresDAO(desk.tx).services().sorted {
                ($0.tally.revenue, $0.tally.total, $1.id) > ($1.tally.revenue, $1.tally.total, $0.id)
            }
        }
    }
}
