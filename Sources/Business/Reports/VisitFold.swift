import Domain
import Storage

/// All that reports ask of a stretch of visits, gathered in one pass.
struct VisitFold {
    private(set) var tally = VisitTally()
    private(set) var tutors: Set<Tutor.ID> = []
    private(set) var byService: [PetService.ID: VisitTally] = [:]
    private(set) var byHour: [Int: Int] = [:]
    private(set) var revenueByHour: [Int: Money] = [:]
    private(set) var revenueByDay: [LocalDay: Money] = [:]

    init(_ visits: [ReportsDAO.Visit]) {
        for visit in visits {
            tally.add(visit.status, price: visit.price)
            tutors.insert(visit.tutorID)
            byService[visit.serviceID, default: VisitTally()].add(visit.status, price: visit.price)
            byHour[visit.hour, default: 0] += 1
            guard visit.status == .done else { continue }
            revenueByHour[visit.hour] = (revenueByHour[visit.hour] ?? .zero) + visit.price
            revenueByDay[visit.day] = (revenueByDay[visit.day] ?? .zero) + visit.price
        }
    }

    /// The services with most visits, most first.
    func popular(_ count: Int, names: [PetService.ID: String]) -> [PopularService] {
        byService
            .sorted { ($0.value.total, $1.key.rawValue) > ($1.value.total, $0.key.rawValue) }
            .prefix(count)
            .map { PopularService(name: names[$0.key] ?? "", visits: $0.value.total, revenue: $0.value.revenue) }
    }
}

package struct PopularService: Sendable, Hashable {
    package let name: String
    package let visits: Int
    package let revenue: Money
}

extension Reports.Desk {
    func fold(_ period: ReportPeriod) throws -> VisitFold {
        VisitFold(try ReportsDAO(tx).visits(from: period.first, to: period.last))
    }

    func serviceNames() throws -> [PetService.ID: String] {
        Dictionary(try ServicesDAO(tx).list(activeOnly: false).map { ($0.id, $0.name) }) { first, _ in first }
    }
}
