import Domain

/// The `refresh_tokens` table: hashes only, one row a token.
package struct RefreshTokensDAO {
    package struct Stored: Sendable, Hashable {
        package let userID: User.ID
        package let family: String
        package let usedAt: Moment?
        package let expiresAt: Moment
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    package func insert(hash: String, of user: User.ID, family: String, expiresAt: Moment, at now: Moment) throws {
        try tx.run(
            """
            INSERT INTO refresh_tokens (token_hash, user_id, family, expires_at, created_at)
            VALUES (\(hash), \(user), \(family), \(expiresAt), \(now))
            """)
    }

    package func find(hash: String) throws -> Stored? {
        try tx.first(
            "SELECT user_id, family, used_at, expires_at FROM refresh_tokens WHERE token_hash = \(hash)"
        ) { Stored(userID: $0.id(0), family: $0.string(1), usedAt: $0.optionalMoment(2), expiresAt: $0.moment(3)) }
    }

    package func markUsed(hash: String, at now: Moment) throws {
        try tx.run("UPDATE refresh_tokens SET used_at = \(now) WHERE token_hash = \(hash)")
    }

    /// Ends every token descending from one sign-in.
    package func revoke(family: String) throws {
        try tx.run("DELETE FROM refresh_tokens WHERE family = \(family)")
    }

    package func purge(expiredBefore now: Moment, of user: User.ID) throws {
        try tx.run("DELETE FROM refresh_tokens WHERE user_id = \(user) AND expires_at < \(now)")
    }
}
