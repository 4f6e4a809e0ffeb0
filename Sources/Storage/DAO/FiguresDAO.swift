import Domain

/// Visits as counted by day, by service and by customer: read in as many steps as there are days, services or
/// customers asked for, however many visits there are.
package struct FiguresDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// Every visit of the company.
    package func totals() throws -> VisitTally {
        try tx.rows("SELECT \(sql: Self.counts) FROM service_figures f") { Self.tally($0, from: 0) }
            .reduce(VisitTally(), +)
    }

    /// Days with visits from one day to another, both included, earliest first.
    package func days(from first: LocalDay, to last: LocalDay) throws -> [(day: LocalDay, tally: VisitTally)] {
        try tx.rows(
            """
            SELECT f.day, \(sql: Self.counts) FROM daily_figures f
            WHERE f.day BETWEEN \(first) AND \(last) ORDER BY f.day
            """
        ) { (try $0.day(0), Self.tally($0, from: 1)) }
    }

    /// One service with all its visits.
    package struct Service: Sendable, Hashable {
        package let id: PetService.ID
        package let name: String
        package let isActive: Bool
        package let tally: VisitTally
    }

    /// Every service, in the shop's order.
    package func services() throws -> [Service] {
        try tx.rows(
            """
            SELECT s.id, s.nome, s.ativo, \(sql: Self.counts)
            FROM services s LEFT JOIN service_figures f ON f.service_id = s.id ORDER BY s.ordem, s.nome
            """
        ) { Service(id: $0.id(0), name: $0.string(1), isActive: $0.bool(2), tally: Self.tally($0, from: 3)) }
    }

    /// One customer with all their visits.
    package struct Customer: Sendable, Hashable {
        package let id: Tutor.ID
        package let name: String
        package let phone: PhoneNumber?
        package let isVIP: Bool
        package let tally: VisitTally
    }

    /// Customers who spent most, most first; none who spent nothing.
    package func topCustomers(limit: Int) throws -> [Customer] {
        try tx.rows(
            """
            SELECT t.id, t.nome, t.telefone, t.is_vip, \(sql: Self.counts)
            FROM tutor_figures f JOIN tutors t ON t.id = f.tutor_id
            WHERE f.receita > 0 ORDER BY f.receita DESC, f.tutor_id DESC LIMIT \(limit)
            """
        ) { row in
            Customer(
                id: row.id(0), name: row.string(1), phone: try row.optionalPhone(2), isVIP: row.bool(3),
                tally: Self.tally(row, from: 4))
        }
    }

    /// The columns of one tally, of a table called f.
    static let counts: SQL =
        """
        f.pendente, f.confirmado, f.em_atendimento, f.concluido, f.cancelado, f.nao_compareceu, f.receita
        """

    /// NULL, where a service has no visit yet, reads as zero.
    static func tally(_ row: Row, from column: Int) -> VisitTally {
        let statuses: [Appointment.Status] = [.pending, .confirmed, .inProgress, .done, .cancelled, .noShow]
        var counts: [Appointment.Status: Int] = [:]
        for (index, status) in statuses.enumerated() {
            let count = row.int(column + index)
            if count != 0 { counts[status] = count }
        }
        return VisitTally(counts: counts, revenue: row.money(column + statuses.count))
    }
}
