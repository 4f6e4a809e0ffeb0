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
        try connection.execute(Migration.journal)
        let applied = try connection.acting(as: .system) { session in
            try session.rows("SELECT number FROM migrations ORDER BY number") { $0.int(0) }
        }
        let known = migrations.last?.number ?? 0
        if let newest = applied.last, newest > known { throw StorageError.schemaTooNew(found: newest, known: known) }
        let missing = migrations.filter { !applied.contains($0.number) }
        if !missing.isEmpty, let newest = applied.last { try backup(newest) }
        if try !missing.isEmpty || hasOldWall(connection) {
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

    /// Refuses a file that another version's schema is in, or whose wall is not whole. Changes nothing.
    func check(_ connection: SQLiteConnection) throws {
        let applied = try connection.acting(as: .system) { session in
            try session.rows("SELECT number FROM migrations ORDER BY number") { $0.int(0) }
        }
        let found = applied.last ?? 0
        let known = migrations.last?.number ?? 0
        guard found <= known else { throw StorageError.schemaTooNew(found: found, known: known) }
        guard found == known else {
            throw StorageError.unsupported("the schema is \(found), this program's is \(known): start the server once")
        }
        try verifyWall(of: connection)
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
                for part in try TenantWall(table: table, in: session).parts {
                    _ = try session.run(SQL(generated: part.text))
                }
            }
        }
    }

    /// Refuses a database in which a table with a company lacks any part of its wall.
    private func verifyWall(of connection: SQLiteConnection) throws {
        try connection.acting(as: .system) { session in
            let present = try schema(session)
            let walled = Set(migrations.flatMap(\.tenantTables))
            let walledBases = Set(walled.map { TenantWall.prefix + $0 })
            let withCompany = try session.rows(
                """
                SELECT t.name FROM sqlite_schema t
                WHERE t.type = 'table'
                  AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = 'company_id')
                """
            ) { $0.string(0) }
            for table in withCompany where !walledBases.contains(table) {
                throw StorageError.wall("\(table) has a company but no wall; list it in its migration's tenantTables")
            }
            for table in walled {
                for part in try TenantWall(table: table, in: session).parts where present[part.name] != part.text {
                    let fault = present[part.name] == nil ? "is missing" : "is not what this program makes"
                    throw StorageError.wall("\(table) lacks its wall: \(part.name) \(fault)")
                }
            }
        }
    }

    /// True when every part of the wall is there, and some are of another version of this program.
    private func hasOldWall(_ connection: SQLiteConnection) throws -> Bool {
        try connection.acting(as: .system) { session in
            let present = try schema(session)
            let parts = try migrations.flatMap(\.tenantTables).flatMap { try TenantWall(table: $0, in: session).parts }
            return parts.allSatisfy { present[$0.name] != nil } && parts.contains { present[$0.name] != $0.text }
        }
    }

    /// What is in the database, by name.
    private func schema(_ session: any SQLSession) throws -> [String: String] {
        let rows = try session.rows("SELECT name, sql FROM sqlite_schema") { ($0.string(0), $0.string(1)) }
        return Dictionary(rows) { first, _ in first }
    }
}
