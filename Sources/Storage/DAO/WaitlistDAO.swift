import Domain

/// The `waitlist` table, as seen by the one company of its transaction.
package struct WaitlistDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL =
        """
        id, tutor_id, pet_id, service_id, professional_id, primeiro_dia, ultimo_dia, periodo, status, reserva_dia,
        reserva_hora, reserva_minutos, reserva_profissional, reserva_ate, created_at
        """

    package func find(_ id: Waiter.ID) throws -> Waiter? {
        try tx.first("SELECT \(sql: Self.columns) FROM waitlist WHERE id = \(id)", Waiter.init(row:))
    }

    /// Who waits, or has waited, longest first.
    ///
    /// - Parameter limit: Most rows returned, 1...1000.
    package func list(_ status: Waiter.Status?, limit: Int, offset: Int) throws -> [Waiter] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM waitlist WHERE \(sql: Self.condition(status))
            ORDER BY id LIMIT \(limit) OFFSET \(offset)
            """, Waiter.init(row:))
    }

    package func count(_ status: Waiter.Status?) throws -> Int {
        try tx.count("SELECT count(*) FROM waitlist WHERE \(sql: Self.condition(status))")
    }

    /// The next one after `last` who waits for this day, longest first.
    package func next(on day: LocalDay, after last: Waiter.ID?) throws -> Waiter? {
        try tx.first(
            """
            SELECT \(sql: Self.columns) FROM waitlist
            WHERE status = 'esperando' AND id > \(last?.rawValue ?? 0)
              AND primeiro_dia <= \(day) AND ultimo_dia >= \(day)
            ORDER BY id LIMIT 1
            """, Waiter.init(row:))
    }

    /// Places held from one day to another, both included, for others than this customer.
    package func holds(
        from first: LocalDay, to last: LocalDay, except tutor: Tutor.ID?, at now: Moment
    ) throws -> [HeldPlace] {
        try tx.rows(
            """
            SELECT reserva_dia, reserva_hora, reserva_minutos, service_id, reserva_profissional FROM waitlist
            WHERE status = 'oferecido' AND reserva_dia BETWEEN \(first) AND \(last) AND reserva_ate > \(now)
              AND tutor_id <> \(tutor?.rawValue ?? 0)
            """
        ) { row in
            HeldPlace(
                slot: Slot(day: try row.day(0), start: try row.time(1), minutes: row.int(2)), serviceID: row.id(3),
                professionalID: row.optionalID(4))
        }
    }

    package func insert(_ waiter: Waiter, at now: Moment) throws {
        try tx.run(
            """
            INSERT INTO waitlist (id, tutor_id, pet_id, service_id, professional_id, primeiro_dia, ultimo_dia, periodo,
                status, created_at, updated_at)
            VALUES (\(waiter.id), \(waiter.tutorID), \(waiter.petID), \(waiter.serviceID), \(waiter.professionalID),
                \(waiter.firstDay), \(waiter.lastDay), \(waiter.part), \(waiter.status), \(waiter.createdAt), \(now))
            """)
    }

    /// Writes status and hold.
    ///
    /// - Returns: False when this company has no such waiter.
    package func update(_ waiter: Waiter, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE waitlist SET status = \(waiter.status), reserva_dia = \(waiter.hold?.slot.day),
                reserva_hora = \(waiter.hold?.slot.start), reserva_minutos = \(waiter.hold?.slot.minutes),
                reserva_profissional = \(waiter.hold?.professionalID), reserva_ate = \(waiter.hold?.until),
                updated_at = \(now)
            WHERE id = \(waiter.id)
            """) == 1
    }

    /// A pet that has its visit waits for it no more.
    ///
    /// - Returns: How many were waiting.
    package func settle(_ pet: Pet.ID, _ service: PetService.ID, on day: LocalDay, at now: Moment) throws -> Int {
        try tx.run(
            """
            UPDATE waitlist SET status = 'agendado', updated_at = \(now)
            WHERE pet_id = \(pet) AND +service_id = \(service) AND status IN ('esperando', 'oferecido')
              AND primeiro_dia <= \(day) AND ultimo_dia >= \(day)
            """)
    }

    private static func condition(_ status: Waiter.Status?) -> SQL {
        status.map { "status = \($0)" } ?? "1 = 1"
    }
}

extension Waiter.Status: SQLBindable {}
extension Waiter.DayPart: SQLBindable {}

extension Waiter {
    init(row: Row) throws {
        self.init(
            id: row.id(0), tutorID: row.id(1), petID: row.id(2), serviceID: row.id(3),
            professionalID: row.optionalID(4), firstDay: try row.day(5), lastDay: try row.day(6),
            part: try row.word(7), createdAt: row.moment(14))
        status = try row.word(8)
        hold = try row.optional(9) { row in
            Hold(
                slot: Slot(day: try row.day(9), start: try row.time(10), minutes: row.int(11)),
                professionalID: row.optionalID(12), until: row.moment(13))
        }
    }
}
