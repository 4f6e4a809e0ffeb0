import Domain

/// The `conversations` table, as seen by the one company of its transaction.
package struct ConversationsDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL =
        """
        c.id, c.session_id, c.chat_id, c.tutor_id, c.status, c.paused_until, c.unread_count, c.last_message,
        c.last_message_at, c.created_at, c.pause_reason
        """

    package func find(_ id: Conversation.ID) throws -> Conversation? {
        try tx.first("SELECT \(sql: Self.columns) FROM conversations c WHERE c.id = \(id)", Conversation.init(row:))
    }

    package func find(chat: ChatID, of session: WhatsAppSession.ID) throws -> Conversation? {
        try tx.first(
            """
            SELECT \(sql: Self.columns) FROM conversations c
            WHERE c.session_id = \(session) AND c.chat_id = \(chat)
            """, Conversation.init(row:))
    }

    /// Stores a chat, found by its address from now on.
    package func insert(_ conversation: Conversation) throws {
        try tx.run(
            """
            INSERT INTO conversations (id, session_id, chat_id, tutor_id, status, unread_count, last_message,
                                       last_message_at, created_at)
            VALUES (\(conversation.id), \(conversation.sessionID), \(conversation.chatID), \(conversation.tutorID),
                    \(conversation.status), \(conversation.unreadCount), \(conversation.lastMessage),
                    \(conversation.lastMessageAt), \(conversation.createdAt))
            """)
        try ChatAddressesDAO(tx).insert(conversation.chatID, of: conversation.sessionID, chat: conversation.id)
    }

    /// Notes a customer's message: newest text, one more unread.
    package func noteIncoming(_ body: String, in id: Conversation.ID, at sent: Moment) throws {
        try tx.run(
            """
            UPDATE conversations SET status = 'new', unread_count = unread_count + 1,
                last_message = \(String(body.prefix(200))), last_message_at = \(sent)
            WHERE id = \(id)
            """)
    }

    /// Notes the shop's answer: newest text, nothing unread.
    package func noteReply(_ body: String, in id: Conversation.ID, at sent: Moment) throws {
        try tx.run(
            """
            UPDATE conversations SET status = 'replied', unread_count = 0,
                last_message = \(String(body.prefix(200))), last_message_at = \(sent)
            WHERE id = \(id)
            """)
    }

    package func setTutor(_ tutor: Tutor.ID, of id: Conversation.ID) throws {
        try tx.run("UPDATE conversations SET tutor_id = \(tutor) WHERE id = \(id)")
    }

    /// - Returns: False when this company has no such chat.
    package func setStatus(_ status: Conversation.Status, of id: Conversation.ID) throws -> Bool {
        try tx.run("UPDATE conversations SET status = \(status) WHERE id = \(id)") == 1
    }

    /// Somebody of the shop has seen the chat: nothing is unread in it.
    ///
    /// - Returns: False when this company has no such chat.
    package func markRead(_ id: Conversation.ID) throws -> Bool {
        try tx.run("UPDATE conversations SET unread_count = 0 WHERE id = \(id)") == 1
    }

    /// Keeps what the agent understood and did in its last turn.
    ///
    /// - Parameter bookedAt: When the turn booked a visit; nil leaves the last one.
    package func noteDecision(_ record: DecisionRecord, in id: Conversation.ID, bookedAt: Moment?) throws {
        try tx.run(
            """
            UPDATE conversations SET intent = \(record.intents.first?.rawValue), last_action = \(record.action),
                last_reason = \(record.reason), booked_at = coalesce(\(bookedAt), booked_at)
            WHERE id = \(id)
            """)
    }

    /// - Parameter until: nil gives the chat back to the agent.
    package func pause(
        _ id: Conversation.ID, until: Moment?, reason: Conversation.PauseReason? = nil
    ) throws {
        try tx.run("UPDATE conversations SET paused_until = \(until), pause_reason = \(reason) WHERE id = \(id)")
    }

    /// Notes the address that the customer writes from now.
    package func setChat(_ chat: ChatID, of id: Conversation.ID) throws {
        try tx.run("UPDATE conversations SET chat_id = \(chat) WHERE id = \(id)")
    }

    /// Takes a chat away whose messages stand in another now.
    package func delete(_ id: Conversation.ID) throws {
        try tx.run("DELETE FROM conversations WHERE id = \(id)")
    }

    /// Writes what is counted and shown of a chat as it is given.
    package func update(_ chat: Conversation) throws {
        try tx.run(
            """
            UPDATE conversations SET chat_id = \(chat.chatID), tutor_id = \(chat.tutorID), status = \(chat.status),
                paused_until = \(chat.pausedUntil), pause_reason = \(chat.pauseReason),
                unread_count = \(chat.unreadCount), last_message = \(chat.lastMessage),
                last_message_at = \(chat.lastMessageAt)
            WHERE id = \(chat.id)
            """)
    }

    /// What the agent kept of the chat; nil when nothing, or when an older program wrote it in another shape.
    package func dialogue<State: Decodable>(of id: Conversation.ID, as type: State.Type) throws -> State? {
        try dialogueText(of: id).flatMap { try? JSONText.decode(State.self, from: $0) }
    }

    /// The same as it is stored.
    package func dialogueText(of id: Conversation.ID) throws -> String? {
        try tx.first("SELECT dialogue FROM conversations WHERE id = \(id)") { $0.optionalString(0) } ?? nil
    }

    package func setDialogue(text: String?, of id: Conversation.ID) throws {
        try tx.run("UPDATE conversations SET dialogue = \(text) WHERE id = \(id)")
    }

    package func setDialogue(_ state: (some Encodable)?, of id: Conversation.ID) throws {
        try setDialogue(text: try state.map { try JSONText.encode($0) }, of: id)
    }

    /// How many chats there are, and in how many of them something was said since each moment.
    package func activity(since day: Moment, _ week: Moment, _ month: Moment) throws -> Activity {
        try tx.first(
            """
            SELECT count(*), coalesce(sum(CASE WHEN last_message_at >= \(day) THEN 1 ELSE 0 END), 0),
                   coalesce(sum(CASE WHEN last_message_at >= \(week) THEN 1 ELSE 0 END), 0),
                   coalesce(sum(CASE WHEN last_message_at >= \(month) THEN 1 ELSE 0 END), 0)
            FROM conversations
            """
        ) { Activity(all: $0.int(0), day: $0.int(1), week: $0.int(2), month: $0.int(3)) }
            ?? Activity(all: 0, day: 0, week: 0, month: 0)
    }

    package struct Activity: Sendable, Hashable {
        package let all: Int
        package let day: Int
        package let week: Int
        package let month: Int
    }

    /// Chats with a message in the shop's day so far, chats that a human has, and chats waiting for an answer.
    package func counters(since midnight: Moment, now: Moment) throws -> (today: Int, paused: Int, waiting: Int) {
        try tx.first(
            """
            SELECT (SELECT count(*) FROM conversations WHERE last_message_at >= \(midnight)),
                   (SELECT count(*) FROM conversations WHERE paused_until > \(now)),
                   (SELECT count(*) FROM conversations WHERE unread_count > 0)
            """
        ) { ($0.int(0), $0.int(1), $0.int(2)) } ?? (0, 0, 0)
    }
}

extension Conversation {
    init(row: Row) throws {
        self.init(
            id: row.id(0), sessionID: row.id(1), chatID: try row.chat(2), tutorID: row.optionalID(3),
            status: try row.word(4), pausedUntil: row.optionalMoment(5),
            pauseReason: row.optionalString(10).flatMap { Conversation.PauseReason(rawValue: $0) },
            unreadCount: row.int(6), lastMessage: row.string(7), lastMessageAt: row.moment(8),
            createdAt: row.moment(9)
        )
    }
}
