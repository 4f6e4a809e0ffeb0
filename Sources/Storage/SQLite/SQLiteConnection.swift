import CSQLite
import Domain
import Foundation

/// One connection to the file. Used by one thread at a time; its owner sees to that.
final class SQLiteConnection {
    enum Role {
        /// The only connection that writes and checkpoints (avoids SQLite's WAL-reset bug by construction).
        case writer
        case reader
    }

    let handle: OpaquePointer
    private let wall = WallState()
    private let limit = TimeLimit()
    private var cache: [String: SQLiteStatement] = [:]
    private var clock: UInt64 = 0
    private static let cacheLimit = 256

    init(path: String, role: Role) throws {
        var opened: OpaquePointer?
        let flags =
            SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
            | (role == .writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE)
        let status = sqlite3_open_v2(path, &opened, flags, nil)
        guard status == SQLITE_OK, let opened else {
            let error = SQLiteFailure.error(status, opened)
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        do {
            try configure(role)
        } catch {
            sqlite3_close_v2(opened)
            throw error
        }
    }

    /// Ends every statement and closes the file.
    func close() {
        cache.values.forEach { $0.finalize() }
        cache = [:]
        sqlite3_close_v2(handle)
    }

    private func configure(_ role: Role) throws {
        sqlite3_busy_timeout(handle, 5000)
        guard auzap_sqlite_harden(handle) == SQLITE_OK else {
            throw StorageError.other(code: Int(SQLITE_ERROR), "SQLite refused its safety settings")
        }
        if role == .writer {
            // WAL can only be chosen outside a transaction, and stays with the file.
            try execute("PRAGMA journal_mode = WAL")
            try execute("PRAGMA synchronous = FULL")
            try execute("PRAGMA wal_autocheckpoint = 1000")
            try execute("PRAGMA journal_size_limit = 67108864")
        } else {
            try execute("PRAGMA query_only = ON")
            try execute("PRAGMA wal_autocheckpoint = 0")
        }
        try execute("PRAGMA foreign_keys = ON")
        try execute("PRAGMA recursive_triggers = ON")
        try execute("PRAGMA secure_delete = ON")
        try execute("PRAGMA mmap_size = 0")
        try execute("PRAGMA cache_size = -8000")
        try wall.install(on: handle)
        limit.install(on: handle)
    }

    /// Runs a statement of the program itself, outside any company.
    func execute(_ text: String) throws {
        let status = sqlite3_exec(handle, text, nil, nil, nil)
        guard status == SQLITE_OK else { throw SQLiteFailure.error(status, handle) }
    }

    /// True while a transaction is open; SQLite ends one by itself after some failures.
    var inTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Lends a session to `body` for one company; afterwards no company is set, whatever happened.
    ///
    /// - Parameter time: How long its statements may run together; nil for no limit.
    func acting<T>(
        as tenant: TenantBinding, within time: Duration? = nil, _ body: (any SQLSession) throws -> T
    ) throws -> T {
        wall.tenant = tenant
        defer { wall.tenant = .none }
        return try limit.within(time) { try body(self) }
    }

    /// The count of commits that the file carries; see `HighWaterMark`.
    func commitCount() throws -> Int32 {
        let count = try acting(as: .system) { session in
            try session.rows("PRAGMA user_version") { Int32(truncatingIfNeeded: $0.int64(0)) }.first
        }
        return count ?? 0
    }

    private func statement(for sql: SQL) throws -> SQLiteStatement {
        clock &+= 1
        // Statements prepared for the system and for a company differ in what the authorizer let through.
        let key = wall.tenant == .system ? "\u{1}" + sql.text : sql.text
        if let cached = cache[key], !cached.isBusy {
            cached.lastUse = clock
            return cached
        }
        let made = try wall.preparing(sql.text) { try SQLiteStatement(sql.text, on: handle, at: clock) }
        if cache[key] == nil {
            if cache.count >= Self.cacheLimit { evict() }
            cache[key] = made
            made.isCached = true
        }
        return made
    }

    private func evict() {
        guard let oldest = cache.filter({ !$0.value.isBusy }).min(by: { $0.value.lastUse < $1.value.lastUse })
        else { return }
        oldest.value.finalize()
        cache[oldest.key] = nil
    }
}

extension SQLiteConnection: SQLSession {
    func run(_ sql: SQL) throws -> Int {
        let statement = try statement(for: sql)
        // Writes go through triggers of views, which changes() does not count; total_changes() does.
        let before = sqlite3_total_changes64(handle)
        try statement.run(sql.binds) { _ in }
        return Int(sqlite3_total_changes64(handle) - before)
    }

    func rows<T>(_ sql: SQL, _ map: (Row) throws -> T) throws -> [T] {
        let statement = try statement(for: sql)
        var result: [T] = []
        try statement.run(sql.binds) { result.append(try map($0)) }
        return result
    }
}
