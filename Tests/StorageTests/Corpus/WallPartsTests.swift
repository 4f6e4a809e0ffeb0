import Domain
import Testing

@testable import Storage

/// What start-up looks for, and what the schema must keep to for the wall to hold.
@Suite struct WallPartsTests {
    private let migrator = Migrator(migrations: Schema.migrations)

    @Test("with any part of a wall missing the file is refused, and the part is named", arguments: Schema.tenantTables)
    func missingPart(table: String) async throws {
        let corpus = try await SQLiteCorpus.make()
        let connection = corpus.connection
        let parts = try connection.acting(as: .system) { try TenantWall(table: table, in: $0).parts }
        #expect(parts.count == (table == "companies" ? 7 : 8))
        for part in parts {
            try connection.execute("BEGIN")
            try connection.execute("DROP \(part.name == table ? "VIEW" : "TRIGGER") \"\(part.name)\"")
            let failure = #expect(throws: StorageError.self) { try migrator.check(connection) }
            #expect("\(String(describing: failure))".contains("is missing"))
            try connection.execute("ROLLBACK")
        }
        try migrator.check(connection)
    }

    @Test("a part that says something else is refused, and made anew at the next start")
    func otherPart() async throws {
        let corpus = try await SQLiteCorpus.make()
        let connection = corpus.connection
        try connection.execute("DROP TRIGGER \"rls$tutors_guard_delete\"")
        try connection.execute(
            "CREATE TRIGGER \"rls$tutors_guard_delete\" BEFORE DELETE ON \"rls$tutors\" BEGIN SELECT 1; END")
        #expect(throws: StorageError.self) { try migrator.check(connection) }
        #expect(try migrator.migrate(connection, clock: SystemClock()) { _ in }.isEmpty)
        try migrator.check(connection)
    }

    @Test("a part that is missing is not made up for at the next start")
    func missingAtStart() async throws {
        let corpus = try await SQLiteCorpus.make()
        try corpus.connection.execute("DROP TRIGGER \"rls$tutors_guard_delete\"")
        #expect(throws: StorageError.self) { try migrator.migrate(corpus.connection, clock: SystemClock()) { _ in } }
    }

    @Test("a tenant table whose key does not start with the company cannot be walled")
    func keyOrder() async throws {
        let corpus = try await SQLiteCorpus.make()
        try corpus.connection.execute(
            "CREATE TABLE rls$notes (company_id BIGINT, id BIGINT, PRIMARY KEY (id, company_id))")
        try corpus.connection.acting(as: .system) { session in
            _ = #expect(throws: StorageError.self) { try TenantWall(table: "notes", in: session) }
        }
    }

    @Test("a statement prepared outside the wall is not lent to a company")
    func systemStatement() async throws {
        let corpus = try await SQLiteCorpus.make()
        let connection = corpus.connection
        let text = "SELECT count(*) FROM setup_links"
        let system = try connection.acting(as: .system) { _ in connection.probe(text) }
        #expect(system == .rows(columns: ["count(*)"], rows: [[.integer(0)]]))
        let company = try connection.acting(as: .company(Company.ID(1))) { _ in connection.probe(text) }
        #expect(Seen(company) == .error("permission"))
    }

    @Test("a table with a company that no migration lists is refused")
    func unlisted() async throws {
        let corpus = try await SQLiteCorpus.make()
        try corpus.connection.execute("CREATE TABLE notes (company_id BIGINT NOT NULL, id BIGINT NOT NULL)")
        #expect(throws: StorageError.self) { try migrator.check(corpus.connection) }
    }

