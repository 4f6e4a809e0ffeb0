import Domain
import Storage

/// Keys by which a program acts for a company, without anybody signed in.
extension Accounts {
    /// What a key may do: a manager's work, without an account of its own.
    package static let keyRole = Role.manager

    /// The company that a key acts for, and the owner in whose name.
    ///
    /// - Returns: nil for a key that is none, or whose company is switched off.
    package func authenticate(key: String) async throws -> (token: AccessToken, scope: TenantScope)? {
        guard key.utf8.count <= 100, key.hasPrefix("auzap_"),
            let company = try await database.system.company(apiKeyHash: Digest.sha256Hex(key))
        else { return nil }
        let reading = TenantScope(companyID: company.id, actor: .visitor)
        guard let owner = try await database.read(reading, { tx in try UsersDAO(tx).owner() }) else { return nil }
        let now = clock.now
        let token = AccessToken(
            userID: owner.id, companyID: company.id, role: Self.keyRole, email: owner.email, id: Self.keyName,
            family: Self.keyName, issuedAt: now, expiresAt: now.adding(seconds: TokenCodec.maximumLifetime), version: 0)
        return (token, TenantScope(companyID: company.id, actor: .user(owner.id, Self.keyRole)))
    }

    private static let keyName = "company key"

    /// True when nobody signed in for this, but a program with the company's key.
    package static func isOfKey(_ token: AccessToken) -> Bool { token.id == keyName }
}
