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

    /// The time zone of the company's wall clock, read past its other settings; Brasília's when there is none.
    package func zone() throws -> ShopZone {
        let text = try tx.first("SELECT settings FROM companies") { $0.string(0) } ?? ""
        guard case .string(let name) = JSONValue(bytes: text.utf8)?["timezone"] else { return .saoPaulo }
        return ShopZone(identifier: name) ?? .saoPaulo
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
            settings: try JSONText.decode(from: row.string(4)), createdAt: row.moment(5)
        )
    }
}
