/// How many visits stand where, and what the finished ones brought in.
package struct VisitTally: Sendable, Hashable, Codable {
    package var counts: [Appointment.Status: Int]
    /// Sum of the prices of finished visits.
    package var revenue: Money

    package init(counts: [Appointment.Status: Int] = [:], revenue: Money = Money(centavos: 0)) {
        self.counts = counts
        self.revenue = revenue
    }

    package var total: Int { counts.values.reduce(0, +) }

    package func count(_ statuses: Appointment.Status...) -> Int {
        statuses.reduce(0) { $0 + (counts[$1] ?? 0) }
    }

    /// Revenue over finished visits, in centavos rounded down; zero when none is finished.
    package var averageTicket: Money { revenue.average(over: count(.done)) }

    /// Cancelled visits of all visits, 0...100; zero when there is none.
    package var cancellationRate: Double { .percent(count(.cancelled), of: total) }

    package mutating func add(_ status: Appointment.Status, price: Money) {
        counts[status, default: 0] += 1
        if status == .done { revenue = revenue + price }
    }

    package static func + (left: Self, right: Self) -> Self {
        VisitTally(
            counts: left.counts.merging(right.counts, uniquingKeysWith: +), revenue: left.revenue + right.revenue)
    }
}

extension Money {
    package static let zero = Money(centavos: 0)

    /// In centavos rounded down; zero over nothing.
    package func average(over count: Int) -> Money { Money(centavos: count == 0 ? 0 : centavos / Int64(count)) }
}

extension Double {
    /// 0...100, to one decimal; zero of nothing.
    package static func percent(_ part: Int, of whole: Int) -> Double {
        whole == 0 ? 0 : (Double(part) * 1000 / Double(whole)).rounded() / 10
    }

    /// To two decimals, as money and hours are shown.
    package var hundredths: Double { (self * 100).rounded() / 100 }
}
