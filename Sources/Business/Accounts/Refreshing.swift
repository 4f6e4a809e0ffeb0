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
    /// - Throws: `AccountError.invalidToken` when it is unknown, expired, or was used before by somebody else: then
    ///   everything that descends from the same sign-in ends.
    package func refresh(_ token: String) async throws -> SignedIn {
        let (scope, hash) = try Self.address(of: token)
        let now = clock.now
        let next = Self.makeRefreshToken(in: scope)
        // The successor is kept in the same transaction: signing out meanwhile finds it, or comes first.
        let found = try await database.write(scope) {
            tx -> (user: User, version: Int, family: String, company: Company)? in
            let dao = RefreshTokensDAO(tx)
            guard let stored = try dao.find(hash: hash), stored.expiresAt > now,
                let company = try CompaniesDAO(tx).current()
            else { return nil }
            guard company.isActive else { throw AccountError.companyInactive }
            if let used = stored.usedAt {
                guard try Self.mayRepeat(hash, usedAt: used, now: now, dao) else {
                    try Self.end(family: stored.family, in: tx, at: now)
                    return nil
                }
            } else {
                try dao.markUsed(hash: hash, at: now)
            }
            guard let user = try UsersDAO(tx).find(stored.userID), user.isActive,
                let version = try UsersDAO(tx).tokenVersion(of: user.id)
            else { return nil }
            try dao.purge(expiredBefore: now, of: user.id)
            try Self.keep(next, of: user.id, family: stored.family, parent: hash, in: tx, at: now)
            return (user, version, stored.family, company)
        }
        guard let found else { throw AccountError.invalidToken }
        let pair = try pair(of: found.user, version: found.version, family: found.family, refresh: next)
        return SignedIn(user: found.user, companyName: found.company.name, tokens: pair)
    }

    /// A used token is good once more within the grace, and for as long as nobody has used what it was exchanged
    /// for: its holder never stored the new one. Two holders betray themselves by using both.
    private static func mayRepeat(_ hash: String, usedAt: Moment, now: Moment, _ dao: RefreshTokensDAO) throws -> Bool {
        if now.since(usedAt) <= grace * 1000 { return true }
        guard try !dao.hasUsedSuccessor(of: hash) else { return false }
        try dao.deleteUnusedSuccessors(of: hash, before: now.adding(seconds: -Int(grace)))
        return true
    }

    /// When the last access token given out until now has ended by itself.
    static func accessEnd(from now: Moment) -> Moment { now.adding(seconds: TokenCodec.maximumLifetime + 60) }

    /// Ends the sign-in that a refresh token descends from. An unknown token is no error.
    package func signOut(refreshToken token: String) async throws {
        guard let (scope, hash) = try? Self.address(of: token) else { return }
        let now = clock.now
        try await database.write(scope) { tx in
            guard let stored = try RefreshTokensDAO(tx).find(hash: hash) else { return }
            try Self.end(family: stored.family, in: tx, at: now)
        }
    }

    /// Ends the sign-in of an access token at once, also after a restart.
    package func signOut(_ token: AccessToken, in scope: TenantScope) async throws {
        let now = clock.now
        try await database.write(scope) { tx in try Self.end(family: token.family, in: tx, at: now) }
    }

    private static func end(family: String, in tx: TenantTransaction, at now: Moment) throws {
        try RefreshTokensDAO(tx).revoke(family: family)
        try RevokedTokensDAO(tx).revoke(family, until: accessEnd(from: now), at: now)
    }

    /// A pair of tokens for somebody who has just proved who they are.
    func issue(to user: User, version: Int, family: String, in scope: TenantScope) async throws -> TokenPair {
        let refresh = Self.makeRefreshToken(in: scope)
        let now = clock.now
        try await database.write(scope) { tx in
            try Self.keep(refresh, of: user.id, family: family, in: tx, at: now)
        }
        return try pair(of: user, version: version, family: family, refresh: refresh)
    }

    private func pair(of user: User, version: Int, family: String, refresh: String) throws -> TokenPair {
        let access = try tokens.issue(for: user, version: version, family: family)
        return TokenPair(access: access.text, refresh: refresh, expiresIn: TokenCodec.maximumLifetime)
    }

    private static func makeRefreshToken(in scope: TenantScope) -> String {
        "\(scope.companyID).\(SecureRandom.base64url(32))"
    }

    /// - Parameter parent: The hash of the refresh token that this one is given for.
    private static func keep(
        _ token: String, of user: User.ID, family: String, parent: String? = nil, in tx: TenantTransaction,
        at now: Moment
    ) throws {
        try RefreshTokensDAO(tx).insert(
            hash: Digest.sha256Hex(token), of: user, family: family, parent: parent,
            expiresAt: now.adding(seconds: lifetime), at: now)
    }

    /// The company that a token names, and the hash by which it is known there.
    static func address(of token: String) throws -> (TenantScope, hash: String) {
        guard token.utf8.count <= 128, let dot = token.firstIndex(of: "."),
            let company = Company.ID(text: token[..<dot])
        else { throw AccountError.invalidToken }
        return (TenantScope(companyID: company, actor: .webhook), Digest.sha256Hex(token))
    }
}
