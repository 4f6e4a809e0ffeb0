import Domain

/// The `services` table, as seen by the one company of its transaction.
package struct ServicesDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    static let columns: SQL =
        """
        id, nome, descricao, duracao_minutos, preco, preco_pequeno, preco_medio, preco_grande, preco_gigante, ativo
        """

    /// In the shop's own order.
    package func list(activeOnly: Bool = true) throws -> [PetService] {
        let condition: SQL = activeOnly ? "ativo = 1" : "1 = 1"
        return try tx.rows(
            "SELECT \(sql: Self.columns) FROM services WHERE \(sql: condition) ORDER BY ordem, nome",
            PetService.init(row:))
    }

    package func find(_ id: PetService.ID) throws -> PetService? {
        try tx.first("SELECT \(sql: Self.columns) FROM services WHERE id = \(id)", PetService.init(row:))
    }

    package func insert(_ service: PetService, place: Int, at now: Moment) throws {
        try tx.run(
            """
            INSERT INTO services (id, nome, descricao, duracao_minutos, preco, preco_pequeno, preco_medio,
                                  preco_grande, preco_gigante, ativo, ordem, created_at, updated_at)
            VALUES (\(service.id), \(service.name), \(service.summary), \(service.minutes), \(service.basePrice),
                    \(service.priceBySize[.small]), \(service.priceBySize[.medium]), \(service.priceBySize[.large]),
                    \(service.priceBySize[.giant]), \(service.isActive), \(place), \(now), \(now))
            """)
    }

    package func update(_ service: PetService, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE services SET nome = \(service.name), descricao = \(service.summary),
                duracao_minutos = \(service.minutes), preco = \(service.basePrice),
                preco_pequeno = \(service.priceBySize[.small]), preco_medio = \(service.priceBySize[.medium]),
                preco_grande = \(service.priceBySize[.large]), preco_gigante = \(service.priceBySize[.giant]),
                ativo = \(service.isActive), updated_at = \(now)
            WHERE id = \(service.id)
            """) == 1
    }

    package func nextPlace() throws -> Int { try tx.count("SELECT coalesce(max(ordem), 0) + 1 FROM services") }
}

extension PetService {
    init(row: Row) {
        let sizes: [(Pet.Size, Int)] = [(.small, 5), (.medium, 6), (.large, 7), (.giant, 8)]
        let prices = sizes.compactMap { size, column in row.optional(column) { (size, $0.money(column)) } }
        self.init(
            id: row.id(0), name: row.string(1), summary: row.string(2), minutes: row.int(3), basePrice: row.money(4),
            priceBySize: Dictionary(uniqueKeysWithValues: prices), isActive: row.bool(9)
        )
    }
}
