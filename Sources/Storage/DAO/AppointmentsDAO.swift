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
        package var professionalID: Professional.ID?
        /// Latest day and time first.
        package var isBackwards = false
        package init() {}

        /// Only days and statuses are asked for, by which visits are counted already.
        var isKept: Bool { serviceID == nil && tutorID == nil && chatID == nil && professionalID == nil }
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    static let columns: SQL =
        """
        a.id, a.tutor_id, a.pet_id, a.service_id, a.data_agendamento, a.hora_agendamento, a.duracao_minutos,
        a.preco, a.status, a.observacoes, a.motivo_cancelamento, a.created_at, a.updated_at, a.confirmado_cliente,
        a.confirmado_empresa, a.professional_id
        """

    static let details: SQL =
        """
        SELECT \(sql: columns), t.nome, t.telefone, t.whatsapp_id, s.nome,
               p.id, p.tutor_id, p.nome, p.especie, p.raca, p.porte, p.idade, p.pelagem
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
    package func list(_ filter: Filter, limit: Int = 1000, offset: Int = 0) throws -> [AppointmentDetails] {
        let order: SQL =
            filter.isBackwards
            ? "a.data_agendamento DESC, a.hora_agendamento DESC, a.id DESC"
            : "a.data_agendamento, a.hora_agendamento, a.id"
        return try tx.rows(
            """
            \(sql: Self.details) WHERE \(sql: .all(Self.conditions(filter)))
            ORDER BY \(sql: order) LIMIT \(limit) OFFSET \(offset)
            """, AppointmentDetails.init(row:))
    }

    /// How many visits match. Where the kept figures know, as many steps as there are services or days, and not visits.
    package func count(_ filter: Filter) throws -> Int {
        if filter.isKept {
            let tally = try kept(filter)
            return filter.statuses.isEmpty ? tally.total : Set(filter.statuses).reduce(0) { $0 + tally.count($1) }
        }
        let tutors: SQL = filter.chatID == nil ? "" : "JOIN tutors t ON t.id = a.tutor_id"
        return try tx.count(
            "SELECT count(*) FROM appointments a \(sql: tutors) WHERE \(sql: .all(Self.conditions(filter)))")
    }

    private func kept(_ filter: Filter) throws -> VisitTally {
        let figures = FiguresDAO(tx)
        guard filter.firstDay != nil || filter.lastDay != nil else { return try figures.totals() }
        let (first, last) = (filter.firstDay ?? .first, filter.lastDay ?? .last)
        return try figures.days(from: first, to: last).map(\.tally).reduce(VisitTally(), +)
    }

    /// Stretches held on the calendar from one day to another, both included.
    package func taken(from first: LocalDay, to last: LocalDay, except moved: Appointment.ID? = nil) throws -> [Slot] {
        try held(from: first, to: last, except: moved).map(\.slot)
    }

    /// The same, with what is done there and by whom.
    package func held(
        from first: LocalDay, to last: LocalDay, except moved: Appointment.ID? = nil
    ) throws -> [HeldPlace] {
        try tx.rows(
            """
            SELECT data_agendamento, hora_agendamento, duracao_minutos, service_id, professional_id FROM appointments
            WHERE data_agendamento BETWEEN \(first) AND \(last)
              AND status IN ('pendente', 'confirmado', 'em_atendimento')
              AND id <> \(moved?.rawValue ?? 0)
            """
        ) { row in
            HeldPlace(
                slot: Slot(day: try row.day(0), start: try row.time(1), minutes: row.int(2)), serviceID: row.id(3),
                professionalID: row.optionalID(4))
        }
    }

    /// Visits finished on each day from one to another; a day without any is left out.
    package func served(from first: LocalDay, to last: LocalDay) throws -> [LocalDay: Int] {
        let days = try tx.rows(
            """
            SELECT data_agendamento, count(*) FROM appointments
            WHERE status = 'concluido' AND data_agendamento BETWEEN \(first) AND \(last) GROUP BY data_agendamento
            """
        ) { (try $0.day(0), $0.int(1)) }
        return Dictionary(uniqueKeysWithValues: days)
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
                duracao_minutos, preco, status, observacoes, confirmado_cliente, confirmado_empresa,
                idempotency_key, professional_id, created_at, updated_at)
            VALUES (\(visit.id), \(visit.tutorID), \(visit.petID), \(visit.serviceID), \(visit.slot.day),
                \(visit.slot.start), \(visit.slot.minutes), \(visit.price), \(visit.status), \(visit.notes),
                \(visit.isConfirmedByCustomer), \(visit.isConfirmedByShop), \(key), \(visit.professionalID),
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

    /// Writes all of a visit that may change after it was booked.
    ///
    /// - Returns: False when this company has no such visit.
    package func update(_ visit: Appointment) throws -> Bool {
        try tx.run(
            """
            UPDATE appointments SET service_id = \(visit.serviceID), data_agendamento = \(visit.slot.day),
                hora_agendamento = \(visit.slot.start), duracao_minutos = \(visit.slot.minutes),
                preco = \(visit.price), status = \(visit.status), observacoes = \(visit.notes),
                motivo_cancelamento = \(visit.cancelReason), confirmado_cliente = \(visit.isConfirmedByCustomer),
                confirmado_empresa = \(visit.isConfirmedByShop), professional_id = \(visit.professionalID),
                updated_at = \(visit.updatedAt)
            WHERE id = \(visit.id)
            """) == 1
    }

    /// - Returns: False when this company has no such visit.
    package func delete(_ id: Appointment.ID) throws -> Bool {
        try tx.run("DELETE FROM appointments WHERE id = \(id)") == 1
    }

    private static func conditions(_ filter: Filter) -> [SQL] {
        var conditions: [SQL] = []
        if !filter.statuses.isEmpty { conditions.append("a.status IN \(list: filter.statuses)") }
        if let day = filter.firstDay { conditions.append("a.data_agendamento >= \(day)") }
        if let day = filter.lastDay { conditions.append("a.data_agendamento <= \(day)") }
        if let id = filter.serviceID { conditions.append("a.service_id = \(id)") }
        if let id = filter.tutorID { conditions.append("a.tutor_id = \(id)") }
        if let id = filter.professionalID { conditions.append("a.professional_id = \(id)") }
        if let chat = filter.chatID { conditions.append("t.whatsapp_id = \(chat)") }
        return conditions
    }
}

extension Appointment {
    init(row: Row) throws {
        self.init(
            id: row.id(0), tutorID: row.id(1), petID: row.id(2), serviceID: row.id(3),
            slot: Slot(day: try row.day(4), start: try row.time(5), minutes: row.int(6)), status: try row.word(8),
            price: row.money(7), notes: row.string(9), cancelReason: row.optionalString(10),
            isConfirmedByCustomer: row.bool(13), isConfirmedByShop: row.bool(14), professionalID: row.optionalID(15),
            createdAt: row.moment(11), updatedAt: row.moment(12)
        )
    }
}

extension AppointmentDetails {
    init(row: Row) throws {
        self.init(
            appointment: try Appointment(row: row), tutorName: row.string(16), tutorPhone: try row.optionalPhone(17),
            chatID: try row.optionalChat(18), pet: try Pet(row: row, from: 20), serviceName: row.string(19)
        )
    }
}
