import Domain
import Storage

/// Finished visits of some days: one by one, by service and by customer.
package struct SalesReport: Sendable {
    /// Visits of one service or one customer.
    package struct Group: Sendable, Hashable {
        package let name: String
        package private(set) var count = 0
        package private(set) var revenue = Money.zero
        package var averageTicket: Money { revenue.average(over: count) }

        fileprivate init(name: String) { self.name = name }

        fileprivate mutating func add(_ sale: ReportsDAO.Sale) {
            count += 1
            revenue = revenue + sale.price
        }
    }

    package let period: ReportPeriod
    /// By day and time.
    package let sales: [ReportsDAO.Sale]

    package var revenue: Money { sales.reduce(.zero) { $0 + $1.price } }
    package var customers: Int { Set(sales.map(\.tutorID)).count }
    package var averageTicket: Money { revenue.average(over: sales.count) }

    /// What brought in most first.
    package var byService: [Group] { Self.grouped(sales, by: \.serviceID, \.serviceName) }
    package var byCustomer: [Group] { Self.grouped(sales, by: \.tutorID, \.tutorName) }

    private static func grouped<Key: Hashable & Comparable>(
        _ sales: [ReportsDAO.Sale], by key: (ReportsDAO.Sale) -> Key, _ name: (ReportsDAO.Sale) -> String
    ) -> [Group] {
        var groups: [Key: Group] = [:]
        for sale in sales {
            groups[key(sale), default: Group(name: name(sale))].add(sale)
        }
        return groups.sorted { ($0.value.revenue, $1.key) > ($1.value.revenue, $0.key) }.map(\.value)
    }
}

extension Reports {
    package func sales(_ choice: ReportPeriod.Choice, in scope: TenantScope) async throws -> SalesReport {
        try await read(scope) { desk in
            let period = choice.period(today: desk.today)
            return SalesReport(
                period: period, sales: try ReportsDAO(desk.tx).sales(from: period.first, to: period.last))
        }
    }
}
