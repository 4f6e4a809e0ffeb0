import Domain

/// The `chat_addresses` table: every address that a chat's customer has written from.
package struct ChatAddressesDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// Which of these addresses are known, and the chat of each.
    ///
    /// - Parameter addresses: At most a few.
    package func find(
        _ addresses: [ChatID], of session: WhatsAppSession.ID
    ) throws -> [(address: ChatID, chat: Conversation.ID)] {
        try tx.rows(
            """
            SELECT address, conversation_id FROM chat_addresses
            WHERE session_id = \(session) AND address IN \(list: addresses.map(\.identity))
            """
        ) { (try $0.chat(0), $0.id(1)) }
    }

    /// The chats under one of these addresses, of whatever session, at most fifty.
    package func chats(at addresses: [ChatID]) throws -> [Conversation.ID] {
        try tx.rows(
            """
            SELECT conversation_id FROM chat_addresses WHERE address IN \(list: addresses.map(\.identity)) LIMIT 50
            """
        ) { $0.id(0) }
    }

    /// - Throws: `StorageError.unique` when the address is known.
    package func insert(_ address: ChatID, of session: WhatsAppSession.ID, chat: Conversation.ID) throws {
        try tx.run(
            """
            INSERT INTO chat_addresses (session_id, address, conversation_id)
            VALUES (\(session), \(address.identity), \(chat))
            """)
    }

    package func move(from old: Conversation.ID, to new: Conversation.ID) throws {
        try tx.run("UPDATE chat_addresses SET conversation_id = \(new) WHERE conversation_id = \(old)")
    }
}
