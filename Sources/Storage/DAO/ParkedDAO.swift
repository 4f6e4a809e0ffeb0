import Domain

/// The `outbox` table where messages were given up.
package struct ParkedDAO {
    /// A message that a human has to decide on.
    package struct Entry: Sendable, Hashable {
        package let id: OutboxDAO.ID
        package let message: Message
        package let chat: ChatID
        package let attempts: Int
        /// Of the last try.
        package let error: String?
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// Newest first.
    package func list(limit: Int, offset: Int) throws -> [Entry] {
        try tx.rows(
            """
            SELECT m.id, m.conversation_id, m.author, m.kind, m.body, m.sent_at, m.decision, o.id, c.chat_id,
                   o.attempts, o.last_error
            FROM outbox o JOIN messages m ON m.id = o.message_id JOIN conversations c ON c.id = o.conversation_id
            WHERE o.state = 'parked' ORDER BY o.id DESC LIMIT \(limit) OFFSET \(offset)
            """
        ) { row in
            Entry(
                id: row.id(7), message: try Message(row: row), chat: try row.chat(8), attempts: row.int(9),
                error: row.optionalString(10))
        }
    }

    package func count() throws -> Int { try tx.count("SELECT count(*) FROM outbox WHERE state = 'parked'") }

    /// The parked entries of the reply that a message is or is part of, in order; none when it is not parked.
    package func entries(of message: Message.ID) throws -> [OutboxDAO.ID] {
        let found = try tx.first(
            """
            SELECT conversation_id, coalesce(part_of, id) FROM outbox
            WHERE message_id = \(message) AND state = 'parked'
            """
        ) { (chat: $0.id(0) as Conversation.ID, first: $0.id(1) as OutboxDAO.ID) }
        guard let found else { return [] }
        return try tx.rows(
            """
            SELECT id FROM outbox WHERE state = 'parked' AND id >= \(found.first)
              AND conversation_id = \(found.chat) AND coalesce(part_of, id) = \(found.first) ORDER BY id
            """
        ) { $0.id(0) }
    }

    /// Lets an entry be sent again. One whose last call was never answered is looked for in the chat's history first.
    package func reopen(_ id: OutboxDAO.ID) throws {
        try tx.run(
            """
            UPDATE outbox SET state = CASE WHEN attempted_at IS NULL THEN 'pending' ELSE 'attempted' END
            WHERE id = \(id) AND state = 'parked'
            """)
    }
}
