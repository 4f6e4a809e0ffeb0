import Business
import Domain
import Storage

/// Slows down who tries passwords: a wrong one uses up one of a few attempts of this account from this address.
struct SignInGuard: Sendable {
    let accounts: Accounts
    let limits: RequestLimits

    /// - Throws: `TooManyRequests` while the attempts are used up, right password or not; `AccountError`.
    func signIn(email: String, password: String, from client: String) async throws -> Accounts.SignedIn {
        let key = "\(email.lowercased()) \(client)"
        if let decision = await limits.signIn?.look(key), !decision.isAllowed {
            throw TooManyRequests(decision: decision)
        }
        do {
            return try await accounts.signIn(email: email, password: password)
        } catch AccountError.invalidCredentials {
            _ = await limits.signIn?.take(key)
            throw AccountError.invalidCredentials
        }
    }

    /// - Throws: `TooManyRequests` when too many accounts were opened from this address.
    func checkRegistration(from client: String) async throws {
        guard let decision = await limits.registration?.take(client), !decision.isAllowed else { return }
        throw TooManyRequests(decision: decision)
    }
}
