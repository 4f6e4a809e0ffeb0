import Domain

/// What may be kept in a cache: as a value in this process, as JSON beside it.
package protocol Cacheable: Codable, Sendable {
    /// About how many bytes it takes in memory.
    var cacheBytes: Int { get }
}

/// A key of the cache. It always carries the company, so that no entry can answer for another one.
package struct CacheKey: Sendable, Hashable, CustomStringConvertible {
    package let company: Company.ID
    /// What is kept: "dashboard", "customer".
    package let kind: String
    /// Which one of the kind; empty where a company has only one.
    package let id: String

    package init(_ company: Company.ID, _ kind: StaticString, id: String = "") {
        self.company = company
        self.kind = kind.description
        self.id = id
    }

    /// "7:customer:5511900000001@c.us"
    package var description: String { "\(company):\(kind):\(id)" }
}

/// Answers again what was answered before, for a while.
///
/// It stands beside the truth and never in its way: whatever fails inside the cache counts as a miss. Whoever
/// writes drops the keys concerned after the commit; a value whose loading began before the drop is not kept.
package protocol Cache: Sendable {
    /// The value kept under a key, or else what `load` returns, which is then kept.
    ///
    /// Callers that ask for one key at the same time share one `load`. A caller that is cancelled leaves the
    /// others waiting; `load` is cancelled when the last of them has gone.
    ///
    /// - Parameter lifetime: How long the value may be served; nothing is kept when zero or less.
    /// - Throws: What `load` throws, to all who waited for it; nothing is kept then.
    func value<Value: Cacheable>(
        for key: CacheKey, lifetime: Duration, load: @escaping @Sendable () async throws -> Value
    ) async throws -> Value

    /// Forgets keys; called after the commit that changed what they stand for.
    func drop(_ keys: [CacheKey]) async
}

extension Cache {
    package func drop(_ keys: CacheKey...) async { await drop(keys) }
}

/// A store beside the process that several servers share (Redis). Its failures are the cache's misses.
package protocol SharedCacheStore: Sendable {
    func bytes(for key: CacheKey) async throws -> [UInt8]?
    func set(_ bytes: [UInt8], for key: CacheKey, lifetime: Duration) async throws
    /// Forgets keys, and tells the other servers to `MemoryCache.forget` them.
    func drop(_ keys: [CacheKey]) async throws
}

/// What a cache has done since it was made.
package struct CacheCounters: Sendable, Hashable, Codable {
    /// Served from this process.
    package var hits = 0
    /// Served from the shared store.
    package var sharedHits = 0
    /// Loaded.
    package var misses = 0
    /// Waited for a load that somebody else had begun.
    package var joined = 0
    /// Removed to make room.
    package var evictions = 0
    /// Removed because their time was over.
    package var expirations = 0
    package var drops = 0
    /// Values loaded but not kept, for their key was dropped meanwhile.
    package var overtaken = 0
    /// Failures of the cache itself, each of which became a miss.
    package var failures = 0
    /// Entries held now, and their estimated bytes.
    package var entries = 0
    package var bytes = 0

    /// Share of look-ups served without loading, 0...1; 0 before the first.
    package var hitRate: Double {
        let all = hits + sharedHits + misses + joined
        return all == 0 ? 0 : Double(all - misses) / Double(all)
    }

    package init() {}
}

extension String: Cacheable {
    package var cacheBytes: Int { utf8.count + 16 }
}

extension Int: Cacheable {
    package var cacheBytes: Int { 8 }
}

extension Array: Cacheable where Element: Cacheable {
    package var cacheBytes: Int { reduce(32) { $0 + $1.cacheBytes } }
}

extension Optional: Cacheable where Wrapped: Cacheable {
    package var cacheBytes: Int { (self?.cacheBytes ?? 0) + 1 }
}
