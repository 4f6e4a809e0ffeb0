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
    private let insight: Insight
    private var statements: StatementCache
    /// `BEGIN` and its like, by their texts.
    private var controls: [String: SQLiteStatement] = [:]

    /// - Parameter insight: What this connection's statements are counted by.
    init(path: String, role: Role, insight: Insight = Insight()) throws {
        self.insight = insight
        statements = StatementCache(counters: insight.statementCache)
        _ = Self.memoryIsSet
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

    /// Once a process, before its first connection.
    private static let memoryIsSet: Void = auzap_sqlite_spare_memory_work()

    /// Ends every statement and closes the file.
    func close() {
        statements.removeAll()
        controls.values.forEach { $0.finalize() }
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

    /// Runs a statement that opens or ends a transaction or a savepoint, prepared once.
    func control(_ text: StaticString) throws {
        let text = text.description
        let known = controls[text]
        let statement = try known ?? SQLiteStatement(text, on: handle, record: nil)
        if known == nil {
            statement.isCached = true
            controls[text] = statement
        }
        try statement.step { _ in }
    }

    /// True while a transaction is open; SQLite ends one by itself after some failures.
    var inTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Lends a session to `body` for one company; afterwards no company is set, whatever happened.
    ///
    /// - Parameters:
    ///   - time: How long its statements may run together; nil for no limit.
    ///   - isOver: Asked while they run; true ends them with `StorageError.interrupted`.
    /// - Throws: `StorageError.wall` when one is set already: rows still being read would meet another company's.
    func acting<T>(
        as tenant: TenantBinding, within time: Duration? = nil, unless isOver: (() -> Bool)? = nil,
        _ body: (any SQLSession) throws -> T
    ) throws -> T {
        guard wall.tenant == .none else { throw StorageError.wall("a company is set already") }
        wall.tenant = tenant
        defer { wall.tenant = .none }
        return try limit.within(time, unless: isOver) { try body(self) }
    }

    /// The count of commits that the file carries; see `HighWaterMark`.
    func commitCount() throws -> Int32 {
        let count = try acting(as: .system) { session in
            try session.rows("PRAGMA user_version") { Int32(truncatingIfNeeded: $0.int64(0)) }.first
        }
        return count ?? 0
    }

    /// - Returns: Rows that one statement changed. Writes go through triggers of views, which changes() does not
    ///   count; total_changes() does, but counts an updated row once for each group of columns, and rows of kept
    ///   figures with the rest.
    func countingChanges(_ body: () throws -> Void) rethrows -> Int {
        let before = sqlite3_total_changes64(handle) - wall.uncounted
        wall.updatedRows = 0
        try body()
        let all = Int(sqlite3_total_changes64(handle) - wall.uncounted - before)
        return wall.updatedRows > 0 ? wall.updatedRows : all
    }

    func statement(for sql: SQL) throws -> SQLiteStatement {
        let isSystem = wall.tenant == .system
        return try statements.statement(for: StatementCache.Key(isSystem: isSystem, text: sql.text)) {
            try wall.preparing(sql.text) {
                try SQLiteStatement(sql.text, on: handle, record: insight.record(of: sql.text, isSystem: isSystem))
            }
        }
    }
}

extension SQLiteConnection: SQLSession {
    func run(_ sql: SQL) throws -> Int {
        let statement = try statement(for: sql)
        return try measured(statement) {
            let changed = try countingChanges { try statement.run(sql.binds) { _ in } }
            return (changed, rows: changed)
        }
    }

    func rows<T>(_ sql: SQL, _ map: (Row) throws -> T) throws -> [T] {
        let statement = try statement(for: sql)
        return try measured(statement) {
            var result: [T] = []
            try statement.run(sql.binds) { result.append(try map($0)) }
            return (result, rows: result.count)
        }
    }

    private func measured<T>(_ statement: SQLiteStatement, _ body: () throws -> (T, rows: Int)) throws -> T {
        guard let record = statement.record else { return try body().0 }
        let begun = insight.now
        let (result, rows) = try body()
        let nanoseconds = insight.now - begun
        if insight.note(record, nanoseconds: nanoseconds, rows: rows) { try? explain(record, after: nanoseconds) }
        return result
    }
}

extension SQLiteConnection: PlanningSession {
    func explain(_ record: StatementRecord, after nanoseconds: Int64) throws {
        // The prefix is put on here, after the wall has judged the text: no caller's text can be an EXPLAIN.
        let statement = try wall.preparing(record.text) {
            try SQLiteStatement("EXPLAIN QUERY PLAN " + record.text, on: handle, record: nil)
        }
        var depth: [Int: Int] = [:]
        var lines: [String] = []
        try statement.step { row in
            let level = depth[row.int(1)].map { $0 + 1 } ?? 0
            depth[row.int(0)] = level
            lines.append(String(repeating: "  ", count: level) + row.string(3))
        }
        insight.note(plan: lines, of: record, nanoseconds: nanoseconds, hasRows: has)
    }

    /// Reads no further than the rows asked for.
    private func has(_ table: String, rows wanted: Int) -> Bool {
        let base = Schema.tenantTables.contains(table) ? TenantWall.prefix + table : table
        let quoted = base.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        let text = "SELECT 1 FROM \"\(quoted)\" LIMIT 1 OFFSET \(max(0, wanted - 1))"
        guard let statement = try? SQLiteStatement(text, on: handle, record: nil) else { return false }
        var found = false
        try? statement.step { _ in found = true }
        return found
    }
}
