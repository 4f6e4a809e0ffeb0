import Domain

/// The `visit_series` table, as seen by the one company of its transaction.
package struct SeriesDAO {
    /// Which series a list shows; a field left nil does not filter.
    package struct Filter: Sendable, Hashable {
        package var petID: Pet.ID?
        package var tutorID: Tutor.ID?
        package var status: VisitSeries.Status?
        package init() {}
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL =
        """
        id, tutor_id, pet_id, service_id, professional_id, intervalo_dias, hora, proximo_dia, ultimo_dia, status,
        observacoes
        """

    package func find(_ id: VisitSeries.ID) throws -> VisitSeries? {
        try tx.first("SELECT \(sql: Self.columns) FROM visit_series WHERE id = \(id)", VisitSeries.init(row:))
    }

    /// Series that match, newest first.
    ///
    /// - Parameter limit: Most rows returned, 1...1000.
    package func list(_ filter: Filter, limit: Int, offset: Int) throws -> [VisitSeries] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM visit_series WHERE \(sql: .all(Self.conditions(filter)))
            ORDER BY id DESC LIMIT \(limit) OFFSET \(offset)
            """, VisitSeries.init(row:))
    }

    package func count(_ filter: Filter) throws -> Int {
        try tx.count("SELECT count(*) FROM visit_series WHERE \(sql: .all(Self.conditions(filter)))")
    }

    package func insert(_ series: VisitSeries, at now: Moment) throws {
        try tx.run(
            """
            INSERT INTO visit_series (id, tutor_id, pet_id, service_id, professional_id, intervalo_dias, hora,
                proximo_dia, ultimo_dia, status, observacoes, created_at, updated_at)
            VALUES (\(series.id), \(series.tutorID), \(series.petID), \(series.serviceID), \(series.professionalID),
                \(series.every), \(series.time), \(series.next), \(series.lastDay), \(series.status), \(series.notes),
                \(now), \(now))
            """)
    }

    /// - Returns: False when this company has no such series.
    package func update(_ series: VisitSeries, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE visit_series SET service_id = \(series.serviceID), professional_id = \(series.professionalID),
                intervalo_dias = \(series.every), hora = \(series.time), proximo_dia = \(series.next),
                ultimo_dia = \(series.lastDay), status = \(series.status), observacoes = \(series.notes),
                updated_at = \(now)
            WHERE id = \(series.id)
            """) == 1
    }

    /// Notes that a visit is one of the series.
    package func tie(_ visit: Appointment.ID, to series: VisitSeries.ID) throws {
        try tx.run("UPDATE appointments SET series_id = \(series) WHERE id = \(visit)")
    }

    /// The series' visits from a day on that may still be changed, soonest first, at most 400.
    package func open(of series: VisitSeries.ID, from day: LocalDay) throws -> [Appointment] {
        try tx.rows(
            """
            SELECT \(sql: AppointmentsDAO.columns) FROM appointments a
            WHERE a.series_id = \(series) AND a.data_agendamento >= \(day)
              AND a.status IN ('pendente', 'confirmado')
            ORDER BY a.data_agendamento, a.hora_agendamento, a.id LIMIT 400
            """, Appointment.init(row:))
    }

    /// The days on which a pet's visits took place, in no order; of one service, or of all.
    package func served(_ pet: Pet.ID, _ service: PetService.ID?) throws -> [LocalDay] {
        let only: SQL = service.map { "AND +service_id = \($0)" } ?? ""
        return try tx.rows(
            """
            SELECT data_agendamento FROM appointments
            WHERE pet_id = \(pet) AND status = 'concluido' \(sql: only)
            """
        ) { try $0.day(0) }
    }

    private static func conditions(_ filter: Filter) -> [SQL] {
        var conditions: [SQL] = []
        if let id = filter.petID { conditions.append("pet_id = \(id)") }
        if let id = filter.tutorID { conditions.append("tutor_id = \(id)") }
        if let status = filter.status { conditions.append("status = \(status)") }
        return conditions
    }
}

extension VisitSeries.Status: SQLBindable {}

extension VisitSeries {
    init(row: Row) throws {
        self.init(
            id: row.id(0), tutorID: row.id(1), petID: row.id(2), serviceID: row.id(3),
            professionalID: row.optionalID(4), every: row.int(5), time: try row.time(6), next: try row.day(7),
            lastDay: try row.optional(8) { try $0.day(8) })
        status = try row.word(9)
        notes = row.string(10)
    }
}
