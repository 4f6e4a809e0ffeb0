import Domain

/// Customers' visits and messages, from the figures kept of visits and from `conversations`.
package struct TutorFiguresDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// The figures of a page of customers, in two statements however many they are; who has none is left out.
    package func figures(of tutors: [Tutor.ID]) throws -> [Tutor.ID: TutorFigures] {
        var figures: [Tutor.ID: TutorFigures] = [:]
        guard !tutors.isEmpty else { return figures }
        let ids = tutors.padded
        _ = try tx.rows(
            """
            SELECT f.tutor_id, \(sql: FiguresDAO.counts),
                   (SELECT max(a.data_agendamento) FROM appointments a
                    WHERE a.tutor_id = f.tutor_id AND a.status = 'concluido')
            FROM tutor_figures f WHERE f.tutor_id IN \(list: ids)
            """
        ) { row in
            let tally = FiguresDAO.tally(row, from: 1)
            var found = TutorFigures()
            found.visits = tally.counts
            found.spent = tally.revenue
            found.lastVisit = try row.optional(8) { try $0.day(8) }
            figures[row.id(0)] = found
        }
        _ = try tx.rows(
            """
            SELECT tutor_id, max(last_message_at) FROM conversations WHERE tutor_id IN \(list: ids) GROUP BY tutor_id
            """
        ) { figures[$0.id(0), default: .init()].lastMessageAt = $0.moment(1) }
        return figures
    }

    /// Who has spent most on visits that took place, most first; of equals the newest customer.
    ///
    /// - Parameter limit: 1...100.
    package func top(_ limit: Int) throws -> [Tutor.ID] {
        try tx.rows(
            """
            SELECT tutor_id FROM tutor_figures WHERE receita > 0 ORDER BY receita DESC, tutor_id DESC LIMIT \(limit)
            """
        ) { $0.id(0) }
    }
}
