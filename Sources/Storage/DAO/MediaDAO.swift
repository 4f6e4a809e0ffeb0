import Domain

/// The `media` table: what is known of the files that came with messages, one row a message.
package struct MediaDAO {
    package enum State: String, Sendable, SQLBindable {
        /// Not fetched yet.
        case waiting
        case kept
        /// It could not be had, or may not be kept.
        case failed
        /// Its days here are over.
        case expired
    }

    package struct Entry: Sendable, Hashable {
        package let messageID: Message.ID
        package let conversationID: Conversation.ID
        package let sessionID: WhatsAppSession.ID
        package let state: State
        package let bareID: String
        package let mimetype: String
        package let filename: String?
        /// At the session's WAHA; nil where it told none.
        package let path: String?
        package let bytes: Int?
        package let createdAt: Moment

        package init(
            messageID: Message.ID, conversationID: Conversation.ID, sessionID: WhatsAppSession.ID, state: State,
            bareID: String, mimetype: String, filename: String?, path: String?, bytes: Int? = nil, createdAt: Moment
        ) {
            self.messageID = messageID
            self.conversationID = conversationID
            self.sessionID = sessionID
            self.state = state
            self.bareID = bareID
            self.mimetype = mimetype
            self.filename = filename
            self.path = path
            self.bytes = bytes
            self.createdAt = createdAt
        }
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL =
        """
        message_id, conversation_id, session_id, state, wa_id, mimetype, filename, source_path, bytes, created_at
        """

    package func insert(_ entry: Entry) throws {
        try tx.run(
            """
            INSERT INTO media (message_id, conversation_id, session_id, state, wa_id, mimetype, filename, source_path,
                               bytes, created_at)
            VALUES (\(entry.messageID), \(entry.conversationID), \(entry.sessionID), \(entry.state), \(entry.bareID),
                    \(entry.mimetype), \(entry.filename), \(entry.path), \(entry.bytes.map(Int64.init)),
                    \(entry.createdAt))
            """)
    }

    package func find(_ id: Message.ID) throws -> Entry? {
        try tx.first("SELECT \(sql: Self.columns) FROM media WHERE message_id = \(id)", Entry.init(row:))
    }

    /// - Returns: False when this company has no such file, as after an erasure.
    package func noteKept(_ id: Message.ID, bytes: Int) throws -> Bool {
        try tx.run(
            """
            UPDATE media SET state = 'kept', bytes = \(Int64(bytes)), last_error = NULL, source_path = NULL
            WHERE message_id = \(id)
            """) == 1
    }

    package func noteFailed(_ id: Message.ID, error: String) throws {
        try tx.run("UPDATE media SET state = 'failed', last_error = \(error) WHERE message_id = \(id)")
    }

    package func noteExpired(_ ids: [Message.ID]) throws {
        try tx.run("UPDATE media SET state = 'expired', bytes = NULL WHERE message_id IN \(list: ids)")
    }

    /// Files kept since before a moment, the oldest first.
    package func kept(before: Moment, limit: Int) throws -> [Message.ID] {
        try tx.rows(
            """
            SELECT message_id FROM media WHERE state = 'kept' AND created_at < \(before)
            ORDER BY created_at LIMIT \(limit)
            """
        ) { $0.id(0) }
    }

    /// Of these, the files that ought to lie in the folder.
    package func kept(of ids: [Message.ID]) throws -> Set<Message.ID> {
        Set(
            try tx.rows("SELECT message_id FROM media WHERE message_id IN \(padded: ids) AND state <> 'expired'") {
                $0.id(0)
            })
    }

    /// The files of a customer's chats.
    package func all(of tutor: Tutor.ID) throws -> [Message.ID] {
        try tx.rows(
            """
            SELECT message_id FROM media
            WHERE conversation_id IN (SELECT id FROM conversations WHERE tutor_id = \(tutor))
            """
        ) { $0.id(0) }
    }
}

extension MediaDAO.Entry {
    init(row: Row) throws {
        self.init(
            messageID: row.id(0), conversationID: row.id(1), sessionID: row.id(2), state: try row.word(3),
            bareID: row.string(4), mimetype: row.string(5), filename: row.optionalString(6),
            path: row.optionalString(7), bytes: row.optional(8) { $0.int(8) }, createdAt: row.moment(9))
    }
}
