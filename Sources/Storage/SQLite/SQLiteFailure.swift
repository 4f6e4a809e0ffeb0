import CSQLite

/// Turns SQLite's result codes (sqlite.org/rescode.html) into `StorageError`.
enum SQLiteFailure {
    /// - Parameters:
    ///   - status: An extended result code.
    ///   - connection: Read at once, before another call changes its message.
    ///   - isPreparing: True while a text is being understood; later the same code is a failed computation.
    static func error(_ status: Int32, _ connection: OpaquePointer?, isPreparing: Bool = false) -> StorageError {
        let message = connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? "no connection"
        switch auzap_sqlite_constraint(rawValue: UInt32(bitPattern: status)) {
        case AUZAP_CONSTRAINT_UNIQUE, AUZAP_CONSTRAINT_PRIMARYKEY, AUZAP_CONSTRAINT_ROWID:
            return .unique(constraint: named(in: message))
        case AUZAP_CONSTRAINT_FOREIGNKEY: return .foreignKey
        case AUZAP_CONSTRAINT_NOTNULL: return .notNull(column: named(in: message))
        case AUZAP_CONSTRAINT_CHECK: return .check(constraint: named(in: message))
        case AUZAP_CONSTRAINT_TRIGGER where message.hasPrefix(TenantWall.refusalPrefix): return .wall(message)
        default: break
        }
        switch status & 0xFF {
        case SQLITE_AUTH: return .wall(message)
        case SQLITE_FULL: return .full
        case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CANTOPEN, SQLITE_READONLY:
            return .io("\(message) (SQLite \(status))")
        case SQLITE_BUSY, SQLITE_LOCKED: return .locked(message)
        case SQLITE_INTERRUPT: return .interrupted
        case SQLITE_ERROR where isPreparing:
            return message == "cannot UPSERT a view" ? .unsupported(message) : .syntax(message)
        default: return .other(code: Int(status), message)
        }
    }

    /// "tutors.telefone" out of "UNIQUE constraint failed: rls$tutors.company_id, rls$tutors.telefone", so that
    /// no caller learns the names below the wall.
    private static func named(in message: String) -> String {
        let parts = message.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return "" }
        return parts[1].split(separator: ",")
            .map { $0.drop { $0 == " " } }
            .filter { !$0.hasSuffix(".company_id") }
            .map { $0.hasPrefix(TenantWall.prefix) ? $0.dropFirst(TenantWall.prefix.count) : $0 }
            .joined(separator: ", ")
    }
}
