import Domain
import Foundation

/// Brings a database file to the schema of this program.
struct Migrator {
    let migrations: [Migration]

    /// Applies what is missing, in one transaction, and builds the tenant wall anew.
    ///
    /// - Parameter backup: Called before an existing schema is changed, with its present number.
    /// - Returns: Numbers of the steps applied.
    /// - Throws: `StorageError.schemaTooNew` when a newer program has been here; nothing is changed then.
    func migrate(
        _ connection: SQLiteConnection, clock: any ShopClock, backup: (Int) throws -> Void
    ) throws -> [Int] {
        try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS migrations
                (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)
            """)
        let applied = try connection.acting(as: .system) { session in
            try session.rows("SELECT number FROM migrations ORDER BY number") { $0.int(0) }
        }
        let known = migrations.last?.number ?? 0
        if let newest = applied.last, newest > known { throw StorageError.schemaTooNew(found: newest, known: known) }
        let missing = migrations.filter { !applied.contains($0.number) }
        if !missing.isEmpty, let newest = applied.last { try backup(newest) }
        if !missing.isEmpty {
            try connection.execute("BEGIN IMMEDIATE")
            do {
                try apply(missing, to: connection, at: clock.now)
                try connection.execute("COMMIT")
            } catch {
                try? connection.execute("ROLLBACK")
                throw error
            }
        }
        try verifyWall(of: connection)
        return missing.map(\.number)
    }

    private func apply(_ missing: [Migration], to connection: SQLiteConnection, at now: Moment) throws {
        try connection.acting(as: .system) { session in
            for table in migrations.flatMap(\.tenantTables) {
                _ = try session.run(SQL(generated: "DROP VIEW IF EXISTS \"\(table)\""))
                for part in TenantWall.guards(of: table) {
                    _ = try session.run(SQL(generated: "DROP TRIGGER IF EXISTS \"\(part)\""))
                }
            }
            for step in missing {
                try connection.execute(step.text)
                _ = try session.run(
                    "INSERT INTO migrations (number, name, applied_at) VALUES (\(step.number), \(step.name), \(now))")
            }
            for table in migrations.flatMap(\.tenantTables) {
                for statement in try TenantWall(table: table, in: session).statements {
                    _ = try session.run(SQL(generated: statement))
                }
            }
        }
    }

    /// Refuses a database in which a table with a company lacks any part of its wall.
    private func verifyWall(of connection: SQLiteConnection) throws {
        try connection.acting(as: .system) { session in
            let present = Set(try session.rows("SELECT name FROM sqlite_schema") { $0.string(0) })
            let walled = Set(migrations.flatMap(\.tenantTables))
            let withCompany = try session.rows(
                """
                SELECT DISTINCT t.name FROM sqlite_schema t, pragma_table_info(t.name) c
                WHERE t.type = 'table' AND c.name = 'company_id'
                """
            ) { $0.string(0) }
            for table in withCompany where !walled.contains(String(table.dropFirst(TenantWall.prefix.count))) {
                throw StorageError.wall("\(table) has a company but no wall; list it in its migration's tenantTables")
            }
            for table in walled {
                let missing = try TenantWall(table: table, in: session).parts.subtracting(present)
                if let part = missing.first { throw StorageError.wall("\(table) lacks its wall: \(part) is missing") }
            }
        }
    }
}
