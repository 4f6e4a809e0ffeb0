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

    /// - Parameter parent: The token that this one was exchanged for.
    package func insert(
        hash: String, of user: User.ID, family: String, parent: String? = nil, expiresAt: Moment, at now: Moment
    ) throws {
        try tx.run(
            """
            INSERT INTO refresh_tokens (token_hash, user_id, family, parent_hash, expires_at, created_at)
            VALUES (\(hash), \(user), \(family), \(parent), \(expiresAt), \(now))
            """)
    }

    /// True when a token given in exchange for this one has been used in its turn.
    package func hasUsedSuccessor(of hash: String) throws -> Bool {
        try tx.first(
            "SELECT 1 FROM refresh_tokens WHERE parent_hash = \(hash) AND used_at IS NOT NULL LIMIT 1"
        ) { $0.int(0) } != nil
    }

    /// Forgets what was given in exchange for a token before `time`, and never used.
    package func deleteUnusedSuccessors(of hash: String, before time: Moment) throws {
        try tx.run(
            "DELETE FROM refresh_tokens WHERE parent_hash = \(hash) AND used_at IS NULL AND created_at < \(time)")
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

    /// Ends every sign-in of a user but one.
    package func revokeAll(of user: User.ID, except family: String? = nil) throws {
        try tx.run("DELETE FROM refresh_tokens WHERE user_id = \(user) AND family <> \(family ?? "")")
    }

    package func purge(expiredBefore now: Moment, of user: User.ID) throws {
        try tx.run("DELETE FROM refresh_tokens WHERE user_id = \(user) AND expires_at < \(now)")
    }
}
