import Domain
import Support
import Testing

@testable import Storage

@Suite("Start-up and the tenant wall") struct WallAtStartTests {
    static let parts: [String] = Schema.tenantTables.flatMap { table in
        ["VIEW \"\(table)\""]
            + ["insert", "update", "delete", "guard_insert", "guard_update", "guard_delete"].map {
                "TRIGGER \"rls$\(table)_\($0)\""
            }
    }

    @Test("a database that lacks any part of the wall is not served", arguments: parts)
    func missing(part: String) async throws {
        let folder = try await closedDatabase { try $0.execute("DROP \(part)") }
        let error = #expect(throws: StorageError.self) { try Self.open(folder) }
        #expect(error?.isWall == true)
    }

    @Test(
        "a table with a company that no migration walls is not served",
        arguments: ["secrets", "rls$secrets", "old_tutors", "xxxxusers", "RLS$tutors2"])
    func unwalled(table: String) async throws {
        let folder = try await closedDatabase {
            try $0.execute("CREATE TABLE \"\(table)\" (company_id BIGINT NOT NULL, secret TEXT)")
        }
        let error = #expect(throws: StorageError.self) { try Self.open(folder) }
        #expect(error?.isWall == true)
    }

    @Test("a table without a company needs no wall")
    func plainTable() async throws {
        let folder = try await closedDatabase { try $0.execute("CREATE TABLE notes (word TEXT)") }
        await (try Self.open(folder)).close()
    }

    @Test("a part that reads otherwise than this program writes it is made anew")
    func tampered() async throws {
        let folder = try await closedDatabase { connection in
            try connection.execute(
                """
                DROP VIEW companies;
                CREATE VIEW companies AS SELECT * FROM rls$companies;
                CREATE TRIGGER rls$companies_insert INSTEAD OF INSERT ON companies BEGIN SELECT 1; END;
                CREATE TRIGGER rls$companies_update INSTEAD OF UPDATE ON companies BEGIN SELECT 1; END;
                CREATE TRIGGER rls$companies_delete INSTEAD OF DELETE ON companies BEGIN SELECT 1; END;
                """)
        }
        let clock = ManualClock()
        let shops = try await TwoShops(
            in: Database(driver: try Self.open(folder), ids: IDMaker(clock: clock)), clock: clock)
        let seen = try await shops.database.rows("SELECT id FROM companies", as: .company(shops.second.companyID))
        #expect(seen == [[.integer(shops.second.companyID.rawValue)]])
        await shops.database.close()
    }

    /// A migrated database, changed by hand while nobody has it open.
    private func closedDatabase(_ change: (SQLiteConnection) throws -> Void) async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try await TestDriver.writeEmptyFile(to: folder.path("a.db"))
        let connection = try SQLiteConnection(path: folder.path("a.db"), role: .writer)
        defer { connection.close() }
        try connection.acting(as: .system) { _ in try change(connection) }
        return folder
    }

    @discardableResult
    private static func open(_ folder: TemporaryFolder) throws -> SQLiteDriver {
        try SQLiteDriver(path: folder.path("a.db"), readers: 1, clock: ManualClock())
    }
}
