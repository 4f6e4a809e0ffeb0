import Domain

/// The `whatsapp_sessions` table, as seen by the one company of its transaction.
package struct WhatsAppSessionsDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    static let columns: SQL =
        """
        id, company_id, session_name, transport, status, phone_number, waha_url, last_connected, configured_at,
        created_at, updated_at
        """

    /// Those at WAHA, oldest first.
    package func list() throws -> [WhatsAppSession] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM whatsapp_sessions
            WHERE transport = 'waha' AND removed_at IS NULL ORDER BY id
            """, WhatsAppSession.init(row:))
    }

    package func find(_ id: WhatsAppSession.ID) throws -> WhatsAppSession? {
        try tx.first(
            "SELECT \(sql: Self.columns) FROM whatsapp_sessions WHERE id = \(id) AND removed_at IS NULL",
            WhatsAppSession.init(row:))
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

    /// WAHA has been told of the session.
    package func noteConfigured(_ id: WhatsAppSession.ID, at now: Moment) throws {
        try tx.run("UPDATE whatsapp_sessions SET configured_at = \(now), updated_at = \(now) WHERE id = \(id)")
    }

    /// Takes a session out of use and forgets its key, address and number. Its chats stay.
    ///
    /// - Parameter freesName: True when WAHA has surely forgotten the session; else the name is kept taken, so that
    ///   nobody else gets what may still run under it.
    /// - Returns: False when this company has no such session.
    package func remove(_ id: WhatsAppSession.ID, freesName: Bool, at now: Moment) throws -> Bool {
        // "~" stands in no lawful name.
        let name: SQL = freesName ? "session_name = \("~\(id)")," : ""
        return try tx.run(
            """
            UPDATE whatsapp_sessions SET \(sql: name) status = 'disconnected', phone_number = NULL, waha_url = NULL,
                waha_api_key = NULL, qr_code = NULL, removed_at = \(now), updated_at = \(now)
            WHERE id = \(id) AND removed_at IS NULL
            """) == 1
    }

    /// Takes back an `insert` whose name turned out to be somebody else's at WAHA.
    package func delete(_ id: WhatsAppSession.ID) throws {
        try tx.run("DELETE FROM whatsapp_sessions WHERE id = \(id)")
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
            wahaURL: row.optionalString(6), lastConnected: row.optionalMoment(7),
            isConfigured: !row.isNull(8), createdAt: row.moment(9), updatedAt: row.moment(10)
        )
    }
}
