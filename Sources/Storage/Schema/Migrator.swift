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
        var wall = missing.isEmpty ? try WallOnFile(of: connection, migrations) : nil
        if wall?.isOld != false {
            try connection.execute("BEGIN IMMEDIATE")
            do {
                try apply(missing, to: connection, at: clock.now)
                try connection.execute("COMMIT")
            } catch {
                try? connection.execute("ROLLBACK")
                throw error
            }
            wall = nil
        }
        try (wall ?? WallOnFile(of: connection, migrations)).verify()
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
        try WallOnFile(of: connection, migrations).verify()
    }

    private func apply(_ missing: [Migration], to connection: SQLiteConnection, at now: Moment) throws {
        try connection.acting(as: .system) { session in
            for table in migrations.flatMap(\.tenantTables) {
                try connection.execute("DROP VIEW IF EXISTS \"\(table)\"")
                for part in TenantWall.guards(of: table) {
                    try connection.execute("DROP TRIGGER IF EXISTS \"\(part)\"")
                }
            }
            for part in figures {
                try connection.execute("DROP TRIGGER IF EXISTS \"\(part.name)\"")
            }
            for step in missing {
                try connection.execute(step.text)
                _ = try session.run(
                    "INSERT INTO migrations (number, name, applied_at) VALUES (\(step.number), \(step.name), \(now))")
            }
            for table in migrations.flatMap(\.tenantTables) {
                for part in try TenantWall(table: table, in: session).parts {
                    try connection.execute(part.text)
                }
            }
            for part in figures { try connection.execute(part.text) }
            try PlanStatistics.write(migrations.flatMap(\.tenantTables), on: connection, session)
        }
    }

    private var figures: [TenantWall.Part] { KeptFigures.all(of: migrations).flatMap(\.parts) }
}
