import Domain

/// The `appointment_history` table: what became of each visit, by whose hand.
package struct AppointmentHistoryDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// A change with the name of the person who made it, where there is one.
    package struct Line: Sendable, Hashable {
        package let change: VisitChange
        package let name: String?
    }

    /// - Throws: `StorageError.foreignKey` when this company has no such visit.
    package func insert(_ change: VisitChange) throws {
        try tx.run(
            """
            INSERT INTO appointment_history (id, appointment_id, at, author, user_id, status_before, status_after,
                day_before, time_before, day_after, time_after, reason)
            VALUES (\(change.id), \(change.visitID), \(change.at), \(change.author.word), \(change.author.userID),
                \(change.before), \(change.after), \(change.startedAt?.day), \(change.startedAt?.time),
                \(change.startsAt?.day), \(change.startsAt?.time), \(change.reason))
            """)
    }

    /// Oldest first, at most 200.
    package func list(of visit: Appointment.ID) throws -> [Line] {
        try tx.rows(
            """
            SELECT h.id, h.appointment_id, h.at, h.author, h.user_id, h.status_before, h.status_after, h.day_before,
                h.time_before, h.day_after, h.time_after, h.reason, u.name
            FROM appointment_history h LEFT JOIN users u ON u.id = h.user_id
            WHERE h.appointment_id = \(visit) ORDER BY h.at, h.id LIMIT 200
            """
        ) { Line(change: try VisitChange(row: $0), name: $0.optionalString(12)) }
    }

    /// Forgets what became of one visit.
    package func delete(of visit: Appointment.ID) throws {
        try tx.run("DELETE FROM appointment_history WHERE appointment_id = \(visit)")
    }
}

extension VisitChange {
    fileprivate init(row: Row) throws {
        let author = try row.expect(Author(word: row.string(3), userID: row.optionalID(4)), 3, "author")
        self.init(
            id: row.id(0), visitID: row.id(1), at: row.moment(2), author: author, before: try row.optionalWord(5),
            after: try row.word(6), startedAt: try row.optionalStart(7), startsAt: try row.optionalStart(9),
            reason: row.optionalString(11))
    }
}

extension VisitChange.Author {
    fileprivate var word: String {
        switch self {
        case .person: "person"
        case .customer: "customer"
        case .system: "system"
        }
    }

    fileprivate var userID: User.ID? {
        if case .person(let id) = self { return id }
        return nil
    }

    fileprivate init?(word: String, userID: User.ID?) {
        switch (word, userID) {
        case ("person", let id?): self = .person(id)
        case ("customer", _): self = .customer
        case ("system", _): self = .system
        default: return nil
        }
    }
}

extension Row {
    /// A day and a time in two columns, or nothing.
    fileprivate func optionalStart(_ index: Int) throws -> LocalDateTime? {
        try optional(index) { LocalDateTime(day: try $0.day(index), time: try $0.time(index + 1)) }
    }
}
