import Domain

/// The `conversations` table with what lists show beside a chat: customer, latest visit, how many messages.
package struct ConversationListDAO {
    /// Which chats a list shows; a field left nil does not filter.
    package struct Filter: Sendable, Hashable {
        package var status: Conversation.Status?
        /// Of the customer's latest visit.
        package var visitStatus: Appointment.Status?
        package var tutorID: Tutor.ID?
        /// The last message is not older than this…
        package var since: Moment?
        /// …and older than this.
        package var before: Moment?
        /// Part of the customer's name or number, or of the last message.
        package var search: String?
        package init() {}
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL =
        """
        SELECT c.id, c.session_id, c.chat_id, c.tutor_id, c.status, c.paused_until, c.unread_count, c.last_message,
               c.last_message_at, c.created_at, c.pause_reason, s.transport, s.phone_number, t.nome, t.telefone,
               (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id), c.intent, c.last_action,
               c.last_reason, c.booked_at, a.id, a.status, v.nome, a.data_agendamento, a.hora_agendamento
        """
    private static let tutor: SQL = "LEFT JOIN tutors t ON t.id = c.tutor_id"
    private static let visit: SQL =
        """
        LEFT JOIN appointments a ON a.id = (
            SELECT x.id FROM appointments x WHERE x.tutor_id = c.tutor_id
            ORDER BY x.data_agendamento DESC, x.hora_agendamento DESC, x.id DESC LIMIT 1)
        """
    private static let rows: SQL =
        """
        \(sql: columns)
        FROM conversations c
        JOIN whatsapp_sessions s ON s.id = c.session_id
        \(sql: tutor)
        \(sql: visit)
        LEFT JOIN services v ON v.id = a.service_id
        """

    package func find(_ id: Conversation.ID) throws -> ConversationSummary? {
        try tx.first("\(sql: Self.rows) WHERE c.id = \(id)", ConversationSummary.init(row:))
    }

    /// Every chat under one of these addresses, in no order: a shop with two numbers has two with one customer.
    package func find(chats: [ChatID]) throws -> [ConversationSummary] {
        try tx.rows("\(sql: Self.rows) WHERE c.chat_id IN \(list: chats) LIMIT 50", ConversationSummary.init(row:))
    }

    /// The chat in which a customer last wrote or was written to.
    package func newest(of tutor: Tutor.ID) throws -> ConversationSummary? {
        try tx.first(
            "\(sql: Self.rows) WHERE c.tutor_id = \(tutor) ORDER BY c.last_message_at DESC, c.id DESC LIMIT 1",
            ConversationSummary.init(row:))
    }

    /// Chats that match, newest message first.
    package func list(_ filter: Filter, limit: Int, offset: Int) throws -> [ConversationSummary] {
        try tx.rows(
            """
            \(sql: Self.rows) WHERE \(sql: .all(Self.conditions(filter)))
            ORDER BY c.last_message_at DESC, c.id DESC LIMIT \(limit) OFFSET \(offset)
            """, ConversationSummary.init(row:))
    }

    package func count(_ filter: Filter) throws -> Int {
        let tutor: SQL = filter.search == nil ? "" : Self.tutor
        let visit: SQL = filter.visitStatus == nil ? "" : Self.visit
        return try tx.count(
            """
            SELECT count(*) FROM conversations c \(sql: tutor) \(sql: visit)
            WHERE \(sql: .all(Self.conditions(filter)))
            """)
    }

    private static func conditions(_ filter: Filter) -> [SQL] {
        var conditions: [SQL] = []
        if let status = filter.status { conditions.append("c.status = \(status)") }
        if let status = filter.visitStatus { conditions.append("a.status = \(status)") }
        if let id = filter.tutorID { conditions.append("c.tutor_id = \(id)") }
        if let moment = filter.since { conditions.append("c.last_message_at >= \(moment)") }
        if let moment = filter.before { conditions.append("c.last_message_at < \(moment)") }
        if let search = filter.search { conditions.append(Self.matching(search)) }
        return conditions
    }

    private static func matching(_ search: String) -> SQL {
        let words = pattern(search)
        let digits = String(search.unicodeScalars.filter { ("0"..."9").contains($0) }.map(Character.init))
        let texts: SQL =
            """
            lower(t.nome) LIKE \(words) ESCAPE '!' OR lower(c.last_message) LIKE \(words) ESCAPE '!'
            """
        guard digits.count >= 3 else { return "(\(sql: texts))" }
        let number = "%\(digits)%"
        return "(\(sql: texts) OR t.telefone LIKE \(number) OR c.chat_id LIKE \(number))"
    }

    /// The words anywhere in a text. A letter outside ASCII stands for any one sign: engines differ in which of
    /// them they know to be one letter in two cases.
    private static func pattern(_ search: String) -> String {
        var pattern = "%"
        for character in search.lowercased() {
            switch character {
            case "%", "_", "!": pattern += "!\(character)"
            case _ where character.isASCII: pattern.append(character)
            default: pattern += "_"
            }
        }
        return pattern + "%"
    }
}

extension ConversationSummary {
    init(row: Row) throws {
        self.init(
            chat: try Conversation(row: row), transport: try row.word(11), shopPhone: try row.optionalPhone(12),
            tutorName: row.optionalString(13), tutorPhone: try row.optionalPhone(14), messageCount: row.int(15),
            intent: row.optionalString(16).flatMap { Intent(rawValue: $0) }, lastAction: row.optionalString(17),
            lastReason: row.optionalString(18), bookedAt: row.optionalMoment(19),
            visit: try row.optional(20) { row in
                Visit(
                    id: row.id(20), status: try row.word(21), service: row.string(22), day: try row.day(23),
                    time: try row.time(24))
            })
    }
}
