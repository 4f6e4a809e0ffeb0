import Domain

/// The `services` table, as seen by the one company of its transaction.
package struct ServicesDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    static let columns: SQL =
        """
        id, nome, descricao, duracao_minutos, preco, preco_pequeno, preco_medio, preco_grande, preco_gigante, ativo,
        categoria, subcategoria, requer_agendamento, permite_walk_in, popular, ajustes
        """

    static let details: SQL = "SELECT \(sql: columns), ordem, created_at, updated_at FROM services"

    /// Which services a page shows; a field left nil does not filter.
    package struct Filter: Sendable, Hashable {
        package var isActive: Bool?
        package var category: String?
        package var isPopular: Bool?
        package init() {}
    }

    /// In the shop's own order.
    package func list(activeOnly: Bool = true) throws -> [PetService] {
        let condition: SQL = activeOnly ? "ativo = 1" : "1 = 1"
        return try tx.rows(
            "SELECT \(sql: Self.columns) FROM services WHERE \(sql: condition) ORDER BY ordem, nome, id",
            PetService.init(row:))
    }

    package func find(_ id: PetService.ID) throws -> PetService? {
        try tx.first("SELECT \(sql: Self.columns) FROM services WHERE id = \(id)", PetService.init(row:))
    }

    package func details(_ id: PetService.ID) throws -> ServiceDetails? {
        try tx.first("\(sql: Self.details) WHERE id = \(id)", ServiceDetails.init(row:))
    }

    /// In the shop's own order.
    ///
    /// - Parameter limit: Most rows returned, 1...1000.
    package func page(_ filter: Filter, limit: Int, offset: Int) throws -> [ServiceDetails] {
        try tx.rows(
            """
            \(sql: Self.details) WHERE \(sql: .all(Self.conditions(filter)))
            ORDER BY ordem, nome, id LIMIT \(limit) OFFSET \(offset)
            """, ServiceDetails.init(row:))
    }

    package func count(_ filter: Filter) throws -> Int {
        try tx.count("SELECT count(*) FROM services WHERE \(sql: .all(Self.conditions(filter)))")
    }

    /// The services that wash a pet, by their category or name.
    package func baths() throws -> [PetService.ID] {
        try tx.rows("SELECT id FROM services WHERE lower(coalesce(categoria, '') || ' ' || nome) LIKE '%banho%'") {
            $0.id(0)
        }
    }

    package func insert(_ service: PetService, place: Int, at now: Moment) throws {
        try tx.run(
            """
            INSERT INTO services (id, nome, descricao, duracao_minutos, preco, preco_pequeno, preco_medio,
                                  preco_grande, preco_gigante, ativo, ordem, categoria, subcategoria,
                                  requer_agendamento, permite_walk_in, popular, ajustes, created_at,
                                  updated_at)
            VALUES (\(service.id), \(service.name), \(service.summary), \(service.minutes), \(service.basePrice),
                    \(service.priceBySize[.small]), \(service.priceBySize[.medium]), \(service.priceBySize[.large]),
                    \(service.priceBySize[.giant]), \(service.isActive), \(place), \(service.category),
                    \(service.subcategory), \(service.requiresBooking), \(service.allowsWalkIn), \(service.isPopular),
                    \(try Self.text(service.adjustments)), \(now), \(now))
            """)
    }

    package func update(_ service: PetService, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE services SET nome = \(service.name), descricao = \(service.summary),
                duracao_minutos = \(service.minutes), preco = \(service.basePrice),
                preco_pequeno = \(service.priceBySize[.small]), preco_medio = \(service.priceBySize[.medium]),
                preco_grande = \(service.priceBySize[.large]), preco_gigante = \(service.priceBySize[.giant]),
                ativo = \(service.isActive), categoria = \(service.category), subcategoria = \(service.subcategory),
                requer_agendamento = \(service.requiresBooking), permite_walk_in = \(service.allowsWalkIn),
                popular = \(service.isPopular), ajustes = \(try Self.text(service.adjustments)), updated_at = \(now)
            WHERE id = \(service.id)
            """) == 1
    }

    package func setPlace(_ place: Int, of id: PetService.ID) throws {
        try tx.run("UPDATE services SET ordem = \(place) WHERE id = \(id)")
    }

    /// Deletes a service that no visit names.
    ///
    /// - Returns: False when one does, or when this company has no such service.
    package func delete(_ id: PetService.ID) throws -> Bool {
        try tx.run(
            """
            DELETE FROM services WHERE id = \(id)
              AND NOT EXISTS (SELECT 1 FROM appointments a WHERE a.service_id = services.id)
            """) == 1
    }

    package func nextPlace() throws -> Int { try tx.count("SELECT coalesce(max(ordem), 0) + 1 FROM services") }

    /// nil for a service that neither size nor coat changes.
    private static func text(_ adjustments: ServiceAdjustments) throws -> String? {
        adjustments.isEmpty ? nil : try JSONText.encode(adjustments)
    }

    private static func conditions(_ filter: Filter) -> [SQL] {
        var conditions: [SQL] = []
        if let isActive = filter.isActive { conditions.append("ativo = \(isActive)") }
        if let category = filter.category { conditions.append("categoria = \(category)") }
        if let isPopular = filter.isPopular { conditions.append("popular = \(isPopular)") }
        return conditions
    }
}

extension PetService {
    init(row: Row) throws {
        let sizes: [(Pet.Size, Int)] = [(.small, 5), (.medium, 6), (.large, 7), (.giant, 8)]
        let prices = sizes.compactMap { size, column in row.optional(column) { (size, $0.money(column)) } }
        self.init(
            id: row.id(0), name: row.string(1), summary: row.string(2), minutes: row.int(3), basePrice: row.money(4),
            priceBySize: Dictionary(uniqueKeysWithValues: prices), isActive: row.bool(9),
            category: row.optionalString(10))
        subcategory = row.optionalString(11)
        requiresBooking = row.bool(12)
        allowsWalkIn = row.bool(13)
        isPopular = row.bool(14)
        adjustments = try row.optional(15) { try JSONText.decode(from: $0.string(15)) } ?? ServiceAdjustments()
    }
}

extension ServiceDetails {
    init(row: Row) throws {
        self.init(
            service: try PetService(row: row), place: row.int(16), createdAt: row.moment(17),
            updatedAt: row.moment(18))
    }
}
