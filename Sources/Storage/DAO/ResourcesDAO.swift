import Domain

/// The `resources` table, as seen by the one company of its transaction.
package struct ResourcesDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL = "id, nome, capacidade, ativo, servicos"

    /// All of them, longest known first.
    package func all() throws -> [Resource] {
        try tx.rows("SELECT \(sql: Self.columns) FROM resources ORDER BY id", Resource.init(row:))
    }

    package func find(_ id: Resource.ID) throws -> Resource? {
        try tx.first("SELECT \(sql: Self.columns) FROM resources WHERE id = \(id)", Resource.init(row:))
    }

    package func insert(_ resource: Resource, at now: Moment) throws {
        try tx.run(
            """
            INSERT INTO resources (id, nome, capacidade, ativo, servicos, created_at, updated_at)
            VALUES (\(resource.id), \(resource.name), \(resource.capacity), \(resource.isActive),
                    \(try JSONText.encode(resource.services.sorted())), \(now), \(now))
            """)
    }

    /// - Returns: False when this company has no such resource.
    package func update(_ resource: Resource, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE resources SET nome = \(resource.name), capacidade = \(resource.capacity),
                ativo = \(resource.isActive), servicos = \(try JSONText.encode(resource.services.sorted())),
                updated_at = \(now)
            WHERE id = \(resource.id)
            """) == 1
    }

    /// - Returns: False when this company has no such resource.
    package func delete(_ id: Resource.ID) throws -> Bool {
        try tx.run("DELETE FROM resources WHERE id = \(id)") == 1
    }
}

extension Resource {
    init(row: Row) throws {
        self.init(
            id: row.id(0), name: row.string(1), capacity: row.int(2), services: try JSONText.decode(from: row.string(4))
        )
        isActive = row.bool(3)
    }
}
