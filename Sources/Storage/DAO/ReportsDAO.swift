import Domain

/// Visits and customers as reports read them: along an index, over a stretch of days or down to a limit.
package struct ReportsDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// What a report needs of a visit.
    package struct Visit: Sendable, Hashable {
        package let day: LocalDay
        package let hour: Int
        package let status: Appointment.Status
        package let price: Money
        package let tutorID: Tutor.ID
        package let serviceID: PetService.ID
    }

    /// Visits from one day to another, both included, by day and time.
    package func visits(from first: LocalDay, to last: LocalDay) throws -> [Visit] {
        try tx.rows(
            """
            SELECT data_agendamento, hora_agendamento, status, preco, tutor_id, service_id FROM appointments
            WHERE data_agendamento BETWEEN \(first) AND \(last) ORDER BY data_agendamento, hora_agendamento, id
            """
        ) { row in
            Visit(
                day: try row.day(0), hour: try row.time(1).hour, status: try row.word(2), price: row.money(3),
                tutorID: row.id(4), serviceID: row.id(5))
        }
    }

    /// A finished visit with its names.
    package struct Sale: Sendable, Hashable {
        package let id: Appointment.ID
        package let day: LocalDay
        package let price: Money
        package let tutorID: Tutor.ID
        package let tutorName: String
        package let serviceID: PetService.ID
        package let serviceName: String
        package let petName: String
        /// When the visit was last changed: for most, when it was finished.
        package let changedAt: Moment
    }

    private static let sale: SQL =
        """
        SELECT a.id, a.data_agendamento, a.preco, a.tutor_id, t.nome, a.service_id, s.nome, p.nome, a.updated_at
        FROM appointments a
        JOIN tutors t ON t.id = a.tutor_id
        JOIN pets p ON p.id = a.pet_id
        JOIN services s ON s.id = a.service_id
        """

    private static func sale(_ row: Row) throws -> Sale {
        Sale(
            id: row.id(0), day: try row.day(1), price: row.money(2), tutorID: row.id(3), tutorName: row.string(4),
            serviceID: row.id(5), serviceName: row.string(6), petName: row.string(7), changedAt: row.moment(8))
    }

    /// Finished visits from one day to another, both included, by day and time.
    package func sales(from first: LocalDay, to last: LocalDay) throws -> [Sale] {
        try tx.rows(
            """
            \(sql: Self.sale)
            WHERE a.status = 'concluido' AND a.data_agendamento BETWEEN \(first) AND \(last)
            ORDER BY a.data_agendamento, a.hora_agendamento, a.id
            """, Self.sale)
    }

    /// The finished visits of the latest days, latest first.
    package func newestSales(limit: Int) throws -> [Sale] {
        try tx.rows(
            """
            \(sql: Self.sale) WHERE a.status = 'concluido'
            ORDER BY a.data_agendamento DESC, a.hora_agendamento DESC, a.id DESC LIMIT \(limit)
            """, Self.sale)
    }

    /// Visits written down from one moment until just before another.
    package func bookings(from first: Moment, until end: Moment) throws -> VisitTally {
        var tally = VisitTally()
        let rows = try tx.rows(
            "SELECT status, preco FROM appointments WHERE created_at >= \(first) AND created_at < \(end)"
        ) { (status: try $0.word(0, as: Appointment.Status.self), price: $0.money(1)) }
        for row in rows { tally.add(row.status, price: row.price) }
        return tally
    }

    /// The visits written down last, last first.
    package func newestBookings(limit: Int) throws -> [AppointmentDetails] {
        try tx.rows(
            """
            \(sql: AppointmentsDAO.details)
            ORDER BY a.created_at DESC, a.id DESC LIMIT \(limit)
            """, AppointmentDetails.init(row:))
    }

    /// The customers who came to know the shop last, last first.
    package func newestCustomers(limit: Int) throws -> [Tutor] {
        try tx.rows(
            "SELECT \(sql: TutorsDAO.columns) FROM tutors ORDER BY created_at DESC, id DESC LIMIT \(limit)",
            Tutor.init(row:))
    }

    /// Counts of customers and pets. Reads an index entry for each, and no visit.
    package struct Customers: Sendable, Hashable {
        package let total: Int
        package let vip: Int
        /// Known since the given moment.
        package let new: Int
        package let withPets: Int
        package let pets: Int
    }

    package func customers(newSince moment: Moment) throws -> Customers {
        let counts =
            try tx.first(
                """
                SELECT (SELECT count(*) FROM tutors), (SELECT count(*) FROM tutors WHERE is_vip = 1),
                       (SELECT count(*) FROM tutors WHERE created_at >= \(moment)),
                       (SELECT count(*) FROM tutors t WHERE EXISTS (SELECT 1 FROM pets p WHERE p.tutor_id = t.id)),
                       (SELECT count(*) FROM pets)
                """
            ) { row in (0..<5).map { row.int($0) } } ?? [0, 0, 0, 0, 0]
        return Customers(total: counts[0], vip: counts[1], new: counts[2], withPets: counts[3], pets: counts[4])
    }
}
