import Domain

/// What the care of a session needs to know: its QR code, how far its messages are known, how silent it is.
package struct SessionCareDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// The QR code that was read last, and when; nil while none is shown.
    package func code(of id: WhatsAppSession.ID) throws -> (text: String, readAt: Moment)? {
        try tx.first(
            """
            SELECT qr_code, qr_read_at FROM whatsapp_sessions
            WHERE id = \(id) AND qr_code IS NOT NULL AND qr_read_at IS NOT NULL
            """
        ) { ($0.string(0), $0.moment(1)) }
    }

    /// - Parameter text: nil when none is shown any more.
    /// - Returns: True when that is news.
    package func setCode(_ text: String?, of id: WhatsAppSession.ID, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE whatsapp_sessions SET qr_code = \(text), qr_read_at = \(now)
            WHERE id = \(id) AND coalesce(qr_code, '') <> coalesce(\(text), '')
            """) == 1
    }

    /// Up to when every message is known to be here; nil until the session first worked.
    package func reconciledAt(_ id: WhatsAppSession.ID) throws -> Moment? {
        try tx.first("SELECT reconciled_at FROM whatsapp_sessions WHERE id = \(id)") { $0.optionalMoment(0) } ?? nil
    }

    package func noteReconciled(_ id: WhatsAppSession.ID, upTo: Moment) throws {
        try tx.run("UPDATE whatsapp_sessions SET reconciled_at = \(upTo) WHERE id = \(id)")
    }

    /// From now on messages are expected, unless they already were: what was said before belongs to nobody here.
    package func noteFirstWork(_ id: WhatsAppSession.ID, at now: Moment) throws {
        try tx.run("UPDATE whatsapp_sessions SET reconciled_at = \(now) WHERE id = \(id) AND reconciled_at IS NULL")
    }

    /// The phone is no longer paired.
    package func forgetPhone(of id: WhatsAppSession.ID, at now: Moment) throws {
        try tx.run(
            "UPDATE whatsapp_sessions SET phone_number = NULL, qr_code = NULL, updated_at = \(now) WHERE id = \(id)")
    }

    package func silenceToldAt(_ id: WhatsAppSession.ID) throws -> Moment? {
        try tx.first("SELECT silence_told_at FROM whatsapp_sessions WHERE id = \(id)") { $0.optionalMoment(0) } ?? nil
    }

    package func noteSilence(_ id: WhatsAppSession.ID, at now: Moment) throws {
        try tx.run("UPDATE whatsapp_sessions SET silence_told_at = \(now) WHERE id = \(id)")
    }

    /// When a customer last wrote to the session, since a moment; nil when nobody did.
    ///
    /// The plus keeps SQLite to the order of time: nearly all of a shop's messages are of the one session.
    package func lastHeard(_ id: WhatsAppSession.ID, since: Moment) throws -> Moment? {
        try tx.first(
            """
            SELECT sent_at FROM messages
            WHERE +session_id = \(id) AND author = 'customer' AND sent_at >= \(since) ORDER BY sent_at DESC LIMIT 1
            """
        ) { $0.moment(0) }
    }

    /// How many messages customers wrote to the session in a time, its end not included.
    package func heard(_ id: WhatsAppSession.ID, from: Moment, to: Moment) throws -> Int {
        try tx.count(
            """
            SELECT count(*) FROM messages
            WHERE +session_id = \(id) AND author = 'customer' AND sent_at >= \(from) AND sent_at < \(to)
            """)
    }

    /// The session's chats in which something was said since a moment, the latest first.
    package func chats(of id: WhatsAppSession.ID, since: Moment, limit: Int) throws -> [ChatID] {
        try tx.rows(
            """
            SELECT chat_id FROM conversations WHERE +session_id = \(id) AND last_message_at >= \(since)
            ORDER BY last_message_at DESC, id DESC LIMIT \(limit)
            """
        ) { try $0.chat(0) }
    }

    /// Of these WhatsApp messages of a session, those that are here.
    package func known(_ bareIDs: [String], of id: WhatsAppSession.ID) throws -> Set<String> {
        Set(
            try tx.rows("SELECT wa_id FROM messages WHERE session_id = \(id) AND wa_id IN \(padded: bareIDs)") {
                $0.string(0)
            })
    }

    /// Notes that the owner is written to about a chat.
    ///
    /// - Returns: False when that was done since `before` already, or the chat is not there.
    package func noteEscalation(of chat: Conversation.ID, notSince before: Moment, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE conversations SET escalated_at = \(now)
            WHERE id = \(chat) AND coalesce(escalated_at, 0) <= \(before)
            """) == 1
    }
}
