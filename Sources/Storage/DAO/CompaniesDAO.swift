import Domain

/// The `companies` table, which shows a company its own row only.
package struct CompaniesDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    static let columns: SQL = "id, name, slug, is_active, settings, created_at"

    /// The company of this transaction; nil when it does not exist.
    package func current() throws -> Company? {
        try tx.first("SELECT \(sql: Self.columns) FROM companies", Company.init(row:))
    }

    /// The time zone of the company's wall clock; Brasília's when there is no company.
    package func zone() throws -> ShopZone {
        try tx.first("SELECT settings FROM companies") { try ReadSettings.from($0.string(0)).zone } ?? .saoPaulo
    }

    /// The company with all that the panel shows; its hours are `BusinessHoursDAO`'s.
    package func details(hours: BusinessHours) throws -> CompanyDetails? {
        try tx.first(
            """
            SELECT \(sql: Self.columns), plano, api_key_hint, logo_url, coalesce(updated_at, created_at) FROM companies
            """
        ) { row in
            CompanyDetails(
                company: try Company(row: row), hours: hours, plan: row.string(6), keyHint: row.optionalString(7),
                logo: row.optionalString(8), updatedAt: row.moment(9))
        }
    }

    /// Writes all but the key and the hours.
    ///
    /// - Throws: `StorageError.unique` when the slug is taken.
    package func update(_ details: CompanyDetails, at now: Moment) throws {
        let company = details.company
        try tx.run(
            """
            UPDATE companies SET name = \(company.name), slug = \(company.slug), is_active = \(company.isActive),
                settings = \(try JSONText.encode(company.settings)), plano = \(details.plan),
                logo_url = \(details.logo), updated_at = \(now)
            WHERE id = \(tx.companyID)
            """)
    }

    /// Puts a key for the API in place of the one before; nil takes it away.
    package func setKey(hash: String?, hint: String?, at now: Moment) throws {
        try tx.run(
            """
            UPDATE companies SET api_key_hash = \(hash), api_key_hint = \(hint), updated_at = \(now)
            WHERE id = \(tx.companyID)
            """)
    }

    /// - Throws: `StorageError.unique` when the slug is taken.
    package func insert(_ company: Company) throws {
        try tx.run(
            """
            INSERT INTO companies (id, name, slug, is_active, settings, created_at)
            VALUES (\(company.id), \(company.name), \(company.slug), \(company.isActive),
                    \(try JSONText.encode(company.settings)), \(company.createdAt))
            """)
    }

    package func update(name: String, settings: CompanySettings) throws {
        try tx.run(
            "UPDATE companies SET name = \(name), settings = \(try JSONText.encode(settings)) WHERE id = \(tx.companyID)"
        )
    }
}

extension Company {
    init(row: Row) throws {
        self.init(
            id: row.id(0), name: row.string(1), slug: row.string(2), isActive: row.bool(3),
            settings: try ReadSettings.from(row.string(4)), createdAt: row.moment(5)
        )
    }
}
