import Domain

/// One message with what became known of it later.
package struct MessageLine: Sendable {
    package let message: Message
    /// How far the shop's own sending came; nil for what came from elsewhere.
    package let outbox: OutboxDAO.State?
    /// What WhatsApp told; nil until it has.
    package var delivery: Delivery?
    /// As it was written first; nil when it was not edited.
    package var original: String?
    package var isRevoked = false
    package var reaction: String?

    package init(message: Message, outbox: OutboxDAO.State?) {
        self.message = message
        self.outbox = outbox
    }

    init(row: Row) throws {
        message = try Message(row: row)
        outbox = row.optionalString(7).flatMap(OutboxDAO.State.init(rawValue:))
        delivery = row.optional(8) { Delivery(rawValue: $0.int(8)) } ?? nil
        original = row.optionalString(9)
        isRevoked = !row.isNull(10)
        reaction = row.optionalString(11)
    }
}

/// The `messages` table where what was stored changes: delivery, edits, chats that turn out to be one.
package struct MessageChangesDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    package func delivery(of id: Message.ID) throws -> Delivery? {
        try tx.first("SELECT ack FROM messages WHERE id = \(id)") { row in
            row.optional(0) { Delivery(rawValue: $0.int(0)) } ?? nil
        } ?? nil
    }

    package func setDelivery(_ delivery: Delivery, of id: Message.ID) throws {
        try tx.run("UPDATE messages SET ack = \(delivery.rawValue) WHERE id = \(id)")
    }

    /// nil takes it away.
    package func setReaction(_ reaction: String?, to id: Message.ID) throws {
        try tx.run("UPDATE messages SET reaction = \(reaction) WHERE id = \(id)")
    }

    /// Puts a new text in place of the old, whose first form is kept.
    package func edit(_ id: Message.ID, to body: String) throws {
        try tx.run(
            "UPDATE messages SET edited_from = coalesce(edited_from, body), body = \(body) WHERE id = \(id)")
    }

    /// Marks a message as taken back: it stays, and is answered no more.
    package func revoke(_ id: Message.ID, at now: Moment) throws {
        try tx.run("UPDATE messages SET revoked_at = \(now), is_answered = 1 WHERE id = \(id)")
    }

    /// Lets messages wait for an answer again, but for those taken back.
    package func reopen(_ ids: [Message.ID]) throws {
        try tx.run("UPDATE messages SET is_answered = 0 WHERE id IN \(padded: ids) AND revoked_at IS NULL")
    }

    package func delete(_ id: Message.ID) throws {
        try tx.run("DELETE FROM messages WHERE id = \(id)")
    }

    package func move(from old: Conversation.ID, to new: Conversation.ID) throws {
        try tx.run("UPDATE messages SET conversation_id = \(new) WHERE conversation_id = \(old)")
        try tx.run("UPDATE media SET conversation_id = \(new) WHERE conversation_id = \(old)")
    }

    /// Turns of a chat that the agent has answered since a moment.
    package func answers(in conversation: Conversation.ID, since: Moment) throws -> Int {
        try tx.count(
            """
            SELECT count(*) FROM messages
            WHERE conversation_id = \(conversation) AND sent_at >= \(since) AND author = 'agent'
              AND decision IS NOT NULL
            """)
    }
}
