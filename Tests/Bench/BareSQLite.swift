import CSQLite

/// libsqlite3 without anything of ours: the limit that the engine is measured against in the same run.
final class BareSQLite {
    private let handle: OpaquePointer

    struct Failure: Error { let status: Int32 }

    /// Opens a database with the product's own settings for durability.
    init(path: String) throws {
        var opened: OpaquePointer?
        let status = sqlite3_open(path, &opened)
        guard status == SQLITE_OK, let opened else { throw Failure(status: status) }
        handle = opened
        for text in [
            "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
            "CREATE TABLE t (a INTEGER, b INTEGER, name TEXT, phone TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID",
        ] { try execute(text) }
        try execute("BEGIN")
        let insert = try prepare("INSERT INTO t VALUES (1, ?, 'Cliente', '5511900000000')")
        for id in 1...50_000 { try step(insert, Int64(id)) }
        sqlite3_finalize(insert)
        try execute("COMMIT")
    }

    deinit { sqlite3_close_v2(handle) }

    private var next: Int64 = 1_000_000

    func insertOneCommitEach(_ times: Int) throws {
        let insert = try prepare("INSERT INTO t VALUES (2, ?, 'Thor', '')")
        defer { sqlite3_finalize(insert) }
        for _ in 0..<times {
            next += 1
            try step(insert, next)
        }
    }

    func insertBatched(_ times: Int, each size: Int) throws {
        let insert = try prepare("INSERT INTO t VALUES (2, ?, 'Thor', '')")
        defer { sqlite3_finalize(insert) }
        for start in stride(from: 0, to: times, by: size) {
            try execute("BEGIN")
            for _ in start..<min(start + size, times) {
                next += 1
                try step(insert, next)
            }
            try execute("COMMIT")
        }
    }

    /// One implicit read transaction each, as a caller without an engine would do it.
    func readLoop(_ times: Int) throws {
        let select = try prepare("SELECT b, name, phone FROM t WHERE a = 1 AND b = ?")
        defer { sqlite3_finalize(select) }
        var random = Sequence64(seed: 3)
        for _ in 0..<times {
            sqlite3_bind_int64(select, 1, Int64.random(in: 1...50_000, using: &random))
            guard sqlite3_step(select) == SQLITE_ROW else { throw Failure(status: sqlite3_errcode(handle)) }
            _ = sqlite3_column_text(select, 1).map { String(cString: $0) }
            sqlite3_reset(select)
        }
    }

    private func execute(_ text: String) throws {
        let status = sqlite3_exec(handle, text, nil, nil, nil)
        guard status == SQLITE_OK else { throw Failure(status: status) }
    }

    private func prepare(_ text: String) throws -> OpaquePointer {
        var statement: OpaquePointer?
        let status = sqlite3_prepare_v2(handle, text, -1, &statement, nil)
        guard status == SQLITE_OK, let statement else { throw Failure(status: status) }
        return statement
    }

    private func step(_ statement: OpaquePointer, _ value: Int64) throws {
        sqlite3_bind_int64(statement, 1, value)
        let status = sqlite3_step(statement)
        sqlite3_reset(statement)
        guard status == SQLITE_DONE else { throw Failure(status: status) }
    }
}
