import Domain

/// The `appointments` table, as seen by the one company of its transaction.
package struct AppointmentsDAO {
    /// Which visits a list shows; a field left nil or empty does not filter.
    package struct Filter: Sendable, Hashable {
        package var statuses: [Appointment.Status] = []
        package var firstDay: LocalDay?
        package var lastDay: LocalDay?
        package var serviceID: PetService.ID?
        package var tutorID: Tutor.ID?
        package var chatID: ChatID?
        package init() {}
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    static let columns: SQL =
        """
        a.id, a.tutor_id, a.pet_id, a.service_id, a.data_agendamento, a.hora_agendamento, a.duracao_minutos,
        a.preco, a.status, a.observacoes, a.motivo_cancelamento, a.created_at, a.updated_at
        """

    private static let details: SQL =
        """
        SELECT \(sql: columns), t.nome, t.telefone, t.whatsapp_id, s.nome,
               p.id, p.tutor_id, p.nome, p.especie, p.raca, p.porte, p.idade
        FROM appointments a
        JOIN tutors t ON t.id = a.tutor_id
        JOIN pets p ON p.id = a.pet_id
        JOIN services s ON s.id = a.service_id
        """

    package func find(_ id: Appointment.ID) throws -> Appointment? {
        try tx.first("SELECT \(sql: Self.columns) FROM appointments a WHERE a.id = \(id)", Appointment.init(row:))
    }

    package func find(idempotencyKey key: String) throws -> Appointment? {
        try tx.first(
            "SELECT \(sql: Self.columns) FROM appointments a WHERE a.idempotency_key = \(key)", Appointment.init(row:))
    }

    package func details(_ id: Appointment.ID) throws -> AppointmentDetails? {
        try tx.first("\(sql: Self.details) WHERE a.id = \(id)", AppointmentDetails.init(row:))
    }

    /// Visits that match, by day and time.
    ///
    /// - Parameter limit: Most rows returned, 1...1000.
    package func list(_ filter: Filter, limit: Int = 1000) throws -> [AppointmentDetails] {
        try tx.rows(
            """
            \(sql: Self.details) WHERE \(sql: .all(Self.conditions(filter)))
            ORDER BY a.data_agendamento, a.hora_agendamento, a.id LIMIT \(limit)
            """, AppointmentDetails.init(row:))
    }

    package func count(_ filter: Filter) throws -> Int {
        try tx.count(
            """
            SELECT count(*) FROM appointments a JOIN tutors t ON t.id = a.tutor_id
            WHERE \(sql: .all(Self.conditions(filter)))
            """)
    }

    /// Stretches held on the calendar from one day to another, both included.
    package func taken(from first: LocalDay, to last: LocalDay, except moved: Appointment.ID? = nil) throws -> [Slot] {
        try tx.rows(
            """
            SELECT data_agendamento, hora_agendamento, duracao_minutos FROM appointments
            WHERE data_agendamento BETWEEN \(first) AND \(last)
              AND status IN ('pendente', 'confirmado', 'em_atendimento')
              AND id <> \(moved?.rawValue ?? 0)
            """
        ) { Slot(day: try $0.day(0), start: try $0.time(1), minutes: $0.int(2)) }
    }

    /// A customer's visits that may still be moved or cancelled, soonest first.
    package func upcoming(of tutor: Tutor.ID, after now: LocalDateTime) throws -> [AppointmentDetails] {
        try tx.rows(
            """
            \(sql: Self.details)
            WHERE a.tutor_id = \(tutor) AND a.status IN ('pendente', 'confirmado')
              AND (a.data_agendamento > \(now.day)
                   OR (a.data_agendamento = \(now.day) AND a.hora_agendamento >= \(now.time)))
            ORDER BY a.data_agendamento, a.hora_agendamento, a.id LIMIT 20
            """, AppointmentDetails.init(row:))
    }

    package func insert(_ visit: Appointment, idempotencyKey key: String?) throws {
        try tx.run(
            """
            INSERT INTO appointments (id, tutor_id, pet_id, service_id, data_agendamento, hora_agendamento,
                duracao_minutos, preco, status, observacoes, idempotency_key, created_at, updated_at)
            VALUES (\(visit.id), \(visit.tutorID), \(visit.petID), \(visit.serviceID), \(visit.slot.day),
                \(visit.slot.start), \(visit.slot.minutes), \(visit.price), \(visit.status), \(visit.notes), \(key),
                \(visit.createdAt), \(visit.updatedAt))
            """)
    }

    /// - Returns: False when this company has no such visit.
    package func setStatus(
        _ status: Appointment.Status, of id: Appointment.ID, reason: String? = nil, at now: Moment
    ) throws -> Bool {
        try tx.run(
            """
            UPDATE appointments SET status = \(status), motivo_cancelamento = \(reason), updated_at = \(now)
            WHERE id = \(id)
            """) == 1
    }

    /// - Returns: False when this company has no such visit.
    package func move(_ id: Appointment.ID, to slot: Slot, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE appointments SET data_agendamento = \(slot.day), hora_agendamento = \(slot.start),
                duracao_minutos = \(slot.minutes), updated_at = \(now)
            WHERE id = \(id)
            """) == 1
    }

    /// How many visits there are of each status, and the sum of their prices.
    package func totals() throws -> [(status: Appointment.Status, count: Int, revenue: Money)] {
        try tx.rows("SELECT status, count(*), sum(preco) FROM appointments GROUP BY status") {
            (try $0.word(0), $0.int(1), $0.money(2))
        }
    }

    private static func conditions(_ filter: Filter) -> [SQL] {
        var conditions: [SQL] = []
        if !filter.statuses.isEmpty { conditions.append("a.status IN \(list: filter.statuses)") }
        if let day = filter.firstDay { conditions.append("a.data_agendamento >= \(day)") }
        if let day = filter.lastDay { conditions.append("a.data_agendamento <= \(day)") }
        if let id = filter.serviceID { conditions.append("a.service_id = \(id)") }
        if let id = filter.tutorID { conditions.append("a.tutor_id = \(id)") }
        if let chat = filter.chatID { conditions.append("t.whatsapp_id = \(chat)") }
        return conditions
    }
}

extension Appointment {
    init(row: Row) throws {
        self.init(
            id: row.id(0), tutorID: row.id(1), petID: row.id(2), serviceID: row.id(3),
            slot: Slot(day: try row.day(4), start: try row.time(5), minutes: row.int(6)), status: try row.word(8),
            price: row.money(7), notes: row.string(9), cancelReason: row.optionalString(10), createdAt: row.moment(11),
            updatedAt: row.moment(12)
        )
    }
}

extension AppointmentDetails {
    init(row: Row) throws {
        self.init(
            appointment: try Appointment(row: row), tutorName: row.string(13), tutorPhone: try row.optionalPhone(14),
            chatID: try row.optionalChat(15), pet: try Pet(row: row, from: 17), serviceName: row.string(16)
        )
    }
}