    @Test("columns are written together by the indexes that carry them, and those of a unique index never apart")
    func columnGroups() async throws {
        let corpus = try await SQLiteCorpus.make()
        let groups = try corpus.connection.acting(as: .system) { try TenantWall(table: "tutors", in: $0).groups }
        #expect(
            groups == [
                ["nome"],
                [
                    "telefone", "is_vip", "updated_at", "is_inativo", "email", "cpf", "data_nascimento", "genero",
                    "endereco", "bairro", "cidade", "estado", "cep", "observacoes", "notas_internas",
                    "como_conheceu", "aceita_marketing", "tags", "preferencias", "busca", "erased_at",
                ],
                ["telefone_key"], ["whatsapp_id"], ["created_at"], ["aniversario"],
            ])
        let unique = TenantWall.Index(name: "u", isUnique: true, columns: ["a", "b", "c"])
        let plain = TenantWall.Index(name: "p", isUnique: false, columns: ["b", "d"])
        #expect(
            TenantWall.columnGroups(of: ["a", "b", "c", "d", "e"], by: [unique, plain]) == [
                ["a", "b", "c"], ["d"], ["e"],
            ])
    }

    @Test("no CHECK names two columns, which could be written one after the other", arguments: Schema.tenantTables)
    func checks(table: String) async throws {
        let corpus = try await SQLiteCorpus.make()
        let text = try corpus.connection.acting(as: .system) { session in
            try session.rows("SELECT sql FROM sqlite_schema WHERE name = \(TenantWall.prefix + table)") { $0.string(0) }
        }
        let words = SQLWord.split(try #require(text.first))
        let columns = Set(try #require(corpus.columns[table]))
        for start in words.indices where words[start] == .word("check") {
            var depth = 0
            let inside = words[(start + 1)...].prefix { word in
                if word == .symbol("(") { depth += 1 }
                if word == .symbol(")") { depth -= 1 }
                return depth > 0
            }
            #expect(Set(inside.map(\.text)).intersection(columns).count <= 1, "\(table): \(inside.map(\.text))")
        }
    }

    /// Unique over all companies: each is a decision, told in docs/tenancy.md.
    private static let acrossCompanies: Set<String> = [
        "rls$companies(id)", "rls$companies(slug)", "rls$companies(api_key_hash)", "rls$users(email)",
        "rls$whatsapp_sessions(session_name)",
    ]
    /// For claiming jobs, which looks over all companies.
    private static let claimIndexes = ["rls$jobs_due", "rls$jobs_by_company"]

    @Test("every key and index of a tenant table starts with the company")
    func indexes() async throws {
        let corpus = try await SQLiteCorpus.make()
        let found = try corpus.connection.acting(as: .system) { session in
            try session.rows(
                """
                SELECT t.name || '(' || coalesce(c.name, '') || ')' FROM sqlite_schema t
                JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
                WHERE t.type = 'table' AND t.name LIKE 'rls$%' AND c.seqno = 0 AND c.name IS NOT 'company_id'
                  AND i.name NOT IN \(list: Self.claimIndexes)
                """
            ) { $0.string(0) }
        }
        #expect(Set(found) == Self.acrossCompanies)
    }

    @Test("every foreign key of a tenant table carries the company on both sides")
    func foreignKeys() async throws {
        let corpus = try await SQLiteCorpus.make()
        let found = try corpus.connection.acting(as: .system) { session in
            try session.rows(
                """
                SELECT t.name, f."table", f."from", f."to" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f
                WHERE t.type = 'table' AND f.seq = 0
                """
            ) { (table: $0.string(0), to: $0.string(1), own: $0.string(2), theirs: $0.string(3)) }
        }
        #expect(found.count > 10)
        for key in found {
            #expect(key.own == "company_id", "\(key)")
            #expect(key.theirs == (key.to == "rls$companies" ? "id" : "company_id"), "\(key)")
        }
    }

    @Test("no other company can be set while one is, and none is left after an error")
    func nesting() async throws {
        struct Stop: Error {}
        let corpus = try await SQLiteCorpus.make()
        let connection = corpus.connection
        try connection.acting(as: .company(Company.ID(1))) { session in
            for other in [TenantBinding.company(Company.ID(2)), .company(Company.ID(1)), .system] {
                #expect(throws: StorageError.self) { try connection.acting(as: other) { _ in } }
            }
            let seen = try session.rows("SELECT id FROM companies") { $0.int(0) }
            #expect(seen == [1])
        }
        #expect(throws: Stop.self) { try connection.acting(as: .company(Company.ID(1))) { _ in throw Stop() } }
        try connection.acting(as: .none) { session in
            let seen = try session.rows("SELECT id FROM companies") { $0.int(0) }
            #expect(seen.isEmpty)
        }
    }
}
