import Domain

/// The `pets` table, as seen by the one company of its transaction.
package struct PetsDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    static let columns: SQL = "id, tutor_id, nome, especie, raca, porte, idade, pelagem"

    package func find(_ id: Pet.ID) throws -> Pet? {
        try tx.first("SELECT \(sql: Self.columns) FROM pets WHERE id = \(id)") { try Pet(row: $0) }
    }

    /// A customer's pets that still come, oldest record first.
    package func list(of tutor: Tutor.ID) throws -> [Pet] {
        try tx.rows(
            "SELECT \(sql: Self.columns) FROM pets WHERE tutor_id = \(tutor) AND is_active = 1 ORDER BY id"
        ) { try Pet(row: $0) }
    }

    package func insert(_ pet: Pet, at now: Moment) throws {
        try tx.run(
            """
            INSERT INTO pets (id, tutor_id, nome, especie, raca, porte, idade, pelagem, created_at, updated_at)
            VALUES (\(pet.id), \(pet.tutorID), \(pet.name), \(pet.species), \(pet.breed), \(pet.size), \(pet.age),
                    \(pet.coat), \(now), \(now))
            """)
    }

    package func update(_ pet: Pet, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE pets SET nome = \(pet.name), especie = \(pet.species), raca = \(pet.breed), porte = \(pet.size),
                idade = \(pet.age), pelagem = \(pet.coat), updated_at = \(now)
            WHERE id = \(pet.id)
            """) == 1
    }
}

extension Pet {
    /// Reads `PetsDAO.columns` starting at `first`.
    init(row: Row, from first: Int = 0) throws {
        self.init(
            id: row.id(first), tutorID: row.id(first + 1), name: row.string(first + 2),
            species: try row.optionalWord(first + 3), breed: row.optionalString(first + 4),
            size: try row.optionalWord(first + 5), age: row.optional(first + 6) { $0.int(first + 6) },
            coat: try row.optionalWord(first + 7)
        )
    }
}
