/// Why the database did not do what it was asked.
package enum StorageError: Error, Sendable, Hashable {
    /// A unique key exists already; `constraint` is the engine's own naming of it.
    case unique(constraint: String)
    /// A row it points to is missing, or rows still point to it.
    case foreignKey
    case notNull(column: String)
    case check(constraint: String)
    /// The tenant wall refused: text that is not allowed, or a row of another company.
    case wall(String)
    /// Not a statement that the engine understands.
    case syntax(String)
    /// A lawful statement that this engine, or its wall, cannot carry out.
    case unsupported(String)
    /// No space is left on the disk.
    case full
    /// The file or the disk failed. What was being written is not stored.
    case io(String)
    /// Another process holds the database.
    case locked(String)
    /// The database is closing or closed.
    case closed
    /// A stored value is not of the type that the program expects.
    case unreadable(column: Int, expected: String)
    /// The statement ran longer than it may.
    case interrupted
    /// The schema is newer than this program.
    case schemaTooNew(found: Int, known: Int)
    case other(code: Int, String)
}
