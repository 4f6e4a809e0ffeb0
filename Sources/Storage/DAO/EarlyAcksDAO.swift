import Domain

/// The `early_acks` table: what WhatsApp told of messages before their send was answered.
package struct EarlyAcksDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// Keeps how far a message came, unless more is kept already.
    package func keep(
        _ delivery: Delivery, of bareID: String, in session: WhatsAppSession.ID, at now: Moment
    ) throws {
        let known = try find(bareID, in: session)
        guard delivery.isNews(after: known) else { return }
        if known != nil {
            try tx.run(
                """
                UPDATE early_acks SET ack = \(delivery.rawValue), at = \(now)
                WHERE session_id = \(session) AND wa_id = \(bareID)
                """)
        } else {
            try tx.run(
                """
                INSERT INTO early_acks (session_id, wa_id, ack, at)
                VALUES (\(session), \(bareID), \(delivery.rawValue), \(now))
                """)
        }
    }

    package func find(_ bareID: String, in session: WhatsAppSession.ID) throws -> Delivery? {
        try tx.first("SELECT ack FROM early_acks WHERE session_id = \(session) AND wa_id = \(bareID)") {
            Delivery(rawValue: $0.int(0))
        } ?? nil
    }

    /// Forgets what was kept before a moment: nobody asked for it.
    package func prune(before moment: Moment) throws {
        try tx.run("DELETE FROM early_acks WHERE at < \(moment)")
    }
}
