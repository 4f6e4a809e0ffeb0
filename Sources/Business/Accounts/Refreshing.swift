import Domain
import Storage

/// Refresh tokens: random, kept as hashes, each good for one use. Text form: `<company>.<random>`, so that the
/// look-up happens inside that company's wall.
extension Accounts {
    private static let lifetime = 7 * 86_400
    /// Two tabs may send the same token at once; the later one is served for so long, in seconds.
    private static let grace: Int64 = 60

    /// Exchanges a refresh token for a new pair.
    ///
    /// - Throws: `AccountError.invalidToken` when it is unknown, expired, or was used before: then everything that
    ///   descends from the same sign-in ends, for somebody else may hold a copy.
    package func refresh(_ token: String) async throws -> SignedIn {
        let (scope, hash) = try Self.address(of: token)
        let now = clock.now
        let found = try await database.write(scope) {
            tx -> (user: User, version: Int, family: String, company: Company)? in
            let dao = RefreshTokensDAO(tx)
            guard let stored = try dao.find(hash: hash), stored.expiresAt > now,
                let company = try CompaniesDAO(tx).current()
            else { return nil }
            guard company.isActive else { throw AccountError.companyInactive }
            if let used = stored.usedAt {
                guard now.since(used) <= Self.grace * 1000 else {
                    try dao.revoke(family: stored.family)
                    return nil
                }
            } else {
                try dao.markUsed(hash: hash, at: now)
            }
            guard let user = try UsersDAO(tx).find(stored.userID), user.isActive,
                let version = try UsersDAO(tx).tokenVersion(of: user.id)
            else { return nil }
            try dao.purge(expiredBefore: now, of: user.id)
            return (user, version, stored.family, company)
        }
        guard let found else { throw AccountError.invalidToken }
        let pair = try await issue(to: found.user, version: found.version, family: found.family, in: scope)
        return SignedIn(user: found.user, companyName: found.company.name, tokens: pair)
    }

    /// Ends every token descending from the same sign-in. An unknown token is no error.
    package func signOut(refreshToken token: String) async throws {
        guard let (scope, hash) = try? Self.address(of: token) else { return }
        try await database.write(scope) { tx in
            guard let stored = try RefreshTokensDAO(tx).find(hash: hash) else { return }
            try RefreshTokensDAO(tx).revoke(family: stored.family)
        }
    }

    func issue(to user: User, version: Int, family: String, in scope: TenantScope) async throws -> TokenPair {
        let refresh = "\(scope.companyID).\(SecureRandom.base64url(32))"
        let hash = Digest.sha256Hex(refresh)
        let now = clock.now
        try await database.write(scope) { tx in
            try RefreshTokensDAO(tx).insert(
                hash: hash, of: user.id, family: family, expiresAt: now.adding(seconds: Self.lifetime), at: now)
        }
        let access = try tokens.issue(for: user, version: version)
        return TokenPair(access: access.text, refresh: refresh, expiresIn: TokenCodec.maximumLifetime)
    }

    private static func address(of token: String) throws -> (TenantScope, hash: String) {
        guard token.utf8.count <= 128, let dot = token.firstIndex(of: "."),
            let company = Company.ID(text: token[..<dot])
        else { throw AccountError.invalidToken }
        return (TenantScope(companyID: company, actor: .webhook), Digest.sha256Hex(token))
    }
}
