import Domain

/// The `professionals` table, as seen by the one company of its transaction.
package struct ProfessionalsDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL = "id, nome, ativo, servicos, horarios, folgas"

    /// All of them, longest known first.
    package func all() throws -> [Professional] {
        try tx.rows("SELECT \(sql: Self.columns) FROM professionals ORDER BY id", Professional.init(row:))
    }

    package func find(_ id: Professional.ID) throws -> Professional? {
        try tx.first("SELECT \(sql: Self.columns) FROM professionals WHERE id = \(id)", Professional.init(row:))
    }

    package func insert(_ one: Professional, at now: Moment) throws {
        try tx.run(
            """
            INSERT INTO professionals (id, nome, ativo, servicos, horarios, folgas, created_at, updated_at)
            VALUES (\(one.id), \(one.name), \(one.isActive), \(try one.services.map { try JSONText.encode($0.sorted()) }),
                    \(try one.hours.map { try JSONText.encode($0) }), \(try JSONText.encode(one.timeOff)), \(now), \(now))
            """)
    }

    /// - Returns: False when this company has no such professional.
    package func update(_ one: Professional, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE professionals SET nome = \(one.name), ativo = \(one.isActive),
                servicos = \(try one.services.map { try JSONText.encode($0.sorted()) }),
                horarios = \(try one.hours.map { try JSONText.encode($0) }),
                folgas = \(try JSONText.encode(one.timeOff)), updated_at = \(now)
            WHERE id = \(one.id)
            """) == 1
    }

    /// Deletes a professional whom no visit names.
    ///
    /// - Returns: False when one does, or when this company has no such professional.
    package func delete(_ id: Professional.ID) throws -> Bool {
        try tx.run(
            """
            DELETE FROM professionals WHERE id = \(id)
              AND NOT EXISTS (SELECT 1 FROM appointments a WHERE a.professional_id = \(id))
            """) == 1
    }
}

extension Professional {
    init(row: Row) throws {
        self.init(id: row.id(0), name: row.string(1))
        isActive = row.bool(2)
        services = try row.optional(3) { try JSONText.decode(from: $0.string(3)) }
        hours = try row.optional(4) { try JSONText.decode(from: $0.string(4)) }
        timeOff = try JSONText.decode(from: row.string(5))
    }
}
