import Domain
import Support
import Testing

@testable import Storage

@Suite("Errors of the engine") struct StorageErrorTests {
    private func failure(_ text: String, of shops: TwoShops) async -> StorageError? {
        await #expect(throws: StorageError.self) {
            try await shops.database.run(text, as: .company(shops.first.companyID))
        }
    }

    @Test("a broken rule is told by its kind, without the names below the wall")
    func kinds() async throws {
        let shops = try await TwoShops()
        let tutor = shops.first.tutor.id
        #expect(
            await failure(
                "INSERT INTO tutors (id, nome, created_at, updated_at) VALUES (\(tutor), 'x', 0, 0)", of: shops)
                == .unique(constraint: "tutors.id"))
        #expect(
            await failure("UPDATE users SET email = '\(shops.second.email)'", of: shops)
                == .unique(constraint: "users.email"))
        #expect(
            await failure(
                """
                INSERT INTO tutors (id, nome, telefone_key, created_at, updated_at)
                SELECT 9, 'x', telefone_key, 0, 0 FROM tutors
                """, of: shops) == .unique(constraint: "tutors.telefone_key"))
        #expect(await failure("DELETE FROM tutors WHERE id = \(tutor)", of: shops) == .foreignKey)
        #expect(
            await failure("UPDATE pets SET tutor_id = \(shops.second.tutor.id)", of: shops) == .foreignKey)
        #expect(
            await failure("UPDATE tutors SET nome = NULL", of: shops) == .notNull(column: "tutors.nome"))
        let check = await failure("UPDATE pets SET porte = 'enorme'", of: shops)
        guard case .check(let constraint) = check else {
            Issue.record("\(String(describing: check))")
            return
        }
        #expect(!constraint.isEmpty)
    }

    @Test(
        "no error spells a name below the wall",
        arguments: [
            "INSERT INTO tutors SELECT * FROM tutors", "DELETE FROM tutors", "UPDATE tutors SET nome = NULL",
            "UPDATE pets SET porte = 'enorme'", "UPDATE pets SET tutor_id = 1", "UPDATE jobs SET state = 'x'",
            "INSERT INTO pets (id) VALUES (1)", "UPDATE tutors SET id = 1", "UPDATE services SET preco = -1",
            "UPDATE services SET duracao_minutos = 1", "SELECT nothing FROM tutors", "SELECT * FROM nothing",
            "UPDATE tutors SET company_id = 1 + company_id", "INSERT INTO tutors (company_id, id) VALUES (77, 1)",
            "UPDATE appointments SET status = 'x'", "SELECT due FROM jobs", "SELECT * FROM sqlite_schema",
            "INSERT INTO users SELECT * FROM users", "SELECT load_extension('x')",
        ])
    func noLeak(text: String) async throws {
        let shops = try await Self.shared.value
        let error = await failure(text, of: shops)
        #expect(!"\(String(describing: error))".lowercased().contains("rls$"), "\(String(describing: error))")
    }

    private static let shared = Task { try await TwoShops() }

    @Test("a unique key of one company is free in the other, so no error tells of the other's rows")
    func uniqueWithinCompany() async throws {
        let shops = try await TwoShops()
        let key = try await shops.database.rows(
            "SELECT telefone_key, whatsapp_id FROM tutors", as: .company(shops.first.companyID))
        let other = try await shops.database.rows(
            "SELECT telefone_key, whatsapp_id FROM tutors", as: .company(shops.second.companyID))
        #expect(key == other)
        // The very id of the other's row may be used.
        try await shops.database.run(
            "INSERT INTO tutors (id, nome, created_at, updated_at) VALUES (\(shops.second.tutor.id), 'x', 0, 0)",
            as: .company(shops.first.companyID))
        #expect(
            try await shops.database.rows("SELECT count(*) FROM tutors", as: .company(shops.second.companyID)) == [
                [.integer(1)]
            ])
    }

    @Test("a stored word that the program does not know is an error, not a guess")
    func unreadable() async throws {
        let shops = try await TwoShops()
        let tenant = TenantBinding.company(shops.first.companyID)
        try await shops.database.run("UPDATE appointments SET data_agendamento = '2026-02-30'", as: tenant)
        await #expect(throws: StorageError.unreadable(column: 4, expected: "day")) {
            try await shops.first.status(of: shops.first.visit)
        }
    }
}
