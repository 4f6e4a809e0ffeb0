import Domain
import Storage
import Synchronization
import Testing

@Suite struct SharedStoreTests {
    let store = StoreInMemory()
    let key = CacheKey(Identifier(1), "test", id: "a")

    func get(_ cache: MemoryCache, _ value: [String]) async throws -> [String] {
        try await cache.value(for: key, lifetime: .seconds(3600)) { value }
    }

    @Test("what one server loaded another one finds in the shared store, for its shorter lifetime")
    func shared() async throws {
        let (first, second) = (MemoryCache(shared: store), MemoryCache(shared: store))
        #expect(try await get(first, ["first"]) == ["first"])
        #expect(try await get(second, ["second"]) == ["first"])
        #expect(second.counters.sharedHits == 1)
        #expect(second.counters.misses == 0)
        #expect(store.lifetimes == [.seconds(300)])
    }

    @Test("a drop empties both, and another server's drop only this one")
    func drop() async throws {
        let cache = MemoryCache(shared: store)
        _ = try await get(cache, ["old"])
        cache.forget([key])
        #expect(try await get(cache, ["new"]) == ["old"])
        await cache.drop(key)
        #expect(try await get(cache, ["new"]) == ["new"])
    }

    @Test("a store that fails is a miss and never an error")
    func failing() async throws {
        store.fails = true
        let cache = MemoryCache(shared: store)
        #expect(try await get(cache, ["v"]) == ["v"])
        #expect(try await get(cache, ["other"]) == ["v"])
        await cache.drop(key)
        #expect(try await get(cache, ["other"]) == ["other"])
        #expect(cache.counters.failures == 5)
    }

    @Test("bytes that are not of the type are a miss")
    func garbage() async throws {
        try await store.set(Array("{".utf8), for: key, lifetime: .seconds(1))
        #expect(try await get(MemoryCache(shared: store), ["v"]) == ["v"])
    }

    @Test("a drop while the value is on its way to the store leaves nothing stale there")
    func overtaken() async throws {
        let cache = MemoryCache(shared: store)
        let gate = Turnstile()
        store.gate = gate
        async let stale = get(cache, ["stale"])
        await gate.arrivals(1)
        await cache.drop(key)
        gate.open()
        #expect(try await stale == ["stale"])
        #expect(try await get(cache, ["fresh"]) == ["fresh"])
    }
}

final class StoreInMemory: SharedCacheStore {
    private struct State {
        var values: [CacheKey: [UInt8]] = [:]
        var lifetimes: [Duration] = []
        var fails = false
        var gate: Turnstile?
    }

    private let state = Mutex(State())

    var fails: Bool {
        get { state.withLock { $0.fails } }
        set { state.withLock { $0.fails = newValue } }
    }
    var gate: Turnstile? {
        get { state.withLock { $0.gate } }
        set { state.withLock { $0.gate = newValue } }
    }
    var lifetimes: [Duration] { state.withLock { $0.lifetimes } }

    func bytes(for key: CacheKey) async throws -> [UInt8]? {
        if fails { throw StorageError.closed }
        return state.withLock { $0.values[key] }
    }

    func set(_ bytes: [UInt8], for key: CacheKey, lifetime: Duration) async throws {
        if fails { throw StorageError.closed }
        await gate?.pass()
        state.withLock { state in
            state.values[key] = bytes
            state.lifetimes.append(lifetime)
        }
    }

    func drop(_ keys: [CacheKey]) async throws {
        if fails { throw StorageError.closed }
        state.withLock { state in keys.forEach { state.values[$0] = nil } }
    }
}
