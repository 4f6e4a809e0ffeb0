import Domain

/// The `notifications` table, as seen by the one company of its transaction. A reader sees what is for everybody
/// and what is for them alone.
package struct NoticesDAO {
    /// Which notices a list shows; a field left nil does not filter.
    package struct Filter: Sendable, Hashable {
        package var isRead: Bool?
        package var isArchived: Bool?
        package var kind: String?
        package var level: Notice.Level?
        package init() {}
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL =
        """
        n.id, n.user_id, n.tipo, n.titulo, n.mensagem, n.nivel, n.acao_url, n.acao_label, n.dados, n.lida_em,
        n.arquivada, n.created_at, n.updated_at
        """

    /// The plus keeps SQLite from looking up the two halves apart, which would have to be put in order again.
    private static func seen(by reader: User.ID?) -> SQL { "(+user_id IS NULL OR +user_id = \(reader))" }

    package func find(_ id: Notice.ID, for reader: User.ID?) throws -> Notice? {
        try tx.first(
            """
            SELECT \(sql: Self.columns) FROM notifications n WHERE n.id = \(id) AND \(sql: Self.seen(by: reader))
            """, Notice.init(row:))
    }

    /// Notices that match, newest first.
    package func list(_ filter: Filter, for reader: User.ID?, limit: Int, offset: Int) throws -> [Notice] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM notifications n WHERE \(sql: .all(Self.conditions(filter, reader)))
            ORDER BY n.id DESC LIMIT \(limit) OFFSET \(offset)
            """, Notice.init(row:))
    }

    package func count(_ filter: Filter, for reader: User.ID?) throws -> Int {
        try tx.count("SELECT count(*) FROM notifications n WHERE \(sql: .all(Self.conditions(filter, reader)))")
    }

    package func insert(_ notice: Notice) throws {
        try tx.run(
            """
            INSERT INTO notifications (id, user_id, tipo, titulo, mensagem, nivel, acao_url, acao_label, dados, lida,
                                       lida_em, arquivada, created_at, updated_at)
            VALUES (\(notice.id), \(notice.userID), \(notice.kind), \(notice.title), \(notice.text), \(notice.level),
                    \(notice.link), \(notice.linkLabel), \(try JSONText.encode(notice.about)),
                    \(notice.readAt != nil), \(notice.readAt), \(notice.isArchived), \(notice.createdAt),
                    \(notice.updatedAt))
            """)
    }

    /// - Parameter readAt: nil makes it unread again.
    /// - Returns: False when this reader has no such notice.
    package func setRead(_ id: Notice.ID, readAt: Moment?, for reader: User.ID?, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE notifications SET lida = \(readAt != nil), lida_em = \(readAt), updated_at = \(now)
            WHERE id = \(id) AND \(sql: Self.seen(by: reader))
            """) == 1
    }

    /// Puts a notice away, which counts as having read it.
    ///
    /// - Returns: False when this reader has no such notice.
    package func archive(_ id: Notice.ID, for reader: User.ID?, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE notifications SET arquivada = 1, lida = 1, lida_em = coalesce(lida_em, \(now)),
                updated_at = \(now)
            WHERE id = \(id) AND \(sql: Self.seen(by: reader))
            """) == 1
    }

    /// - Returns: How many were unread.
    package func markAllRead(for reader: User.ID?, at now: Moment) throws -> Int {
        try tx.run(
            """
            UPDATE notifications SET lida = 1, lida_em = \(now), updated_at = \(now)
            WHERE lida = 0 AND \(sql: Self.seen(by: reader))
            """)
    }

    /// - Returns: False when this reader has no such notice.
    package func delete(_ id: Notice.ID, for reader: User.ID?) throws -> Bool {
        try tx.run("DELETE FROM notifications WHERE id = \(id) AND \(sql: Self.seen(by: reader))") == 1
    }

    /// Removes what has been read and is older than a moment. What is unread stays, however old.
    ///
    /// - Returns: How many were removed.
    package func deleteRead(before: Moment, for reader: User.ID?) throws -> Int {
        try tx.run(
            """
            DELETE FROM notifications
            WHERE lida = 1 AND created_at < \(before) AND \(sql: Self.seen(by: reader))
            """)
    }

    private static func conditions(_ filter: Filter, _ reader: User.ID?) -> [SQL] {
        var conditions = [seen(by: reader)]
        if let isRead = filter.isRead { conditions.append("n.lida = \(isRead)") }
        if let isArchived = filter.isArchived { conditions.append("n.arquivada = \(isArchived)") }
        if let kind = filter.kind { conditions.append("n.tipo = \(kind)") }
        if let level = filter.level { conditions.append("n.nivel = \(level)") }
        return conditions
    }
}

extension Notice {
    init(row: Row) throws {
        self.init(
            id: row.id(0), userID: row.optionalID(1), kind: row.string(2), title: row.string(3), text: row.string(4),
            level: try row.word(5), link: row.optionalString(6), linkLabel: row.optionalString(7),
            about: JSONValue(bytes: row.string(8).utf8)?.members ?? [:], readAt: row.optionalMoment(9),
            isArchived: row.bool(10), createdAt: row.moment(11), updatedAt: row.moment(12))
    }
}
