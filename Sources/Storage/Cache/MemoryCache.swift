import Domain
import Foundation
import Synchronization

/// A cache in this process: the entries used last, within a count, a number of bytes and each entry's lifetime.
/// A shared store, when there is one, is asked between this and the load.
package final class MemoryCache: Cache {
    private struct Entry {
        let value: any Sendable
        let bytes: Int
        /// Nanoseconds of `uptime`.
        let expiresAt: Int64
    }

    private struct State {
        var entries = LRUTable<CacheKey, Entry>()
        /// Loads whose value may be kept. A drop takes them out; who waits for them goes on waiting.
        var flights: [CacheKey: any Sendable & AnyObject] = [:]
        var counters = CacheCounters()
    }

    private let largestCount: Int
    private let largestBytes: Int
    private let shared: (any SharedCacheStore)?
    private let sharedLifetime: Duration
    private let uptime: Uptime
    private let state = Mutex(State())

    /// - Parameters:
    ///   - count: Most entries held, at least 1.
    ///   - bytes: Most bytes held, as the values themselves estimate them. A value above it is served, not kept.
    ///   - shared: Asked before a load; holds values for at most `sharedLifetime`.
    package init(
        count: Int = 10_000, bytes: Int = 32 << 20, shared: (any SharedCacheStore)? = nil,
        sharedLifetime: Duration = .seconds(300), clock: some Clock<Duration> = ContinuousClock()
    ) {
        largestCount = max(1, count)
        largestBytes = max(0, bytes)
        self.shared = shared
        self.sharedLifetime = sharedLifetime
        uptime = Uptime(clock)
    }

    package func value<Value: Cacheable>(
        for key: CacheKey, lifetime: Duration, load: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        switch look(for: key, as: Value.self) {
        case .here(let value): return value
        case .coming(let flight): return try await wait(for: flight, key)
        case .nowhere(let flight):
            flight.start { [self] in try await fetch(key, lifetime, flight, load) }
            return try await wait(for: flight, key)
        }
    }

    package func drop(_ keys: [CacheKey]) async {
        forget(keys)
        await attempt { try await $0.drop(keys) }
    }

    /// Drops keys here and not in the shared store: what another server's drop asks for.
    package func forget(_ keys: [CacheKey]) {
        state.withLock { state in
            for key in keys {
                state.counters.drops += 1
                state.flights[key] = nil
                Self.remove(key, from: &state)
            }
        }
    }

    package var counters: CacheCounters {
        state.withLock { state in
            state.counters.entries = state.entries.count
            return state.counters
        }
    }
}

extension MemoryCache {
    private enum Found<Value: Cacheable> {
        case here(Value)
        case coming(Flight<Value>)
        case nowhere(Flight<Value>)
    }

    private func look<Value: Cacheable>(for key: CacheKey, as type: Value.Type) -> Found<Value> {
        state.withLock { state in
            if let entry = state.entries.use(key) {
                if entry.expiresAt <= uptime.now {
                    state.counters.expirations += 1
                    Self.remove(key, from: &state)
                } else if let value = entry.value as? Value {
                    state.counters.hits += 1
                    return .here(value)
                } else {
                    state.counters.failures += 1
                }
            }
            if let flight = state.flights[key] as? Flight<Value>, flight.board() {
                state.counters.joined += 1
                return .coming(flight)
            }
            let flight = Flight<Value>()
            state.flights[key] = flight
            return .nowhere(flight)
        }
    }

    private func wait<Value: Cacheable>(for flight: Flight<Value>, _ key: CacheKey) async throws -> Value {
        try await flight.wait { [self] in _ = land(flight, key) }
    }

    private func fetch<Value: Cacheable>(
        _ key: CacheKey, _ lifetime: Duration, _ flight: Flight<Value>, _ load: () async throws -> Value
    ) async throws -> Value {
        do {
            if let value: Value = await sharedValue(key) {
                keep(value, key, lifetime, flight)
                return value
            }
            state.withLock { $0.counters.misses += 1 }
            let value = try await load()
            if lifetime > .zero, isCurrent(flight, key) { await share(value, key, lifetime, flight) }
            keep(value, key, lifetime, flight)
            return value
        } catch {
            _ = land(flight, key)
            throw error
        }
    }

    private func isCurrent(_ flight: AnyObject, _ key: CacheKey) -> Bool {
        state.withLock { $0.flights[key] === flight }
    }

    /// Takes a load off the list.
    ///
    /// - Returns: False when its key was dropped since it began.
    private func land(_ flight: AnyObject, _ key: CacheKey) -> Bool {
        state.withLock { Self.land(flight, key, &$0) }
    }

    private static func land(_ flight: AnyObject, _ key: CacheKey, _ state: inout State) -> Bool {
        guard state.flights[key] === flight else { return false }
        state.flights[key] = nil
        return true
    }

    private func keep(_ value: some Cacheable, _ key: CacheKey, _ lifetime: Duration, _ flight: AnyObject) {
        // Beside the value: the key twice, the places of the table, the boxes.
        let bytes = value.cacheBytes + 2 * key.id.utf8.count + 200
        let lifetime = lifetime.nanoseconds
        state.withLock { state in
            guard Self.land(flight, key, &state) else {
                state.counters.overtaken += 1
                return
            }
            guard lifetime > 0, bytes <= largestBytes else { return }
            Self.remove(key, from: &state)
            let (end, overflowed) = uptime.now.addingReportingOverflow(lifetime)
            state.entries.set(Entry(value: value, bytes: bytes, expiresAt: overflowed ? .max : end), for: key)
            state.counters.bytes += bytes
            makeRoom(in: &state)
        }
    }

    private func makeRoom(in state: inout State) {
        let now = uptime.now
        while let oldest = state.entries.oldest {
            let isExpired = oldest.value.expiresAt <= now
            let isFull = state.entries.count > largestCount || state.counters.bytes > largestBytes
            guard isExpired || isFull else { return }
            if isExpired { state.counters.expirations += 1 } else { state.counters.evictions += 1 }
            Self.remove(oldest.key, from: &state)
        }
    }

    private static func remove(_ key: CacheKey, from state: inout State) {
        if let removed = state.entries.remove(key) { state.counters.bytes -= removed.bytes }
    }
}

/// The shared store, whose every failure is a miss.
extension MemoryCache {
    private func sharedValue<Value: Cacheable>(_ key: CacheKey) async -> Value? {
        let bytes = await attempt { try await $0.bytes(for: key) } ?? nil
        guard let bytes else { return nil }
        do {
            let value = try JSONDecoder().decode(Value.self, from: Data(bytes))
            state.withLock { $0.counters.sharedHits += 1 }
            return value
        } catch {
            state.withLock { $0.counters.failures += 1 }
            return nil
        }
    }

    private func share(_ value: some Cacheable, _ key: CacheKey, _ lifetime: Duration, _ flight: AnyObject) async {
        await attempt { store in
            let bytes = Array(try JSONEncoder().encode(value))
            try await store.set(bytes, for: key, lifetime: min(lifetime, self.sharedLifetime))
            // A drop that came while the value was on its way would otherwise be undone by it.
            if !self.isCurrent(flight, key) { try await store.drop([key]) }
        }
    }

    @discardableResult
    private func attempt<T>(_ act: (any SharedCacheStore) async throws -> T) async -> T? {
        guard let shared else { return nil }
        do {
            return try await act(shared)
        } catch {
            state.withLock { $0.counters.failures += 1 }
            return nil
        }
    }
}
