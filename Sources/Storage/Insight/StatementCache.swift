import Synchronization

/// The prepared statements of one connection, the ones used last; used by one thread at a time.
struct StatementCache {
    /// Statements prepared for the system and for a company differ in what the authorizer let through.
    struct Key: Hashable {
        let isSystem: Bool
        let text: String
    }

    private var statements = LRUTable<Key, SQLiteStatement>()
    private let limit: Int
    private let counters: StatementCacheCounters

    /// - Parameters:
    ///   - limit: Most statements held, at least 1; one takes 5 to 30 kB of SQLite's memory.
    ///   - counters: Shared by all connections of a database.
    init(limit: Int = 256, counters: StatementCacheCounters) {
        self.limit = max(1, limit)
        self.counters = counters
    }

    /// The statement of a text, made when there is none that is free.
    mutating func statement(for key: Key, make: () throws -> SQLiteStatement) rethrows -> SQLiteStatement {
        let known = statements.use(key)
        if let known, !known.isBusy {
            counters.hits.add(1, ordering: .relaxed)
            return known
        }
        counters.misses.add(1, ordering: .relaxed)
        let made = try make()
        // While its rows are being read the same text needs a second statement, which lives for one run.
        guard known == nil else { return made }
        if statements.count >= limit { evict() }
        made.isCached = true
        statements.set(made, for: key)
        return made
    }

    /// Ends every statement.
    mutating func removeAll() {
        for (_, statement) in statements.oldestFirst { statement.finalize() }
        statements.removeAll()
    }

    var count: Int { statements.count }

    /// Passes over statements whose rows are being read: no more than are nested in one another.
    private mutating func evict() {
        guard let oldest = statements.oldestFirst.first(where: { !$0.value.isBusy }) else { return }
        oldest.value.finalize()
        statements.remove(oldest.key)
        counters.evictions.add(1, ordering: .relaxed)
    }
}

/// What the statement caches of a database have done, all connections together.
final class StatementCacheCounters: Sendable {
    let hits = Atomic(0)
    let misses = Atomic(0)
    let evictions = Atomic(0)
}
