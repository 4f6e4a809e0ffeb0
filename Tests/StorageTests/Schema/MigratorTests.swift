import Domain
import Foundation
import Support
import Testing

@testable import Storage

@Suite("Migrations") struct MigratorTests {
    private let folder: TemporaryFolder
    private let clock = ManualClock()

    init() throws { folder = try TemporaryFolder() }

    private func connect() throws -> SQLiteConnection {
        try SQLiteConnection(path: folder.path("a.db"), role: .writer)
    }

    private func migrate(_ connection: SQLiteConnection, _ steps: [Migration]) throws -> [Int] {
        try Migrator(migrations: steps).migrate(connection, clock: clock) { present in
            try connection.backUp(to: folder.path("before-\(present + 1).bak"))
        }
    }

    private func rows(_ connection: SQLiteConnection, _ text: String) throws -> [[SQLValue]] {
        try connection.acting(as: .system) { try $0.rows(SQL(generated: text), \.values) }
    }

    @Test("steps are numbered from 1 without a gap, and no table is walled twice")
    func order() {
        #expect(Schema.migrations.map(\.number) == Array(1...Schema.migrations.count))
        #expect(Set(Schema.tenantTables).count == Schema.tenantTables.count)
    }

    @Test("an older schema is backed up, then brought up; its rows stay and are walled")
    func upgrade() throws {
        let connection = try connect()
        defer { connection.close() }
        #expect(try migrate(connection, Array(Schema.migrations.prefix(3))) == [1, 2, 3])
        try connection.acting(as: .system) { session in
            _ = try session.run(
                "INSERT INTO rls$companies (id, name, slug, settings, created_at) VALUES (1, 'A', 'a', '{}', 0)")
        }
        #expect(try migrate(connection, Schema.migrations) == Array(4...Schema.migrations.count))
        let seen = try connection.acting(as: .company(Identifier(1))) {
            try $0.rows("SELECT name FROM companies", \.values)
        }
        #expect(seen == [[.text("A")]])
        let hidden = try connection.acting(as: .company(Identifier(2))) {
            try $0.rows("SELECT 1 FROM companies", \.values)
        }
        #expect(hidden.isEmpty)

        let backup = try SQLiteConnection(path: folder.path("before-4.bak"), role: .reader)
        defer { backup.close() }
        #expect(try rows(backup, "SELECT max(number) FROM migrations") == [[.integer(3)]])
        #expect(try rows(backup, "SELECT name FROM rls$companies") == [[.text("A")]])
    }

    @Test("a new file and a current one are not backed up")
    func noNeedlessBackup() throws {
        let connection = try connect()
        defer { connection.close() }
        #expect(try migrate(connection, Schema.migrations).count == Schema.migrations.count)
        #expect(try migrate(connection, Schema.migrations) == [])
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path(""))
        #expect(!files.contains { $0.hasSuffix(".bak") })
    }

    @Test("a schema newer than the program is refused, and left as it is")
    func tooNew() async throws {
        let driver = try SQLiteDriver(path: folder.path("a.db"), readers: 1, clock: clock)
        await driver.close()
        let connection = try connect()
        try connection.execute("INSERT INTO migrations (number, name, applied_at) VALUES (99, 'later', 0)")
        let before = try rows(connection, "SELECT * FROM migrations ORDER BY number")
        connection.close()
        let error = StorageError.schemaTooNew(found: 99, known: Schema.migrations.count)
        #expect(throws: error) { try SQLiteDriver(path: folder.path("a.db"), readers: 1, clock: clock) }
        let again = try connect()
        defer { again.close() }
        #expect(try rows(again, "SELECT * FROM migrations ORDER BY number") == before)
    }

    @Test("a step that fails leaves the schema before it, wall included")
    func failing() throws {
        let connection = try connect()
        defer { connection.close() }
        _ = try migrate(connection, Schema.migrations)
        let broken = Migration(7, "broken", tenantTables: ["toys"]) {
            """
            CREATE TABLE rls$toys (company_id BIGINT NOT NULL, id BIGINT NOT NULL, PRIMARY KEY (company_id, id));
            CREATE TABLE rls$toys (x);
            """
        }
        let before = try rows(connection, "SELECT name, sql FROM sqlite_schema ORDER BY name")
        #expect(throws: StorageError.self) { try migrate(connection, Schema.migrations + [broken]) }
        #expect(try rows(connection, "SELECT name, sql FROM sqlite_schema ORDER BY name") == before)
        #expect(try migrate(connection, Schema.migrations) == [])
    }

    @Test("a tenant table whose key does not start with its company is refused")
    func loneKey() throws {
        let connection = try connect()
        defer { connection.close() }
        let toys = Migration(1, "toys", tenantTables: ["toys"]) {
            "CREATE TABLE rls$toys (id BIGINT NOT NULL PRIMARY KEY, company_id BIGINT NOT NULL);"
        }
        let error = #expect(throws: StorageError.self) { try migrate(connection, [toys]) }
        #expect(error?.isWall == true)
    }

    @Test("every unique key and index of a walled table starts with its company, but for the named few")
    func keys() throws {
        let connection = try connect()
        defer { connection.close() }
        _ = try migrate(connection, Schema.migrations)
        // One over all companies each: sign-in address, webhook's session, short name, API key, jobs that are due.
        let lone: Set = [
            "users:email", "whatsapp_sessions:session_name", "companies:slug", "companies:api_key_hash",
            "jobs:priority", "companies:id",
        ]
        for table in Schema.tenantTables {
            let first = try rows(
                connection,
                """
                SELECT c.name FROM pragma_index_list('rls$\(table)') i, pragma_index_info(i.name) c WHERE c.seqno = 0
                """)
            for case .text(let column) in first.flatMap({ $0 }) where !lone.contains("\(table):\(column)") {
                #expect(column == "company_id", "\(table)")
            }
        }
    }
}
