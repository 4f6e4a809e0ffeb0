import Domain
import Storage

/// Registers shops, signs their people in and out, and knows whom a token stands for.
package struct Accounts: Sendable {
    /// Who may open an account on this server.
    package enum Registration: String, Sendable {
        case open, invite, closed
    }

    /// What the owner of a new shop fills in. E-mail and names are checked by the form that reads them.
    package struct Registering: Sendable {
        package var email: String
        package var password: String
        package var name: String
        package var companyName: String
        package var template: ShopTemplate

        package init(email: String, password: String, name: String, companyName: String, template: ShopTemplate) {
            self.email = email
            self.password = password
            self.name = name
            self.companyName = companyName
            self.template = template
        }
    }

    /// Somebody who has just proved who they are.
    package struct SignedIn: Sendable {
        package let user: User
        package let companyName: String
        package let tokens: TokenPair
    }

    package struct TokenPair: Sendable {
        package let access: String
        package let refresh: String
        /// Seconds until the access token ends.
        package let expiresIn: Int
    }

    let database: Database
    let passwords: PasswordHasher
    let tokens: TokenCodec
    let clock: any ShopClock
    package let registration: Registration

    package init(
        database: Database, passwords: PasswordHasher, tokens: TokenCodec, clock: any ShopClock,
        registration: Registration
    ) {
        self.database = database
        self.passwords = passwords
        self.tokens = tokens
        self.clock = clock
        self.registration = registration
    }

    /// Makes a company with its owner, settings, hours and services, all or nothing.
    ///
    /// - Throws: `AccountError.registrationClosed`, `.weakPassword`, `.emailTaken`, `.busy`.
    package func register(_ form: Registering) async throws -> SignedIn {
        guard registration == .open else { throw AccountError.registrationClosed }
        return try await create(form)
    }

    /// The same as registering, for whoever holds the one-time link printed at the first start.
    package func setUp(link: String, _ form: Registering) async throws -> SignedIn {
        let broken = PasswordRules.violations(in: form.password)
        guard broken.isEmpty else { throw AccountError.weakPassword(broken) }
        // Whoever registered meanwhile owns the server; the link was for the first.
        guard try await !database.system.hasUsers(),
            try await database.system.takeSetupLink(hash: Digest.sha256Hex(link), at: clock.now)
        else {
            throw AccountError.setupDone
        }
        return try await create(form)
    }

    /// A fresh set-up link's token, good for a day, while nobody has an account yet; nil afterwards.
    package func makeSetupLink() async throws -> String? {
        guard try await !database.system.hasUsers() else { return nil }
        let token = SecureRandom.base64url(24)
        try await database.system.replaceSetupLink(
            hash: Digest.sha256Hex(token), expiresAt: clock.now.adding(seconds: 86_400))
        return token
    }

    /// - Throws: `AccountError.invalidCredentials` alike for an unknown address and a wrong password,
    ///   `.companyInactive`, `.busy`.
    package func signIn(email: String, password: String) async throws -> SignedIn {
        // Sent away before anything is looked up: a crowd costs as little as can be.
        guard !passwords.isBusy else { throw AccountError.busy }
        guard let found = try await database.system.signIn(email: email.lowercased()), found.user.isActive else {
            try await passwords.verifyNothing(password)
            throw AccountError.invalidCredentials
        }
        guard try await passwords.verify(password, against: found.passwordHash) else {
            throw AccountError.invalidCredentials
        }
        guard found.isCompanyActive else { throw AccountError.companyInactive }
        let scope = TenantScope(companyID: found.user.companyID, actor: .user(found.user.id, found.user.role))
        if passwords.needsRehash(found.passwordHash) {
            let hash = try await passwords.hash(password)
            try await database.write(scope) { tx in try UsersDAO(tx).setPasswordHash(hash, of: found.user.id) }
        }
        let pair = try await issue(to: found.user, version: found.tokenVersion, family: SecureRandom.hex(16), in: scope)
        return SignedIn(user: found.user, companyName: found.companyName, tokens: pair)
    }

    /// Whose name a bearer token bears, by its signature and time alone: to count requests by, not to serve them.
    package func holder(of bearer: String) -> User.ID? { try? tokens.verify(bearer).userID }

    /// Who a bearer token stands for. Looks at the account each time, so that disabling it bites at once.
    ///
    /// - Throws: `AccountError.malformedToken`, `.expiredToken`, `.invalidToken`.
    package func authenticate(_ bearer: String) async throws -> (token: AccessToken, scope: TenantScope) {
        let token = try tokens.verify(bearer)
        let scope = TenantScope(companyID: token.companyID, actor: .user(token.userID, token.role))
        guard try await stands(token, in: scope) else { throw AccountError.invalidToken }
        return (token, scope)
    }

    /// True while the token's time runs.
    package func isInTime(_ token: AccessToken) -> Bool { clock.now < token.expiresAt }

    /// True while nothing has ended the token before its time.
    package func stands(_ token: AccessToken, in scope: TenantScope) async throws -> Bool {
        let version = try await database.read(scope) { tx in
            try UsersDAO(tx).tokenVersion(of: token.userID, token: token.id, family: token.family)
        }
        return version == token.version
    }

    /// The signed-in user with their company; nil when either is gone.
    package func profile(_ id: User.ID, in scope: TenantScope) async throws -> (user: User, company: Company)? {
        try await database.read(scope) { tx in
            guard let user = try UsersDAO(tx).find(id), let company = try CompaniesDAO(tx).current() else { return nil }
            return (user, company)
        }
    }

    /// Tokens of the oldest company's owner, for the operator who holds the server's own token.
    ///
    /// - Returns: nil while there is no company.
    package func enterAsFirstOwner() async throws -> SignedIn? {
        guard let company = try await database.system.companies().first else { return nil }
        let scope = TenantScope(companyID: company.id, actor: .operatorCommand)
        let found = try await database.read(scope) { tx in
            try UsersDAO(tx).owner().map { (user: $0, version: try UsersDAO(tx).tokenVersion(of: $0.id) ?? 0) }
        }
        guard let found else { return nil }
        let pair = try await issue(to: found.user, version: found.version, family: SecureRandom.hex(16), in: scope)
        return SignedIn(user: found.user, companyName: company.name, tokens: pair)
    }

    private func create(_ form: Registering) async throws -> SignedIn {
        let broken = PasswordRules.violations(in: form.password)
        guard broken.isEmpty else { throw AccountError.weakPassword(broken) }
        let hash = try await passwords.hash(form.password)
        let email = form.email.lowercased()
        let base = Slug.make(from: form.companyName)
        var slug = base
        for _ in 0..<20 {
            let companyID = try await database.system.nextCompanyID()
            let user = User(
                id: database.ids.next(), companyID: companyID, email: email, name: form.name, role: .owner,
                isActive: true, createdAt: clock.now)
            let company = Company(
                id: companyID, name: form.companyName, slug: slug, isActive: true, settings: form.template.settings,
                createdAt: clock.now)
            let scope = TenantScope(companyID: companyID, actor: .user(user.id, .owner))
            do {
                try await database.write(scope) { [ids = database.ids, now = clock.now] tx in
                    try CompaniesDAO(tx).insert(company)
                    try UsersDAO(tx).insert(user, passwordHash: hash)
                    try form.template.apply(to: tx, ids: ids, at: now)
                }
            } catch StorageError.unique(let constraint) {
                if constraint.contains("email") { throw AccountError.emailTaken }
                // Otherwise another registration took the number meanwhile.
                if constraint.contains("slug") { slug = "\(base)-\(SecureRandom.hex(2))" }
                continue
            }
            let pair = try await issue(to: user, version: 0, family: SecureRandom.hex(16), in: scope)
            return SignedIn(user: user, companyName: company.name, tokens: pair)
        }
        throw AccountError.busy
    }
}
