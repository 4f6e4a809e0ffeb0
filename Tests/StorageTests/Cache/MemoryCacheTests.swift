import Domain
import Storage
import Synchronization
import Testing

@Suite struct MemoryCacheTests {
    let clock = HandClock()
    let loads = Counter()

    func key(_ id: String, of company: Int64 = 1) -> CacheKey { CacheKey(Identifier(company), "test", id: id) }

    func get(_ cache: MemoryCache, _ key: CacheKey, for lifetime: Duration = .seconds(60), _ value: String = "v")
        async throws -> String
    {
        try await cache.value(for: key, lifetime: lifetime) { [loads] in
            loads.add()
            return value
        }
    }

    @Test("a value is loaded once and then served")
    func hit() async throws {
        let cache = MemoryCache(clock: clock)
        #expect(try await get(cache, key("a"), "first") == "first")
        #expect(try await get(cache, key("a"), "second") == "first")
        #expect(loads.count == 1)
        #expect(cache.counters.hits == 1)
        #expect(cache.counters.misses == 1)
        #expect(cache.counters.hitRate == 0.5)
    }

    @Test("one company's value never answers for another")
    func companies() async throws {
        let cache = MemoryCache(clock: clock)
        #expect(try await get(cache, key("a", of: 1), "one") == "one")
        #expect(try await get(cache, key("a", of: 2), "two") == "two")
    }

    @Test("a value whose time is over is loaded anew; a lifetime of zero keeps nothing")
    func lifetime() async throws {
        let cache = MemoryCache(clock: clock)
        _ = try await get(cache, key("a"), for: .seconds(10), "old")
        clock.advance(by: .seconds(9))
        #expect(try await get(cache, key("a"), "new") == "old")
        clock.advance(by: .seconds(1))
        #expect(try await get(cache, key("a"), "new") == "new")
        #expect(cache.counters.expirations == 1)
        _ = try await get(cache, key("b"), for: .zero)
        _ = try await get(cache, key("b"), for: .zero)
        #expect(cache.counters.entries == 1)
    }

    @Test("a dropped value is loaded anew, its neighbours stay")
    func drop() async throws {
        let cache = MemoryCache(clock: clock)
        _ = try await get(cache, key("a"), "old")
        _ = try await get(cache, key("b"), "kept")
        await cache.drop(key("a"))
        #expect(try await get(cache, key("a"), "new") == "new")
        #expect(try await get(cache, key("b"), "other") == "kept")
    }

    @Test("callers at the same time share one load")
    func singleFlight() async throws {
        let cache = MemoryCache(clock: clock)
        let gate = Turnstile()
        let (key, loads) = (key("a"), loads)
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await cache.value(for: key, lifetime: .seconds(60)) {
                        loads.add()
                        await gate.pass()
                        return "v"
                    }
                }
            }
            await gate.arrivals(1)
            while cache.counters.joined < 49 { await Task.yield() }
            gate.open()
            for try await value in group { #expect(value == "v") }
        }
        #expect(loads.count == 1)
    }

    @Test("a load that a drop overtakes answers its callers and is not kept")
    func overtaken() async throws {
        let cache = MemoryCache(clock: clock)
        let gate = Turnstile()
        let key = key("a")
        async let stale = cache.value(for: key, lifetime: .seconds(60)) {
            await gate.pass()
            return "stale"
        }
        await gate.arrivals(1)
        await cache.drop(key)
        // Who asks after the drop does not join the older load.
        #expect(try await get(cache, key, "fresh") == "fresh")
        gate.open()
        #expect(try await stale == "stale")
        #expect(try await get(cache, key, "other") == "fresh")
        #expect(cache.counters.overtaken == 1)
    }

    @Test("a failed load reaches every caller and is tried again by the next")
    func failure() async throws {
        let cache = MemoryCache(clock: clock)
        await #expect(throws: StorageError.closed) {
            try await cache.value(for: key("a"), lifetime: .seconds(60)) { () -> String in throw StorageError.closed }
        }
        #expect(try await get(cache, key("a"), "v") == "v")
    }

    @Test("a cancelled caller leaves at once, the others get the value")
    func cancelled() async throws {
        let cache = MemoryCache(clock: clock)
        let gate = Turnstile()
        let key = key("a")
        let load: @Sendable () async throws -> String = {
            await gate.pass()
            return "v"
        }
        let first = Task { try await cache.value(for: key, lifetime: .seconds(60), load: load) }
        await gate.arrivals(1)
        let second = Task { try await cache.value(for: key, lifetime: .seconds(60), load: load) }
        while cache.counters.joined < 1 { await Task.yield() }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        gate.open()
        #expect(try await second.value == "v")
        #expect(try await get(cache, key, "other") == "v")
    }

    @Test("when the last caller has gone the load is cancelled and the next caller begins anew")
    func abandoned() async throws {
        let cache = MemoryCache(clock: clock)
        let gate = Turnstile()
        let wasCancelled = Counter()
        let key = key("a")
        let only = Task {
            try await cache.value(for: key, lifetime: .seconds(60)) {
                await gate.pass()
                if Task.isCancelled { wasCancelled.add() }
                return "abandoned"
            }
        }
        await gate.arrivals(1)
        only.cancel()
        await #expect(throws: CancellationError.self) { try await only.value }
        #expect(try await get(cache, key, "fresh") == "fresh")
        gate.open()
        while wasCancelled.count == 0 { await Task.yield() }
        #expect(try await get(cache, key, "other") == "fresh")
    }

    @Test("a value of another type under a key is a miss")
    func otherType() async throws {
        let cache = MemoryCache(clock: clock)
        _ = try await get(cache, key("a"), "text")
        #expect(try await cache.value(for: key("a"), lifetime: .seconds(60)) { 7 } == 7)
        #expect(cache.counters.failures == 1)
    }

    @Test("two hundred thousand keys are held within count and bytes, and those in use are kept")
    func manyKeys() async throws {
        let cache = MemoryCache(count: 1000, bytes: 200_000, clock: clock)
        for number in 0..<200_000 {
            _ = try await get(cache, key(String(number)))
            if number.isMultiple(of: 100) { _ = try await get(cache, key("used")) }
        }
        let counters = cache.counters
        #expect(counters.entries <= 1000)
        #expect(counters.bytes <= 200_000)
        #expect(counters.evictions >= 198_000)
        #expect(loads.count == 200_001)
    }

    @Test("bytes bound the cache, and a value larger than all of it is served but not kept")
    func bytes() async throws {
        let cache = MemoryCache(count: 1000, bytes: 10_000, clock: clock)
        for number in 0..<20 { _ = try await get(cache, key("\(number)"), String(repeating: "x", count: 2000)) }
        #expect(cache.counters.entries == 4)
        let large = String(repeating: "x", count: 20_000)
        #expect(try await get(cache, key("large"), large) == large)
        #expect(cache.counters.entries == 4)
    }
}

final class Counter: Sendable {
    private let value = Mutex(0)
    func add() { value.withLock { $0 += 1 } }
    var count: Int { value.withLock { $0 } }
}
