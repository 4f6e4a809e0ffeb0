import Domain
import Support

@testable import Storage

/// Looks at tables as one company, as nobody, or as the system, with text made in a test.
extension Database {
    func rows(_ text: String, as tenant: TenantBinding) async throws -> [[SQLValue]] {
        try await driver.read(as: tenant) { session in try session.rows(SQL(generated: text), \.values) }
    }

    /// - Returns: Rows changed.
    @discardableResult
    func run(_ text: String, as tenant: TenantBinding) async throws -> Int {
        try await driver.write(as: tenant) { session in try session.run(SQL(generated: text)) }
    }

    /// Everything that one company keeps, table by table, in the order of the keys.
    func everything(of company: Company.ID) async throws -> [String: [[SQLValue]]] {
        var tables: [String: [[SQLValue]]] = [:]
        for table in Schema.tenantTables {
            tables[table] = try await rows(
                "SELECT * FROM rls$\(table) WHERE \(tenantColumn(of: table)) = \(company) ORDER BY 1, 2", as: .system)
        }
        return tables
    }

    /// Columns that the wall shows.
    func columns(of table: String) async throws -> [String] {
        try await driver.read(as: .system) { session in
            try TenantWall(table: table, in: session).columns.map(\.name)
        }
    }
}

/// The column that says whose a row is.
func tenantColumn(of table: String) -> String { table == "companies" ? "id" : "company_id" }

extension Row {
    /// All columns of the row.
    var values: [SQLValue] { (0..<columnCount).map(value) }
}
