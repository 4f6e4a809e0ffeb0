import Domain
import Foundation
import Testing

@testable import Storage

@Suite struct StatementCacheTests {
    let counters = StatementCacheCounters()

    func connection() throws -> SQLiteConnection { try SQLiteConnection(path: ":memory:", role: .reader) }

    func use(_ cache: inout StatementCache, _ text: String, _ connection: SQLiteConnection) throws -> SQLiteStatement {
        try cache.statement(for: .init(isSystem: true, text: text)) {
            try SQLiteStatement(text, on: connection.handle, record: nil)
        }
    }

    @Test("a text is prepared once, and again only after others have pushed it out")
    func order() throws {
        let connection = try connection()
        var cache = StatementCache(limit: 2, counters: counters)
        let first = try use(&cache, "SELECT 1", connection)
        _ = try use(&cache, "SELECT 2", connection)
        #expect(try use(&cache, "SELECT 1", connection) === first)
        _ = try use(&cache, "SELECT 3", connection)
        #expect(try use(&cache, "SELECT 1", connection) === first)
        _ = try use(&cache, "SELECT 2", connection)
        #expect(counters.hits.load(ordering: .relaxed) == 2)
        #expect(counters.misses.load(ordering: .relaxed) == 4)
        #expect(counters.evictions.load(ordering: .relaxed) == 2)
        #expect(cache.count == 2)
        cache.removeAll()
        connection.close()
    }

    @Test("the same text inside itself gets a statement of its own")
    func nested() throws {
        let connection = try connection()
        let pairs = try connection.acting(as: .system) { session in
            try session.rows("SELECT 1 UNION ALL SELECT 2") { outer in
                try session.rows("SELECT 1 UNION ALL SELECT 2") { inner in outer.int(0) * 10 + inner.int(0) }
            }
        }
        #expect(pairs == [[11, 12], [21, 22]])
        connection.close()
    }

    @Test("a statement whose rows are being read is never pushed out")
    func busy() throws {
        let connection = try connection()
        var cache = StatementCache(limit: 1, counters: counters)
        let outer = try use(&cache, "SELECT 1 UNION ALL SELECT 2", connection)
        var seen: [Int] = []
        try outer.run([]) { row in
            _ = try use(&cache, "SELECT \(seen.count + 7)", connection)
            seen.append(row.int(0))
        }
        #expect(seen == [1, 2])
        cache.removeAll()
        connection.close()
    }

    @Test("the hit rate of a database's connections is reported")
    func hitRate() async throws {
        let shops = try await TwoCompanies(rows: 200)
        let cache = shops.database.insight.report().statementCache
        #expect(cache.hits > 1000)
        #expect(cache.hitRate > 0.8 && cache.hitRate < 1)
        await shops.end()
    }
}
