import Domain
import Foundation

/// SQLite in one file: one writer that groups commits, a few readers, one process.
package final class SQLiteDriver: ObservedDriver {
    /// What opening the file showed.
    package struct Opening: Sendable, Hashable {
        /// Steps of the schema that this start applied.
        package var migrations: [Int] = []
        /// Commits that were acknowledged and are not in the file: its log was damaged, or an older copy was put in
        /// its place.
        package var lostCommits = 0
        /// The process before this one did not close the file.
        package var wasUnclean = false
    }

    private let path: String
    private let lock: FileLock
    private let readers: SQLiteReaders
    private let reports: SQLiteReports
    private let writer: SQLiteWriter
    private let disk: DiskGuard
    package let opening: Opening
    package let insight: Insight

    /// Opens or creates the file, migrates it, and refuses to go on unless the tenant wall is whole.
    ///
    /// - Parameters:
    ///   - path: The database file. Its folder exists.
    ///   - readers: Connections for reading, 1...16.
    ///   - longest: How long a report may run.
    ///   - floor: Bytes that must stay free on the disk for a write to be accepted.
    /// - Throws: `StorageError.locked` when another process has the file open.
    package init(
        path: String, readers count: Int = 4, longest: Duration = .seconds(30), floor: UInt64 = 64 << 20,
        ballast: UInt64 = 16 << 20,
        clock: any ShopClock = SystemClock(), insight: Insight = Insight()
    ) throws {
        self.insight = insight
        self.path = path
        lock = try FileLock(path: path + ".lock")
        let folder = (path as NSString).deletingLastPathComponent
        disk = DiskGuard(
            folder: folder.isEmpty ? "." : folder, ballast: path + ".ballast", floor: floor, ballastSize: ballast)
        let open: @Sendable (SQLiteConnection.Role) throws -> SQLiteConnection = { role in
            try SQLiteConnection(path: path, role: role, insight: insight)
        }
        let isNew = !FileManager.default.fileExists(atPath: path)
        var opening = Opening()
        opening.wasUnclean = !isNew && !FileManager.default.fileExists(atPath: Self.cleanMark(of: path))
        opening.migrations = try Self.migrate(path, clock: clock)
        let first = try open(.writer)
        let mark: HighWaterMark
        do {
            mark = try HighWaterMark(path: path + ".mark")
            let present = try first.commitCount()
            opening.lostCommits = mark.lost(at: present)
            mark.set(present)
            readers = try SQLiteReaders(count: count) { try open(.reader) }
        } catch {
            first.close()
            throw error
        }
        self.opening = opening
        try? FileManager.default.removeItem(atPath: Self.cleanMark(of: path))
        reports = SQLiteReports(count: 2, limit: longest) { try open(.reader) }
        writer = SQLiteWriter(first, mark: mark, disk: disk) { try open(.writer) }
    }

    /// On a connection of its own, which nobody watches: making tables is slow by nature.
    ///
    /// - Returns: Numbers of the steps applied.
    private static func migrate(_ path: String, clock: any ShopClock) throws -> [Int] {
        var unwatched = Insight.Settings()
        unwatched.slow = .seconds(3600)
        let connection = try SQLiteConnection(path: path, role: .writer, insight: Insight(unwatched))
        defer { connection.close() }
        return try Migrator(migrations: Schema.migrations).migrate(connection, clock: clock) { present in
            try connection.backUp(to: path + ".before-schema-\(present + 1).bak")
        }
    }

    /// True while writes are refused because the disk is nearly full.
    package var isShortOfSpace: Bool { disk.isLow() }

    /// What SQLite finds wrong with the file; empty when it is sound. Reads the whole file, on a thread of its own.
    package func findDamage() async throws -> [String] {
        let path = path
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let connection = try SQLiteConnection(path: path, role: .reader)
                        defer { connection.close() }
                        do {
                            let lines = try connection.acting(as: .system) { session in
                                try session.rows("PRAGMA quick_check(20)") { $0.string(0) }
                            }
                            return lines == ["ok"] ? [] : lines
                        } catch StorageError.io(let reason) {
                            // So damaged that the check itself cannot read it.
                            return [reason]
                        }
                    })
            }
        }
    }

    static func cleanMark(of path: String) -> String { path + ".clean" }

    package func read<T: Sendable>(
        as tenant: TenantBinding, _ body: @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        try await readers.read(as: tenant, body)
    }

    package func report<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        try await reports.report(as: tenant, body)
    }

    package func write<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        try await writer.write(as: tenant, body)
    }

    /// Writes that wait for their turn.
    package var waitingWrites: Int { writer.waiting }

    /// Reports that wait for a thread.
    package var waitingReports: Int { reports.waiting }

    /// Reads that wait for a connection.
    package var waitingReads: Int { readers.waiting }

    package func close() async {
        readers.close()
        await reports.close()
        await writer.close()
        _ = FileManager.default.createFile(atPath: Self.cleanMark(of: path), contents: nil)
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
