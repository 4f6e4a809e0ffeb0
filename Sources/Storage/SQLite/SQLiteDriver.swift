import Domain
import Foundation

/// SQLite in one file: one writer that groups commits, a few readers, one process.
package final class SQLiteDriver: SQLDriver {
    private let lock: FileLock
    private let readers: SQLiteReaders
    private let writer: SQLiteWriter
    /// Steps of the schema that this start applied.
    package let appliedMigrations: [Int]

    /// Opens or creates the file, migrates it, and refuses to go on unless the tenant wall is whole.
    ///
    /// - Parameters:
    ///   - path: The database file. Its folder exists.
    ///   - readers: Connections for reading, 1...16.
    /// - Throws: `StorageError.locked` when another process has the file open.
    package init(path: String, readers count: Int = 4, clock: any ShopClock = SystemClock()) throws {
        lock = try FileLock(path: path + ".lock")
        let open: @Sendable (SQLiteConnection.Role) throws -> SQLiteConnection = { role in
            try SQLiteConnection(path: path, role: role)
        }
        let first = try open(.writer)
        do {
            appliedMigrations = try Migrator(migrations: Schema.migrations).migrate(first, clock: clock) { present in
                try first.backUp(to: path + ".before-schema-\(present + 1).bak")
            }
            readers = try SQLiteReaders(count: count) { try open(.reader) }
        } catch {
            first.close()
            throw error
        }
        writer = SQLiteWriter(first) { try open(.writer) }
    }

    package func read<T: Sendable>(
        as tenant: TenantBinding, _ body: @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        try await readers.read(as: tenant, body)
    }

    package func write<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        try await writer.write(as: tenant, body)
    }

    package func close() async {
        readers.close()
        await writer.close()
        lock.release()
    }
}

extension SQLiteConnection {
    /// Writes a consistent copy of the database to a new file; an older copy of that name is replaced.
    func backUp(to path: String) throws {
        try? FileManager.default.removeItem(atPath: path)
        try acting(as: .system) { session in _ = try session.run("VACUUM INTO \(path)") }
    }
}
