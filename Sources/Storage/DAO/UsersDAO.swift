import Domain

/// The `users` table, as seen by the one company of its transaction.
package struct UsersDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    static let columns: SQL =
        "id, company_id, email, name, role, is_active, created_at, phone, avatar_url, preferences"

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

    /// What an access token's `ver` must equal to count; nil when there is no such user, when user or company is
    /// switched off, or when the token or its whole sign-in has ended.
    package func tokenVersion(of id: User.ID, token: String = "", family: String = "") throws -> Int? {
        try tx.first(
            """
            SELECT token_version FROM users
            WHERE id = \(id) AND is_active = 1 AND EXISTS (SELECT 1 FROM companies WHERE is_active = 1)
              AND NOT EXISTS (SELECT 1 FROM revoked_tokens WHERE name IN (\(token), \(family)))
            """
        ) { $0.int(0) }
    }

    /// Everybody of the company, longest there first.
    package func all() throws -> [User] {
        try tx.rows("SELECT \(sql: Self.columns) FROM users ORDER BY id", User.init(row:))
    }

    package func activeOwners() throws -> Int {
        try tx.first("SELECT count(*) FROM users WHERE role = 'owner' AND is_active = 1") { $0.int(0) } ?? 0
    }

    package func passwordHash(of id: User.ID) throws -> String? {
        try tx.first("SELECT password_hash FROM users WHERE id = \(id)") { $0.string(0) }
    }

    /// Stores name, e-mail, phone, picture and preferences.
    ///
    /// - Throws: `StorageError.unique` when the e-mail is another account's.
    package func update(_ user: User) throws {
        try tx.run(
            """
            UPDATE users SET name = \(user.name), email = \(user.email), phone = \(user.phone),
                avatar_url = \(user.avatarURL), preferences = \(JSONText.encode(user.preferences))
            WHERE id = \(user.id)
            """)
    }

    /// Sets what the user may do, and ends all access tokens given out before.
    package func set(role: Role, isActive: Bool, of id: User.ID) throws {
        try tx.run(
            """
            UPDATE users SET role = \(role), is_active = \(isActive), token_version = token_version + 1
            WHERE id = \(id)
            """)
    }

    /// Ends all access tokens given out before.
    package func endTokens(of id: User.ID) throws {
        try tx.run("UPDATE users SET token_version = token_version + 1 WHERE id = \(id)")
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
        phone = row.optionalString(7)
        avatarURL = row.optionalString(8)
        if let text = row.optionalString(9) { preferences = try JSONText.decode(from: text) }
    }
}
