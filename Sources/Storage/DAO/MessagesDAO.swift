import Domain

/// The `messages` table, as seen by the one company of its transaction.
package struct MessagesDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL = "id, conversation_id, author, kind, body, sent_at, decision"

    package func find(_ id: Message.ID) throws -> Message? {
        try tx.first("SELECT \(sql: Self.columns) FROM messages WHERE id = \(id)", Message.init(row:))
    }

    /// A message by WhatsApp's own id.
    package func find(bareID: String, of session: WhatsAppSession.ID) throws -> Message? {
        try tx.first(
            "SELECT \(sql: Self.columns) FROM messages WHERE session_id = \(session) AND wa_id = \(bareID)",
            Message.init(row:))
    }

    /// True when this session has stored that WhatsApp message already.
    package func exists(bareID: String, of session: WhatsAppSession.ID) throws -> Bool {
        try tx.count("SELECT count(*) FROM messages WHERE session_id = \(session) AND wa_id = \(bareID)") > 0
    }

    /// - Parameter isAnswered: False for what the agent has yet to answer.
    package func insert(
        _ message: Message, session: WhatsAppSession.ID, bareID: String?, isAnswered: Bool, at now: Moment
    ) throws {
        try tx.run(
            """
            INSERT INTO messages (id, conversation_id, session_id, wa_id, author, kind, body, sent_at, is_answered,
                                  decision, created_at)
            VALUES (\(message.id), \(message.conversationID), \(session), \(bareID), \(message.author),
                    \(message.kind), \(message.body), \(message.sentAt), \(isAnswered),
                    \(try message.decision.map(JSONText.encode)), \(now))
            """)
    }

    /// What the agent has yet to answer in a chat, oldest first.
    package func waiting(in conversation: Conversation.ID) throws -> [Message] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM messages
            WHERE conversation_id = \(conversation) AND is_answered = 0 ORDER BY sent_at, id
            """, Message.init(row:))
    }

    package func markAnswered(_ ids: [Message.ID]) throws {
        try tx.run("UPDATE messages SET is_answered = 1 WHERE id IN \(list: ids)")
    }

    package func setBareID(_ bareID: String, of id: Message.ID) throws {
        try tx.run("UPDATE messages SET wa_id = \(bareID) WHERE id = \(id)")
    }

    /// The newest messages of a chat, oldest of them first.
    package func recent(in conversation: Conversation.ID, limit: Int) throws -> [Message] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM messages
            WHERE conversation_id = \(conversation) ORDER BY sent_at DESC, id DESC LIMIT \(limit)
            """, Message.init(row:)
        ).reversed()
    }

    /// Part of a chat, as a timeline shows it.
    package func page(
        in conversation: Conversation.ID, newestFirst: Bool, limit: Int, offset: Int
    ) throws -> [MessageLine] {
        let order: SQL = newestFirst ? "m.sent_at DESC, m.id DESC" : "m.sent_at, m.id"
        return try tx.rows(
            """
            SELECT m.id, m.conversation_id, m.author, m.kind, m.body, m.sent_at, m.decision, o.state, m.ack,
                   m.edited_from, m.revoked_at, m.reaction
            FROM messages m LEFT JOIN outbox o ON o.message_id = m.id
            WHERE m.conversation_id = \(conversation) ORDER BY \(sql: order) LIMIT \(limit) OFFSET \(offset)
            """, MessageLine.init(row:))
    }

    /// Messages of all chats.
    package func count() throws -> Int { try tx.count("SELECT count(*) FROM messages") }

    /// Messages stored after one that is already known, oldest first.
    package func after(_ id: Message.ID, in conversation: Conversation.ID, limit: Int) throws -> [Message] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM messages
            WHERE conversation_id = \(conversation) AND id > \(id) ORDER BY id LIMIT \(limit)
            """, Message.init(row:))
    }

    /// Messages since a moment: all of them, and those the agent wrote.
    package func counters(since: Moment) throws -> (all: Int, byAgent: Int, byHuman: Int) {
        try tx.first(
            """
            SELECT count(*), coalesce(sum(CASE author WHEN 'agent' THEN 1 ELSE 0 END), 0),
                   coalesce(sum(CASE author WHEN 'human' THEN 1 ELSE 0 END), 0)
            FROM messages WHERE sent_at >= \(since)
            """
        ) { ($0.int(0), $0.int(1), $0.int(2)) } ?? (0, 0, 0)
    }
}

extension Message {
    init(row: Row) throws {
        self.init(
            id: row.id(0), conversationID: row.id(1), author: try row.word(2), kind: try row.word(3),
            body: row.string(4), sentAt: row.moment(5),
            decision: row.optionalString(6).flatMap { try? JSONText.decode(from: $0) }
        )
    }
}
