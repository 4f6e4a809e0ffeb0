import Domain
import Storage

/// What people change about their own account.
extension Accounts {
    /// - Returns: The changed user; nil when there is none.
    /// - Throws: `AccountError.emailTaken`.
    package func changeProfile(
        of id: User.ID, in scope: TenantScope, _ edit: @escaping @Sendable (inout User) -> Void
    ) async throws -> (user: User, company: Company)? {
        do {
            return try await database.write(scope) { tx in
                guard var user = try UsersDAO(tx).find(id), let company = try CompaniesDAO(tx).current() else {
                    return nil
                }
                edit(&user)
                user.email = user.email.lowercased()
                try UsersDAO(tx).update(user)
                return (user, company)
            }
        } catch StorageError.unique {
            throw AccountError.emailTaken
        }
    }

    /// Sets a new password and ends every other sign-in, and every access token given out before.
    ///
    /// - Throws: `AccountError.wrongPassword`, `.weakPassword`, `.busy`.
    package func changePassword(from old: String, to new: String, by token: AccessToken) async throws {
        let broken = PasswordRules.violations(in: new)
        guard broken.isEmpty else { throw AccountError.weakPassword(broken) }
        let scope = TenantScope(companyID: token.companyID, actor: .user(token.userID, token.role))
        let stored = try await database.read(scope) { tx in try UsersDAO(tx).passwordHash(of: token.userID) }
        guard let stored, try await passwords.verify(old, against: stored) else { throw AccountError.wrongPassword }
        let hash = try await passwords.hash(new)
        try await database.write(scope) { tx in
            try UsersDAO(tx).setPasswordHash(hash, of: token.userID)
            try UsersDAO(tx).endTokens(of: token.userID)
            try RefreshTokensDAO(tx).revokeAll(of: token.userID, except: token.family)
        }
    }
}
