import Domain
import Storage

/// The people of one company: who is there, who is asked to come, what each may do.
extension Accounts {
    /// How long an invitation stands, in seconds.
    private static let invitationLife = 7 * 86_400

    package struct Team: Sendable {
        package let people: [User]
        package let invitations: [Invitation]
    }

    package func team(in scope: TenantScope) async throws -> Team {
        let now = clock.now
        return try await database.read(scope) { tx in
            Team(people: try UsersDAO(tx).all(), invitations: try InvitationsDAO(tx).open(at: now))
        }
    }

    /// Asks somebody to join. The token in the answer is shown this once.
    ///
    /// - Throws: `AccountError.emailTaken`, `.aboveOwnRole`.
    package func invite(
        email: String, name: String, role: Role, in scope: TenantScope
    ) async throws -> (invitation: Invitation, token: String) {
        guard role != .superAdmin else { throw AccountError.aboveOwnRole }
        let email = email.lowercased()
        guard try await database.system.signIn(email: email) == nil else { throw AccountError.emailTaken }
        let token = "\(scope.companyID).\(SecureRandom.base64url(24))"
        let invitation = Invitation(
            id: database.ids.next(), email: email, name: name, role: role,
            expiresAt: clock.now.adding(seconds: Self.invitationLife), createdAt: clock.now)
        try await database.write(scope) { tx in
            try InvitationsDAO(tx).insert(invitation, tokenHash: Digest.sha256Hex(token))
        }
        return (invitation, token)
    }

    /// - Returns: False when there is no such invitation.
    package func withdrawInvitation(_ id: Invitation.ID, in scope: TenantScope) async throws -> Bool {
        try await database.write(scope) { tx in try InvitationsDAO(tx).delete(id) }
    }

    /// Makes the account that an invitation promises, and uses the invitation up.
    ///
    /// - Throws: `AccountError.invitationOver`, `.weakPassword`, `.emailTaken`, `.companyInactive`, `.busy`.
    package func accept(invitation token: String, name: String?, password: String) async throws -> SignedIn {
        let broken = PasswordRules.violations(in: password)
        guard broken.isEmpty else { throw AccountError.weakPassword(broken) }
        guard let (scope, tokenHash) = try? Self.address(of: token) else { throw AccountError.invitationOver }
        let hash = try await passwords.hash(password)
        let (id, now) = (database.ids.next() as User.ID, clock.now)
        let joined = try await joining { [database] in
            try await database.write(scope) { tx -> (User, Company) in
                guard let company = try CompaniesDAO(tx).current(),
                    let invitation = try InvitationsDAO(tx).find(tokenHash: tokenHash, at: now)
                else { throw AccountError.invitationOver }
                guard company.isActive else { throw AccountError.companyInactive }
                let user = User(
                    id: id, companyID: scope.companyID, email: invitation.email, name: name ?? invitation.name,
                    role: invitation.role, isActive: true, createdAt: now)
                try UsersDAO(tx).insert(user, passwordHash: hash)
                _ = try InvitationsDAO(tx).delete(invitation.id)
                return (user, company)
            }
        }
        let pair = try await issue(to: joined.0, version: 0, family: SecureRandom.hex(16), in: scope)
        return SignedIn(user: joined.0, companyName: joined.1.name, tokens: pair)
    }

    /// Changes what somebody may do; their access tokens end at once, and when switched off their sign-ins too.
    ///
    /// - Throws: `AccountError.unknownPerson`, `.lastOwner`, `.aboveOwnRole`.
    package func change(
        _ id: User.ID, role: Role?, isActive: Bool?, by actor: Role, in scope: TenantScope
    ) async throws -> User {
        guard role != .superAdmin || actor == .superAdmin else { throw AccountError.aboveOwnRole }
        return try await database.write(scope) { tx in
            let users = UsersDAO(tx)
            guard var user = try users.find(id) else { throw AccountError.unknownPerson }
            guard user.role != .superAdmin || actor == .superAdmin else { throw AccountError.aboveOwnRole }
            let wasOwner = user.role == .owner && user.isActive
            user.role = role ?? user.role
            user.isActive = isActive ?? user.isActive
            let isOwner = user.role == .owner && user.isActive
            guard try !wasOwner || isOwner || users.activeOwners() > 1 else { throw AccountError.lastOwner }
            try users.set(role: user.role, isActive: user.isActive, of: id)
            if !user.isActive { try RefreshTokensDAO(tx).revokeAll(of: id) }
            return user
        }
    }

    /// Gives somebody a role whatever company they are of; written to the audit log.
    ///
    /// - Returns: False when nobody has an account with this e-mail.
    package func setRole(_ role: Role, of email: String) async throws -> Bool {
        guard let found = try await database.system.signIn(email: email.lowercased()) else { return false }
        let scope = TenantScope(companyID: found.user.companyID, actor: .operatorCommand)
        try await database.write(scope) { tx in
            try UsersDAO(tx).set(role: role, isActive: found.user.isActive, of: found.user.id)
        }
        try await database.system.audit(
            database.ids.next(), actor: "administrator", act: "role.\(role.rawValue)", about: found.user.companyID,
            detail: "user \(found.user.id)", at: clock.now)
        return true
    }

    private func joining<T: Sendable>(_ act: @Sendable () async throws -> T) async throws -> T {
        do {
            return try await act()
        } catch StorageError.unique {
            throw AccountError.emailTaken
        }
    }
}
