import Domain

/// The `invitations` table: people asked to join the company who have not yet come.
package struct InvitationsDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL = "id, email, name, role, expires_at, created_at"

    /// Asks somebody to join; an earlier invitation to the same address ends.
    package func insert(_ invitation: Invitation, tokenHash: String) throws {
        try tx.run("DELETE FROM invitations WHERE email = \(invitation.email)")
        try tx.run(
            """
            INSERT INTO invitations (id, email, name, role, token_hash, expires_at, created_at)
            VALUES (\(invitation.id), \(invitation.email), \(invitation.name), \(invitation.role), \(tokenHash),
                    \(invitation.expiresAt), \(invitation.createdAt))
            """)
    }

    /// Those that still stand, oldest first.
    package func open(at now: Moment) throws -> [Invitation] {
        try tx.rows(
            "SELECT \(sql: Self.columns) FROM invitations WHERE expires_at > \(now) ORDER BY id",
            Invitation.init(row:))
    }

    package func find(tokenHash: String, at now: Moment) throws -> Invitation? {
        try tx.first(
            """
            SELECT \(sql: Self.columns) FROM invitations WHERE token_hash = \(tokenHash) AND expires_at > \(now)
            """, Invitation.init(row:))
    }

    /// - Returns: False when there is none.
    package func delete(_ id: Invitation.ID) throws -> Bool {
        try tx.run("DELETE FROM invitations WHERE id = \(id)") == 1
    }
}

extension Invitation {
    init(row: Row) throws {
        self.init(
            id: row.id(0), email: row.string(1), name: row.string(2), role: try row.word(3),
            expiresAt: row.moment(4), createdAt: row.moment(5))
    }
}
