import Domain
import Support
import Testing

@testable import Storage

/// Text that no DAO would write: what would run if somebody found a way to put SQL into a company's transaction.
@Suite("Hostile text in a company's transaction") struct HostileTextTests {
    static let belowTheWall = [
        "SELECT * FROM rls$tutors",
        "SELECT * FROM RLS$TUTORS",
        "SELECT * FROM \"rls$tutors\"",
        "SELECT * FROM \"Rls$Tutors\"",
        "SELECT * FROM [rls$tutors]",
        "SELECT * FROM `rls$tutors`",
        "SELECT * FROM 'rls$tutors'",
        "SELECT * FROM main.rls$tutors",
        "SELECT * FROM main.\"rLS$tutors\"",
        "SELECT * FROM/**/rls$tutors",
        "SELECT * FROM (SELECT * FROM rls$users)",
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM rls$users)",
        "WITH t AS (SELECT * FROM rls$tutors) SELECT * FROM t",
        "WITH tutors AS (SELECT * FROM rls$tutors) SELECT * FROM tutors",
        "WITH rls$b AS (SELECT 1) SELECT * FROM rls$b",
        "WITH rls$tutors_insert AS (SELECT * FROM rls$tutors) SELECT * FROM rls$tutors_insert",
        "INSERT INTO rls$tutors VALUES (1)",
        "UPDATE rls$tutors SET nome = 'x'",
        "DELETE FROM rls$tutors",
        "UPDATE tutors SET nome = (SELECT nome FROM rls$tutors LIMIT 1)",
        "SELECT 'rls$'",
    ]

    static let notForCompanies = [
        "PRAGMA table_info(tutors)", "PRAGMA writable_schema = ON", "pragma query_only = off",
        "SELECT * FROM pragma_table_info('tutors')", "SELECT * FROM pragma_database_list",
        "ATTACH ':memory:' AS other", "DETACH main",
        "SELECT * FROM sqlite_schema", "SELECT * FROM sqlite_master", "SELECT * FROM SQLITE_MASTER",
        "SELECT * FROM main.sqlite_schema", "SELECT * FROM sqlite_temp_schema", "SELECT * FROM \"sqlite_schema\"",
        "SELECT * FROM sqlite_stat1", "SELECT * FROM sqlite_dbpage", "SELECT * FROM dbstat",
        "DELETE FROM sqlite_schema", "UPDATE sqlite_schema SET sql = ''",
        "SELECT * FROM migrations", "SELECT * FROM setup_links", "SELECT * FROM \"Setup_Links\"",
        "INSERT INTO setup_links VALUES ('x', 1)", "DELETE FROM setup_links", "UPDATE migrations SET number = 99",
        "CREATE TABLE mine (x)", "CREATE TEMP TABLE mine (x)", "CREATE VIEW mine AS SELECT 1",
        "CREATE TEMP VIEW tutors AS SELECT 1", "CREATE INDEX mine ON tutors (nome)",
        "CREATE TRIGGER mine AFTER INSERT ON tutors BEGIN SELECT 1; END",
        "CREATE TEMP TRIGGER mine INSTEAD OF INSERT ON tutors BEGIN SELECT 1; END",
        "DROP VIEW tutors", "DROP TABLE setup_links", "ALTER TABLE setup_links RENAME TO mine",
        "VACUUM", "VACUUM INTO '/tmp/stolen.db'", "REINDEX", "ANALYZE",
        "BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT mine", "RELEASE job", "ROLLBACK TO job",
        "EXPLAIN SELECT 1", "EXPLAIN QUERY PLAN SELECT * FROM tutors",
        "/* a comment first */ PRAGMA table_info(tutors)", "-- a comment first\nVACUUM",
        "", ";", "   ", "𝐒𝐄𝐋𝐄𝐂𝐓 1",
    ]

    static let stacked = [
        "SELECT 1; DELETE FROM tutors", "SELECT 1; SELECT 2", "DELETE FROM tutors WHERE 0; PRAGMA query_only = 0",
        "SELECT 1;; SELECT 2", "SELECT 1; -- \nDELETE FROM tutors",
    ]

    static let functions = [
        "load_extension('x')", "readfile('/etc/passwd')", "writefile('/tmp/x', 'x')", "fts3_tokenizer('x')",
        "randomblob(10)", "zeroblob(1000000000)", "random()", "sqlite_version()", "sqlite_source_id()",
        "sqlite_compileoption_get(1)", "last_insert_rowid()", "total_changes()", "edit('x')", "SQLITE_VERSION()",
        "\"load_extension\"('x')", "sqlite_log(1, 'x')", "likelihood(1, 0.5)", "printf_not_there(1)",
    ]

    /// One database for all refusals, which change nothing.
    private static let shared = Task { try await TwoShops() }

    @Test("names below the wall cannot be written, in any case or quoting", arguments: belowTheWall)
    func named(text: String) async throws {
        try await expectRefused(text)
    }

    @Test("statements that are not a company's are refused", arguments: notForCompanies)
    func foreign(text: String) async throws {
        try await expectRefused(text)
    }

    @Test("two statements in one text are refused, and the first does not run", arguments: stacked)
    func twoAtOnce(text: String) async throws {
        try await expectRefused(text)
    }

    @Test("functions that nobody listed are refused", arguments: functions)
    func unlisted(call: String) async throws {
        try await expectRefused("SELECT \(call)")
        try await expectRefused("UPDATE tutors SET nome = \(call)")
        try await expectRefused("SELECT 1 FROM tutors ORDER BY \(call)")
    }

    @Test("a query named as a view shows what it says, and nothing below")
    func namedAsView() async throws {
        let shops = try await TwoShops()
        let stranger = TenantBinding.company(shops.second.companyID)
        let spoofed = try await shops.database.rows(
            "WITH users AS (SELECT nome FROM tutors) SELECT * FROM users", as: stranger)
        #expect(spoofed == [[.text("Carla")]])
        await #expect(throws: StorageError.self) {
            try await shops.database.rows("WITH tutors AS (SELECT * FROM tutors) SELECT * FROM tutors", as: stranger)
        }
    }

    @Test("data may hold the names below the wall")
    func data() async throws {
        let shops = try await TwoShops()
        let name = "rls$tutors; DROP VIEW tutors"
        let changed = try await shops.database.write(shops.first.scope) { tx in
            try tx.run("UPDATE tutors SET nome = \(name) WHERE nome <> \(name)")
        }
        #expect(changed == 1)
        let seen = try await shops.database.read(shops.first.scope) { tx in
            try tx.rows("SELECT nome FROM tutors WHERE nome = \(name)") { $0.string(0) }
        }
        #expect(seen == [name])
    }

    @Test("a refusal leaves the transaction and the connection usable")
    func afterwards() async throws {
        let shops = try await TwoShops()
        let count = try await shops.database.write(shops.first.scope) { tx in
            _ = try? tx.run(SQL(generated: "DELETE FROM rls$pets"))
            _ = try? tx.run(SQL(generated: "VACUUM"))
            return try tx.count("SELECT count(*) FROM pets")
        }
        #expect(count == 1)
    }

    @Test("text prepared for the system is not lent to a company")
    func preparedForSystem() async throws {
        let shops = try await TwoShops()
        for _ in 0..<3 {
            let all = try await shops.database.rows("SELECT id FROM rls$tutors ORDER BY id", as: .system)
            #expect(all.count == 2)
            await #expect(throws: StorageError.self) {
                try await shops.database.rows(
                    "SELECT id FROM rls$tutors ORDER BY id", as: .company(shops.first.companyID))
            }
        }
    }

    private func expectRefused(_ text: String) async throws {
        let shops = try await Self.shared.value
        let before = try await shops.database.everything(of: shops.second.companyID)
        for tenant in [TenantBinding.company(shops.second.companyID), .none] {
            await #expect(throws: StorageError.self, "read: \(text)") {
                try await shops.database.rows(text, as: tenant)
            }
            await #expect(throws: StorageError.self, "write: \(text)") {
                try await shops.database.run(text, as: tenant)
            }
        }
        #expect(try await shops.database.everything(of: shops.second.companyID) == before)
    }
}
