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
        /// Reminders and offers, which the customer did not ask for just now.
        package let isStartedByUs: Bool
        /// The first entry of the reply that this is a part of; its own id for what is sent whole.
        package let partOf: ID
    }

    /// A reply that has not been sent, as taking it back needs it.
    package struct Unsent: Sendable, Hashable {
        package let id: ID
        package let messageID: Message.ID
        package let state: State
        package let partOf: ID
        /// nil: it is not to be taken back.
        package let undo: Undo?
    }

    /// What taking an unsent reply back restores.
    package struct Undo: Codable, Sendable, Hashable {
        /// The messages that the reply answers.
        package let answered: [Message.ID]
        /// What the agent kept of the chat before, as it is stored.
        package let dialogue: String?

        package init(answered: [Message.ID], dialogue: String?) {
            self.answered = answered
            self.dialogue = dialogue
        }
    }

    /// A reply that a call was begun for.
    package struct Begun: Sendable, Hashable {
        package let id: ID
        package let messageID: Message.ID
        package let state: State
        package let text: String
        /// Whether WhatsApp's id of the message is known.
        package let hasBareID: Bool
        package let attemptedAt: Moment
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// - Parameters:
    ///   - partOf: The first entry, for the later parts of a reply.
    ///   - undo: What taking it back needs; nil: it is not to be taken back.
    package func insert(
        _ id: ID, message: Message, partOf: ID? = nil, undo: Undo? = nil, startedByUs: Bool = false, at now: Moment
    ) throws {
        try tx.run(
            """
            INSERT INTO outbox (id, message_id, conversation_id, state, attempts, part_of, undo, started_by_us,
                                created_at)
            VALUES (\(id), \(message.id), \(message.conversationID), \(State.pending), 0, \(partOf ?? id),
                    \(try undo.map(JSONText.encode)), \(startedByUs), \(now))
            """)
    }

    package func find(_ id: ID) throws -> Entry? {
        try tx.first(
            """
            SELECT o.id, o.message_id, o.conversation_id, o.state, o.attempts, o.send_id, o.attempted_at, c.chat_id,
                   c.session_id, m.body, m.author, o.started_by_us, coalesce(o.part_of, o.id)
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
                author: try row.word(10), isStartedByUs: row.bool(11), partOf: row.id(12))
        }
    }

    /// Written before the call leaves, so that a crash in between is seen.
    ///
    /// - Returns: False when there is nothing to send any more: it was taken back, sent or given up.
    package func noteAttempt(_ id: ID, sendID: String?, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE outbox SET state = 'attempted', attempts = attempts + 1, send_id = \(sendID), attempted_at = \(now)
            WHERE id = \(id) AND state IN ('pending', 'attempted')
            """) == 1
    }

    package func noteSent(_ id: ID, at now: Moment) throws {
        try tx.run("UPDATE outbox SET state = 'sent', sent_at = \(now), last_error = NULL WHERE id = \(id)")
    }

    /// The call surely left nothing behind; it may be made again.
    package func notePending(_ id: ID, error: String) throws {
        try tx.run("UPDATE outbox SET state = 'pending', last_error = \(error) WHERE id = \(id)")
    }

    /// Gives an entry up, and with it the later parts of its reply.
    package func park(_ id: ID, error: String) throws {
        try tx.run(
            """
            UPDATE outbox SET state = 'parked', last_error = \(error)
            WHERE conversation_id = (SELECT conversation_id FROM outbox WHERE id = \(id))
              AND state IN ('pending', 'attempted')
              AND (id = \(id) OR (part_of = (SELECT part_of FROM outbox WHERE id = \(id)) AND id > \(id)))
            """)
    }

    /// Replies of a chat that have not been sent or given up.
    package func unsent(in conversation: Conversation.ID) throws -> Int {
        try tx.count(
            """
            SELECT count(*) FROM outbox
            WHERE conversation_id = \(conversation) AND state IN ('pending', 'attempted')
            """)
    }

    /// What was said in a chat and has not been sent or given up, oldest first; without what we started.
    package func unsentEntries(of conversation: Conversation.ID) throws -> [Unsent] {
        try tx.rows(
            """
            SELECT id, message_id, state, coalesce(part_of, id), undo FROM outbox
            WHERE conversation_id = \(conversation) AND state IN ('pending', 'attempted') AND started_by_us = 0
            ORDER BY id
            """
        ) { row in
            Unsent(
                id: row.id(0), messageID: row.id(1), state: try row.word(2), partOf: row.id(3),
                undo: row.optionalString(4).flatMap { try? JSONText.decode(from: $0) })
        }
    }

    package func delete(_ id: ID) throws { try tx.run("DELETE FROM outbox WHERE id = \(id)") }

    /// What was begun to be sent in a chat between two moments, newest first.
    package func begun(in conversation: Conversation.ID, from first: Moment, to last: Moment) throws -> [Begun] {
        try tx.rows(
            """
            SELECT o.id, o.message_id, o.state, m.body, m.wa_id, o.attempted_at
            FROM outbox o JOIN messages m ON m.id = o.message_id
            WHERE o.conversation_id = \(conversation) AND o.attempted_at BETWEEN \(first) AND \(last)
            ORDER BY o.attempted_at DESC
            """
        ) { row in
            Begun(
                id: row.id(0), messageID: row.id(1), state: try row.word(2), text: row.string(3),
                hasBareID: !row.isNull(4), attemptedAt: row.moment(5))
        }
    }

    /// Texts whose call is under way or was left without an answer, at most 500.
    package func textsBeingSent(from session: WhatsAppSession.ID) throws -> [String] {
        try tx.rows(
            """
            SELECT m.body FROM outbox o JOIN messages m ON m.id = o.message_id
            WHERE o.state = 'attempted' AND m.session_id = \(session) LIMIT 500
            """
        ) { $0.string(0) }
    }

    /// True when any call of the company is under way or was left without an answer.
    package func hasAttempted() throws -> Bool {
        try tx.first("SELECT id FROM outbox WHERE state = 'attempted' LIMIT 1") { $0.int(0) } != nil
    }

    /// When messages that we started left from a number, oldest first, at most 500.
    package func started(from session: WhatsAppSession.ID, since: Moment) throws -> [Moment] {
        try tx.rows(
            """
            SELECT o.attempted_at FROM outbox o JOIN conversations c ON c.id = o.conversation_id
            WHERE o.started_by_us = 1 AND o.attempted_at > \(since) AND c.session_id = \(session)
            ORDER BY o.attempted_at LIMIT 500
            """
        ) { $0.moment(0) }
    }

    package func move(from old: Conversation.ID, to new: Conversation.ID) throws {
        try tx.run("UPDATE outbox SET conversation_id = \(new) WHERE conversation_id = \(old)")
    }
}
