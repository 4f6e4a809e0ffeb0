import Domain

/// The `revoked_tokens` table: access tokens, and whole sign-ins, that ended before their time.
package struct RevokedTokensDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// Ends the token, or all tokens of the sign-in, that bears `name`.
    package func revoke(_ name: String, until expiry: Moment, at now: Moment) throws {
        try tx.run("DELETE FROM revoked_tokens WHERE expires_at < \(now)")
        let known = try tx.first("SELECT 1 FROM revoked_tokens WHERE name = \(name)") { $0.int(0) } != nil
        guard !known else { return }
        try tx.run("INSERT INTO revoked_tokens (name, expires_at) VALUES (\(name), \(expiry))")
    }
}
