import Domain

/// The `users` table, as seen by the one company of its transaction.
package struct UsersDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    static let columns: SQL = "id, company_id, email, name, role, is_active, created_at"

    /// - Throws: `StorageError.unique` when the e-mail belongs to an account already, of any company.
    package func insert(_ user: User, passwordHash: String) throws {
        try tx.run(
            """
            INSERT INTO users (id, email, name, password_hash, role, is_active, created_at)
            VALUES (\(user.id), \(user.email), \(user.name), \(passwordHash), \(user.role), \(user.isActive),
                    \(user.createdAt))
            """)
    }

    package func find(_ id: User.ID) throws -> User? {
        try tx.first("SELECT \(sql: Self.columns) FROM users WHERE id = \(id)", User.init(row:))
    }

    /// What an access token's `ver` must equal to count; nil when there is no such user, or user or company is
    /// switched off.
    package func tokenVersion(of id: User.ID) throws -> Int? {
        try tx.first(
            """
            SELECT token_version FROM users
            WHERE id = \(id) AND is_active = 1 AND EXISTS (SELECT 1 FROM companies WHERE is_active = 1)
            """
        ) { $0.int(0) }
    }

    /// The oldest owner, who speaks for the company when nobody is signed in.
    package func owner() throws -> User? {
        try tx.first(
            "SELECT \(sql: Self.columns) FROM users WHERE role = 'owner' AND is_active = 1 ORDER BY id LIMIT 1",
            User.init(row:))
    }

    package func setPasswordHash(_ hash: String, of id: User.ID) throws {
        try tx.run("UPDATE users SET password_hash = \(hash) WHERE id = \(id)")
    }
}

extension User {
    init(row: Row) throws {
        self.init(
            id: row.id(0), companyID: row.id(1), email: row.string(2), name: row.string(3), role: try row.word(4),
            isActive: row.bool(5), createdAt: row.moment(6)
        )
    }
}
