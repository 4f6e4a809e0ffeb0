import Synchronization

/// One bucket of tokens for each key, refilled steadily, kept in memory.
///
/// A bucket is kept as one number, the time at which it will be full (the "generic cell rate algorithm", ITU-T
/// I.371), so that refilling costs nothing. Each act also forgets up to two buckets that have filled, which are
/// the same as none; beyond `capacity` keys, the one used longest ago is forgotten.
package final class TokenBucketLimiter: RateLimiter {
    private struct State {
        /// When each bucket is full, in nanoseconds of `uptime`.
        var fullAt = LRUTable<String, Int64>()
        var counters = RateCounters()
    }

    package let rule: RateRule
    private let capacity: Int
    private let uptime: Uptime
    /// Nanoseconds in which one token comes back.
    private let interval: Int64
    private let state = Mutex(State())

    /// - Parameter capacity: Most keys held, at least 1; each takes about 150 bytes.
    package init(_ rule: RateRule, capacity: Int = 100_000, clock: some Clock<Duration> = ContinuousClock()) {
        self.rule = rule
        self.capacity = max(1, capacity)
        uptime = Uptime(clock)
        interval = max(1, rule.window.nanoseconds / Int64(rule.limit))
    }

    /// Takes one token. When none is left, says how long until the next.
    package func take(_ key: String) -> RateDecision {
        let key = Self.bounded(key)
        let now = uptime.now
        return state.withLock { state in
            let missing = max(0, (state.fullAt.use(key) ?? now) - now)
            let full = interval * Int64(rule.limit)
            guard missing + interval <= full else {
                state.counters.refused += 1
                return decision(false, missing: missing, full: full)
            }
            state.fullAt.set(now + missing + interval, for: key)
            state.counters.allowed += 1
            forget(&state, at: now)
            return decision(true, missing: missing + interval, full: full)
        }
    }

    /// What `take` would say now; nothing is taken and nothing counted.
    package func look(_ key: String) -> RateDecision {
        let key = Self.bounded(key)
        let now = uptime.now
        return state.withLock { state in
            let missing = max(0, (state.fullAt.use(key) ?? now) - now)
            let full = interval * Int64(rule.limit)
            return decision(missing + interval <= full, missing: missing, full: full)
        }
    }

    package var counters: RateCounters {
        state.withLock { state in
            state.counters.keys = state.fullAt.count
            return state.counters
        }
    }

    private func decision(_ isAllowed: Bool, missing: Int64, full: Int64) -> RateDecision {
        RateDecision(
            isAllowed: isAllowed, limit: rule.limit, remaining: Int((full - missing) / interval),
            reset: .nanoseconds(missing),
            retryAfter: isAllowed ? .zero : .nanoseconds(missing + interval - full))
    }

    private func forget(_ state: inout State, at now: Int64) {
        for _ in 0..<2 {
            guard let oldest = state.fullAt.oldest, oldest.value <= now else { break }
            state.fullAt.removeOldest()
        }
        while state.fullAt.count > capacity {
            state.fullAt.removeOldest()
            state.counters.forgotten += 1
        }
    }

    /// A key of any length, in at most 128 bytes: a longer one is kept as its first 64 and a hash that nobody
    /// outside this process can foresee.
    private static func bounded(_ key: String) -> String {
        guard key.utf8.count > 128 else { return key }
        return String(decoding: key.utf8.prefix(64), as: UTF8.self) + "#" + String(key.hashValue, radix: 36)
    }
}
