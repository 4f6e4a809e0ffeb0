import Domain

/// The `outbox` table: replies that are to leave, and how far each came.
package struct OutboxDAO {
    package typealias ID = Identifier<OutboxDAO>

    package enum State: String, Sendable, SQLBindable {
        /// No call has been made.
        case pending
        /// A call was begun; whether WhatsApp has the message is not known yet.
        case attempted
        case sent
        /// Given up; a human must decide.
        case parked
    }

    /// A reply with all that its sending needs.
    package struct Entry: Sendable, Hashable {
        package let id: ID
        package let messageID: Message.ID
        package let conversationID: Conversation.ID
        package let state: State
        package let attempts: Int
        package let sendID: String?
        package let attemptedAt: Moment?
        package let chat: ChatID
        package let sessionID: WhatsAppSession.ID
        package let text: String
        package let author: Message.Author
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    package func insert(_ id: ID, message: Message, at now: Moment) throws {
        try tx.run(
            """
            INSERT INTO outbox (id, message_id, conversation_id, state, attempts, created_at)
            VALUES (\(id), \(message.id), \(message.conversationID), \(State.pending), 0, \(now))
            """)
    }

    package func find(_ id: ID) throws -> Entry? {
        try tx.first(
            """
            SELECT o.id, o.message_id, o.conversation_id, o.state, o.attempts, o.send_id, o.attempted_at, c.chat_id,
                   c.session_id, m.body, m.author
            FROM outbox o
            JOIN messages m ON m.id = o.message_id
            JOIN conversations c ON c.id = o.conversation_id
            WHERE o.id = \(id)
            """
        ) { row in
            Entry(
                id: row.id(0), messageID: row.id(1), conversationID: row.id(2), state: try row.word(3),
                attempts: row.int(4), sendID: row.optionalString(5), attemptedAt: row.optionalMoment(6),
                chat: try row.chat(7), sessionID: row.id(8), text: row.string(9),
                author: try row.word(10))
        }
    }

    /// Written before the call leaves, so that a crash in between is seen.
    package func noteAttempt(_ id: ID, sendID: String?, at now: Moment) throws {
        try tx.run(
            """
            UPDATE outbox SET state = 'attempted', attempts = attempts + 1, send_id = \(sendID), attempted_at = \(now)
            WHERE id = \(id)
            """)
    }

    package func noteSent(_ id: ID, at now: Moment) throws {
        try tx.run("UPDATE outbox SET state = 'sent', sent_at = \(now), last_error = NULL WHERE id = \(id)")
    }

    /// The call surely left nothing behind; it may be made again.
    package func notePending(_ id: ID, error: String) throws {
        try tx.run("UPDATE outbox SET state = 'pending', last_error = \(error) WHERE id = \(id)")
    }

    package func park(_ id: ID, error: String) throws {
        try tx.run("UPDATE outbox SET state = 'parked', last_error = \(error) WHERE id = \(id)")
    }

    /// Replies of a chat that have not been sent or given up.
    package func unsent(in conversation: Conversation.ID) throws -> Int {
        try tx.count(
            """
            SELECT count(*) FROM outbox
            WHERE conversation_id = \(conversation) AND state IN ('pending', 'attempted')
            """)
    }
}
