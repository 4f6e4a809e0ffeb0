import Domain

/// The `pets` table as the panel reads it: pets with their record. Pets of an erased customer are not among them.
package struct PetDetailsDAO {
    /// Which pets a list shows.
    package enum Filter: Sendable, Hashable {
        case all
        case of(Tutor.ID)
        /// Born in this month, 1...12; by day.
        case birthMonth(Int)
        /// A dose is due by this day or was due before; the most urgent first.
        case dose(by: LocalDay)
        /// A bath was planned for `today` or before, or none is planned and the last of these services was before
        /// `last`.
        case bath(today: LocalDay, last: LocalDay, services: [PetService.ID])
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL =
        """
        p.id, p.tutor_id, p.nome, p.especie, p.raca, p.porte, p.idade, p.pelagem, p.created_at, p.updated_at,
        p.is_active, p.data_nascimento, p.peso_gramas, p.sexo, p.castrado, p.chip_numero, p.temperamento, p.condicoes_saude,
        p.alergias, p.medicamentos, p.veterinario_nome, p.veterinario_telefone, p.observacoes, p.servicos_preferidos,
        p.vacinas, p.proximo_banho, p.foto_url
        """

    package func find(_ id: Pet.ID) throws -> PetDetails? {
        try tx.first(
            """
            SELECT \(sql: Self.columns) FROM pets p WHERE p.id = \(id) AND p.erased_at IS NULL
            """, PetDetails.init(row:))
    }

    /// Pets that match, in the filter's order, oldest record first where it has none.
    ///
    /// - Parameter limit: Most rows returned, 1...1000.
    package func list(_ filter: Filter, limit: Int, offset: Int) throws -> [PetDetails] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM pets p WHERE \(sql: Self.condition(filter))
            ORDER BY \(sql: Self.order(filter)) LIMIT \(limit) OFFSET \(offset)
            """, PetDetails.init(row:))
    }

    package func count(_ filter: Filter) throws -> Int {
        try tx.count("SELECT count(*) FROM pets p WHERE \(sql: Self.condition(filter))")
    }

    /// The pictures of some pets, as data: URLs.
    package func photos(of pets: [Pet.ID]) throws -> [Pet.ID: String] {
        guard !pets.isEmpty else { return [:] }
        let rows: [(Pet.ID, String)] = try tx.rows(
            "SELECT id, foto_dados FROM pets WHERE id IN \(list: pets.padded) AND foto_dados IS NOT NULL"
        ) { ($0.id(0), $0.string(1)) }
        return Dictionary(rows) { first, _ in first }
    }

    /// The day of each pet's latest visit with one of these services that took place.
    package func lastVisits(of pets: [Pet.ID], with services: [PetService.ID]) throws -> [Pet.ID: LocalDay] {
        guard !pets.isEmpty, !services.isEmpty else { return [:] }
        let rows: [(Pet.ID, LocalDay)] = try tx.rows(
            """
            SELECT pet_id, max(data_agendamento) FROM appointments
            WHERE pet_id IN \(list: pets.padded) AND status = 'concluido' AND +service_id IN \(list: services.padded)
            GROUP BY pet_id
            """
        ) { ($0.id(0), try $0.day(1)) }
        return Dictionary(rows) { first, _ in first }
    }

    /// Writes the record; name, kind, breed, size and age are `PetsDAO`'s.
    ///
    /// - Returns: False when this company has no such pet.
    package func update(_ record: PetRecord, of id: Pet.ID, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE pets SET is_active = \(record.isActive), data_nascimento = \(record.birthday),
                aniversario = \(record.birthday?.anniversary), peso_gramas = \(record.grams), sexo = \(record.sex),
                castrado = \(record.isNeutered), chip_numero = \(record.chip), temperamento = \(record.temperament),
                condicoes_saude = \(record.health), alergias = \(record.allergies), medicamentos = \(record.medicines),
                veterinario_nome = \(record.vetName), veterinario_telefone = \(record.vetPhone),
                observacoes = \(record.notes), servicos_preferidos = \(try JSONText.encode(record.favourites)),
                vacinas = \(try JSONText.encode(record.vaccines)), proxima_vacina = \(record.nextDose),
                proximo_banho = \(record.nextBath), foto_url = \(record.photoURL), updated_at = \(now)
            WHERE id = \(id)
            """) == 1
    }

    package func setPhoto(_ data: String?, of id: Pet.ID) throws {
        try tx.run("UPDATE pets SET foto_dados = \(data) WHERE id = \(id)")
    }

    /// Deletes a pet that never had a visit.
    ///
    /// - Returns: False when it had one, or when this company has no such pet.
    package func delete(_ id: Pet.ID) throws -> Bool {
        try tx.run(
            """
            DELETE FROM pets WHERE id = \(id)
              AND NOT EXISTS (SELECT 1 FROM appointments a WHERE a.pet_id = pets.id)
            """) == 1
    }

    /// How many pets there are of each kind and size, and how many still come.
    package func totals() throws -> (all: Int, active: Int, kinds: [Pet.Species: Int], sizes: [Pet.Size: Int]) {
        let kinds = Pet.Species.allCases.map { "sum(CASE WHEN especie = \($0) THEN 1 ELSE 0 END)" as SQL }
        let sizes = Pet.Size.allCases.map { "sum(CASE WHEN porte = \($0) THEN 1 ELSE 0 END)" as SQL }
        let sums: SQL = (kinds + sizes).reduce("count(*), sum(is_active)") { "\(sql: $0), \(sql: $1)" as SQL }
        return try tx.first("SELECT \(sql: sums) FROM pets WHERE erased_at IS NULL") { row in
            let kinds = Pet.Species.allCases.enumerated().map { ($1, row.int(2 + $0)) }
            let sizes = Pet.Size.allCases.enumerated().map { ($1, row.int(2 + kinds.count + $0)) }
            return (
                row.int(0), row.int(1), Dictionary(uniqueKeysWithValues: kinds), Dictionary(uniqueKeysWithValues: sizes)
            )
        } ?? (0, 0, [:], [:])
    }

    private static func order(_ filter: Filter) -> SQL {
        switch filter {
        case .all, .of, .bath: "p.id"
        case .birthMonth: "p.aniversario, p.id"
        case .dose: "p.proxima_vacina, p.id"
        }
    }

    private static func condition(_ filter: Filter) -> SQL {
        switch filter {
        case .all: return "p.erased_at IS NULL"
        case .of(let tutor): return "p.tutor_id = \(tutor) AND p.erased_at IS NULL"
        case .birthMonth(let month):
            return "p.is_active = 1 AND p.aniversario BETWEEN \(month.twoDigits + "-01") AND \(month.twoDigits + "-31")"
        case .dose(let day): return "p.is_active = 1 AND p.proxima_vacina <= \(day)"
        case .bath(let today, let last, let services):
            let done: SQL =
                """
                SELECT 1 FROM appointments a WHERE a.pet_id = p.id AND a.status = 'concluido'
                AND +a.service_id IN \(list: services.padded)
                """
            return """
                p.is_active = 1 AND (p.proximo_banho <= \(today) OR (p.proximo_banho IS NULL
                  AND EXISTS (\(sql: done))
                  AND NOT EXISTS (\(sql: done) AND a.data_agendamento >= \(last))))
                """
        }
    }
}

extension PetDetails {
    init(row: Row) throws {
        var record = PetRecord()
        record.isActive = row.bool(10)
        record.birthday = try row.optional(11) { try $0.day(11) }
        record.grams = row.optional(12) { $0.int(12) }
        record.sex = try row.optionalWord(13)
        record.isNeutered = row.optional(14) { $0.bool(14) }
        record.chip = row.optionalString(15)
        record.temperament = row.optionalString(16)
        record.health = row.optionalString(17)
        record.allergies = row.optionalString(18)
        record.medicines = row.optionalString(19)
        record.vetName = row.optionalString(20)
        record.vetPhone = row.optionalString(21)
        record.notes = row.optionalString(22)
        record.favourites = try JSONText.decode(from: row.string(23))
        record.vaccines = try JSONText.decode(from: row.string(24))
        record.nextBath = try row.optional(25) { try $0.day(25) }
        record.photoURL = row.optionalString(26)
        self.init(pet: try Pet(row: row), record: record, createdAt: row.moment(8), updatedAt: row.moment(9))
    }
}
