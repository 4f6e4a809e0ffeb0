import CSQLite
import Domain

/// The wall's part that lives in a connection: which company is set, and whether a company's text is being
/// prepared. SQL can read the first through `current_company()` and can set neither.
final class WallState {
    var tenant = TenantBinding.none
    /// Rows updated through a view, each once, since this was last set to 0.
    var updatedRows = 0
    private var isPreparingTenantText = false
    private var didRefuse = false
    /// Rows changed by `KeptFigures`' triggers since the connection was opened.
    private(set) var uncounted: Int64 = 0

    /// Registers `current_company()` and the authorizer. The connection must not outlive this object.
    func install(on connection: OpaquePointer) throws {
        let this = Unmanaged.passUnretained(self).toOpaque()
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        let status = sqlite3_create_function_v2(
            connection, "current_company", 0, flags, this,
            { context, _, _ in
                guard let data = sqlite3_user_data(context) else { return sqlite3_result_null(context) }
                switch Unmanaged<WallState>.fromOpaque(data).takeUnretainedValue().tenant {
                case .none: sqlite3_result_null(context)
                case .company(let id): sqlite3_result_int64(context, id.rawValue)
                case .system: sqlite3_result_int64(context, TenantWall.systemCompany)
                }
            }, nil, nil, nil
        )
        guard status == SQLITE_OK else { throw SQLiteFailure.error(status, connection) }
        try installCounter(on: connection)
        try installUncounted(on: connection)
        // json_each writes to sqlite_master in memory on its first use, which the authorizer would refuse.
        sqlite3_exec(connection, "SELECT 1 FROM json_each('[]'), json_tree('[]')", nil, nil, nil)
        sqlite3_set_authorizer(
            connection,
            { data, action, first, second, _, innermost in
                guard let data else { return SQLITE_DENY }
                let state = Unmanaged<WallState>.fromOpaque(data).takeUnretainedValue()
                // FTS5 and foreign keys prepare their own statements while ours runs; only our prepare is judged.
                guard state.isPreparingTenantText else { return SQLITE_OK }
                let allowed = Authorizer.allows(
                    action, first: first.map { String(cString: $0) }, second: second.map { String(cString: $0) },
                    innermost: innermost.map { String(cString: $0) }
                )
                if !allowed { state.didRefuse = true }
                return allowed ? SQLITE_OK : SQLITE_DENY
            }, this
        )
    }

    private func installCounter(on connection: OpaquePointer) throws {
        let status = sqlite3_create_function_v2(
            connection, TenantWall.counter, 0, SQLITE_UTF8 | SQLITE_INNOCUOUS,
            Unmanaged.passUnretained(self).toOpaque(),
            { context, _, _ in
                guard let data = sqlite3_user_data(context) else { return }
                Unmanaged<WallState>.fromOpaque(data).takeUnretainedValue().updatedRows += 1
            }, nil, nil, nil)
        guard status == SQLITE_OK else { throw SQLiteFailure.error(status, connection) }
    }

    /// Registers what triggers call, and only they can, to say how many changes their caller did not ask for.
    private func installUncounted(on connection: OpaquePointer) throws {
        let status = sqlite3_create_function_v2(
            connection, KeptFigures.uncounted, 1, SQLITE_UTF8 | SQLITE_INNOCUOUS,
            Unmanaged.passUnretained(self).toOpaque(),
            { context, _, values in
                sqlite3_result_null(context)
                guard let data = sqlite3_user_data(context), let value = values?[0] else { return }
                Unmanaged<WallState>.fromOpaque(data).takeUnretainedValue().uncounted += sqlite3_value_int64(value)
            }, nil, nil, nil
        )
        guard status == SQLITE_OK else { throw SQLiteFailure.error(status, connection) }
    }

    /// Runs `make` with the authorizer on, unless the system is set; refuses text that could name what is
    /// below the wall before SQLite sees it.
    func preparing<T>(_ text: String, _ make: () throws -> T) throws -> T {
        guard tenant != .system else { return try make() }
        if let refusal = Authorizer.refusal(of: text) { throw refusal }
        isPreparingTenantText = true
        didRefuse = false
        defer { isPreparingTenantText = false }
        do {
            return try make()
        } catch StorageError.syntax(let message) where didRefuse {
            // For a function, and for a table made as it is named, SQLite has no code that says who refused.
            throw StorageError.wall(message)
        }
    }
}
