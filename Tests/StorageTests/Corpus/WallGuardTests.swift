import Domain
import Testing

@testable import Storage

/// The second layer: guards on the base tables, which hold for statements of the program itself.
@Suite struct WallGuardTests {
    private static let insert = """
        INSERT INTO rls$tutors (company_id, id, nome, created_at, updated_at) VALUES (2, 90, 'X', 1, 1)
        """

    /// Statements straight at the base, past views and authorizer; each touches a row of company 2.
    private static let attacks = [
        insert,
        "INSERT OR REPLACE INTO rls$tutors (company_id, id, nome, created_at, updated_at) VALUES (2, 21, 'X', 1, 1)",
        "UPDATE rls$tutors SET nome = 'X' WHERE company_id = 2",
        "UPDATE rls$jobs SET company_id = 2, id = id + 50 WHERE company_id = 1",
        "UPDATE rls$jobs SET company_id = 1, id = id + 50 WHERE company_id = 2",
        "UPDATE rls$companies SET name = 'X' WHERE id = 2",
        "DELETE FROM rls$outbox WHERE company_id = 2",
        "DELETE FROM rls$outbox",
    ]

    @Test("company 1 cannot touch a row of company 2 even at the base table", arguments: attacks)
    func foreign(_ text: String) async throws {
        try await refuses(text, as: .company(Company.ID(1)))
    }

    @Test("without a company nothing can be written at the base table", arguments: attacks)
    func nobody(_ text: String) async throws {
        try await refuses(text, as: .none)
    }

    @Test("each guard stands on every tenant table, for company 1 and for nobody", arguments: Schema.tenantTables)
    func everyTable(table: String) async throws {
        let corpus = try await SQLiteCorpus.make()
        let tenant = table == "companies" ? "id" : "company_id"
        let columns = try #require(corpus.columns[table])
        let shifted = columns.map { $0 == tenant ? "3" : $0 }.joined(separator: ", ")
        let attacks = [
            "UPDATE rls$\(table) SET \(columns[1]) = \(columns[1]) WHERE \(tenant) = 2",
            "DELETE FROM rls$\(table) WHERE \(tenant) = 2",
            "INSERT INTO rls$\(table) (\(columns.joined(separator: ", "))) SELECT \(shifted) FROM rls$\(table)",
        ]
        for binding in [TenantBinding.company(Company.ID(1)), .none] {
            for text in attacks {
                let failure = #expect(throws: StorageError.self) {
                    try corpus.connection.acting(as: binding) { _ in try corpus.connection.execute(text) }
                }
                guard case .wall? = failure else {
                    Issue.record("\(text) as \(binding): \(String(describing: failure))")
                    continue
                }
            }
        }
    }

    @Test("the system may write for any company")
    func system() async throws {
        let corpus = try await SQLiteCorpus.make()
        try corpus.connection.acting(as: .system) { _ in try corpus.connection.execute(Self.insert) }
        #expect(try corpus.state()["tutors"]?.contains { $0.contains(.number(90)) } == true)
    }

    private func refuses(_ text: String, as tenant: TenantBinding) async throws {
        let corpus = try await SQLiteCorpus.make()
        let before = try corpus.state()
        #expect(throws: StorageError.self) {
            try corpus.connection.acting(as: tenant) { _ in try corpus.connection.execute(text) }
        }
        #expect(try corpus.state() == before)
    }
}
