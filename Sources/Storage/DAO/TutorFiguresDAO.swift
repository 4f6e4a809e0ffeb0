import Domain

/// Customers' visits and messages, counted from `appointments` and `conversations`.
package struct TutorFiguresDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// The figures of a page of customers, in two statements however many they are; who has none is left out.
    package func figures(of tutors: [Tutor.ID]) throws -> [Tutor.ID: TutorFigures] {
        var figures: [Tutor.ID: TutorFigures] = [:]
        guard !tutors.isEmpty else { return figures }
        let ids = tutors.padded
        let statuses = Appointment.Status.allCases
        let counts = statuses.map { "sum(CASE WHEN status = \($0) THEN 1 ELSE 0 END)" as SQL }
        let columns: SQL = counts.reduce("tutor_id") { "\(sql: $0), \(sql: $1)" as SQL }
        _ = try tx.rows(
            """
            SELECT \(sql: columns), sum(CASE WHEN status = 'concluido' THEN preco ELSE 0 END),
                   max(CASE WHEN status = 'concluido' THEN data_agendamento END)
            FROM appointments WHERE tutor_id IN \(list: ids) GROUP BY tutor_id
            """
        ) { row in
            var found = TutorFigures()
            for (place, status) in statuses.enumerated() where row.int(1 + place) > 0 {
                found.visits[status] = row.int(1 + place)
            }
            found.spent = row.money(1 + statuses.count)
            found.lastVisit = try row.optional(2 + statuses.count) { try $0.day(2 + statuses.count) }
            figures[row.id(0)] = found
        }
        _ = try tx.rows(
            """
            SELECT tutor_id, max(last_message_at) FROM conversations WHERE tutor_id IN \(list: ids) GROUP BY tutor_id
            """
        ) { figures[$0.id(0), default: .init()].lastMessageAt = $0.moment(1) }
        return figures
    }

    /// Who has spent most on visits that took place, most first; ties by id.
    ///
    /// - Parameter limit: 1...100.
    package func top(_ limit: Int) throws -> [Tutor.ID] {
        let sums = try tx.rows(
            """
            SELECT tutor_id, sum(preco) FROM appointments WHERE status = 'concluido' GROUP BY tutor_id
            """
        ) { (id: $0.id(0, of: Tutor.self), spent: $0.int64(1)) }
        return sums.filter { $0.spent > 0 }.sorted { ($0.spent, $1.id) > ($1.spent, $0.id) }.prefix(limit).map(\.id)
    }
}

extension Row {
    fileprivate func id<Entity>(_ index: Int, of type: Entity.Type) -> Identifier<Entity> { id(index) }
}
