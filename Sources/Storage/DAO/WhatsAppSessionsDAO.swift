import Domain

/// The `whatsapp_sessions` table, as seen by the one company of its transaction.
package struct WhatsAppSessionsDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    static let columns: SQL =
        "id, company_id, session_name, transport, status, phone_number, waha_url, created_at, updated_at"

    package func list() throws -> [WhatsAppSession] {
        try tx.rows(
            "SELECT \(sql: Self.columns) FROM whatsapp_sessions WHERE transport = 'waha' ORDER BY id",
            WhatsAppSession.init(row:))
    }

    package func find(_ id: WhatsAppSession.ID) throws -> WhatsAppSession? {
        try tx.first("SELECT \(sql: Self.columns) FROM whatsapp_sessions WHERE id = \(id)", WhatsAppSession.init(row:))
    }

    /// The company's simulator, once it has been used.
    package func simulator() throws -> WhatsAppSession? {
        try tx.first(
            "SELECT \(sql: Self.columns) FROM whatsapp_sessions WHERE transport = 'simulator' ORDER BY id LIMIT 1",
            WhatsAppSession.init(row:))
    }

    /// - Throws: `StorageError.unique` when the name is in use on this server.
    package func insert(_ session: WhatsAppSession, sealedKey: String?) throws {
        try tx.run(
            """
            INSERT INTO whatsapp_sessions (id, session_name, transport, status, phone_number, waha_url, waha_api_key,
                                           created_at, updated_at)
            VALUES (\(session.id), \(session.name), \(session.transport), \(session.status), \(session.phone),
                    \(session.wahaURL), \(sealedKey), \(session.createdAt), \(session.updatedAt))
            """)
    }

    package func sealedKey(of id: WhatsAppSession.ID) throws -> String? {
        try tx.first("SELECT waha_api_key FROM whatsapp_sessions WHERE id = \(id)") { $0.optionalString(0) } ?? nil
    }

    package func setStatus(
        _ status: WhatsAppSession.Status, phone: PhoneNumber?, of id: WhatsAppSession.ID, at now: Moment
    ) throws {
        try tx.run(
            """
            UPDATE whatsapp_sessions SET status = \(status), phone_number = coalesce(\(phone), phone_number),
                last_connected = CASE WHEN \(status) = 'connected' THEN \(now) ELSE last_connected END,
                updated_at = \(now)
            WHERE id = \(id)
            """)
    }
}

extension WhatsAppSession {
    init(row: Row) throws {
        self.init(
            id: row.id(0), companyID: row.id(1), name: try row.expect(SessionName(row.string(2)), 2, "session name"),
            transport: try row.word(3), status: try row.word(4), phone: try row.optionalPhone(5),
            wahaURL: row.optionalString(6), createdAt: row.moment(7), updatedAt: row.moment(8)
        )
    }
}
