import Domain
import Storage

/// The company as its owner and the administrator of the server see it.
package struct Companies: Sendable {
    let database: Database
    let clock: any ShopClock

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    /// Every company of the server, oldest first.
    package func all() async throws -> [Company] { try await database.system.companies() }

    package func find(in scope: TenantScope) async throws -> CompanyDetails? {
        try await database.read(scope) { tx in try Self.find(in: tx) }
    }

    /// What an active company shows to everybody.
    package func card(slug: String) async throws -> CompanyDetails? {
        guard let company = try await database.system.company(slug: slug) else { return nil }
        return try await find(in: TenantScope(companyID: company.id, actor: .visitor))
    }

    /// Changes the company and, when `edit` touches them, the week's hours, all or nothing.
    ///
    /// - Returns: nil when there is no such company.
    /// - Throws: `RegistryError.slugTaken`.
    package func change(
        in scope: TenantScope, _ edit: @escaping @Sendable (inout CompanyDetails) -> Void
    ) async throws -> CompanyDetails? {
        let now = clock.now
        return try await storing {
            try await database.write(scope) { tx in
                guard var details = try Self.find(in: tx) else { return nil }
                let hours = details.hours
                edit(&details)
                details.updatedAt = now
                try CompaniesDAO(tx).update(details, at: now)
                if details.hours != hours { try BusinessHoursDAO(tx).replace(with: details.hours) }
                return details
            }
        }
    }

    /// Opens a company with the services and hours of a template. It has no people: whoever administers the server
    /// invites them.
    ///
    /// - Throws: `RegistryError.slugTaken` when a slug was asked for; one made from the name is made unique.
    package func open(
        name: String, slug: String?, template: ShopTemplate, by actor: TenantScope.Actor,
        _ edit: @escaping @Sendable (inout CompanyDetails) -> Void
    ) async throws -> CompanyDetails {
        let base = Slug.make(from: slug ?? name)
        var chosen = base
        for _ in 0..<20 {
            let id = try await database.system.nextCompanyID()
            let company = Company(
                id: id, name: name, slug: chosen, isActive: true, settings: template.settings, createdAt: clock.now)
            let scope = TenantScope(companyID: id, actor: actor)
            do {
                try await database.write(scope) { [ids = database.ids, now = clock.now] tx in
                    try CompaniesDAO(tx).insert(company)
                    try template.apply(to: tx, ids: ids, at: now)
                }
            } catch StorageError.unique(let constraint) {
                // Otherwise another registration took the number meanwhile.
                if constraint.contains("slug") {
                    guard slug == nil else { throw RegistryError.slugTaken }
                    chosen = "\(base)-\(SecureRandom.hex(2))"
                }
                continue
            }
            if let made = try await change(in: scope, edit) { return made }
        }
        throw AccountError.busy
    }

    /// A new key for the API in place of the one before. Shown this once: only its hash is kept.
    package func makeKey(in scope: TenantScope) async throws -> String {
        let key = "auzap_" + SecureRandom.base64url(32)
        let now = clock.now
        try await database.write(scope) { tx in
            try CompaniesDAO(tx).setKey(hash: Digest.sha256Hex(key), hint: String(key.suffix(4)), at: now)
        }
        return key
    }

    package func dropKey(in scope: TenantScope) async throws {
        let now = clock.now
        try await database.write(scope) { tx in try CompaniesDAO(tx).setKey(hash: nil, hint: nil, at: now) }
    }

    /// The active company that a key for the API belongs to.
    package func company(apiKey key: String) async throws -> Company? {
        try await database.system.company(apiKeyHash: Digest.sha256Hex(key))
    }

    private static func find(in tx: TenantTransaction) throws -> CompanyDetails? {
        try CompaniesDAO(tx).details(hours: try BusinessHoursDAO(tx).week())
    }

    private func storing<T: Sendable>(_ write: () async throws -> T) async throws -> T {
        do {
            return try await write()
        } catch StorageError.unique(let constraint) where constraint.contains("slug") {
            throw RegistryError.slugTaken
        }
    }
}
