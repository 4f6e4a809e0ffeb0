/// How much one key may do.
package struct RateRule: Sendable, Hashable {
    /// What it limits, for metrics and the log: "sign-in".
    package let name: String
    /// Acts in a window, at least 1. All of them may come at once.
    package let limit: Int
    /// How long it takes for `limit` acts to become free again; above zero.
    package let window: Duration

    package init(_ name: String, limit: Int, per window: Duration) {
        self.name = name
        self.limit = max(1, limit)
        self.window = max(window, .milliseconds(1))
    }
}

/// What a limiter says about one act, with all that the `RateLimit-*` headers carry.
package struct RateDecision: Sendable, Hashable {
    package let isAllowed: Bool
    /// Acts in a window.
    package let limit: Int
    /// Acts still free now, this one taken off.
    package let remaining: Int
    /// Until the whole limit is free again.
    package let reset: Duration
    /// Until the next act is free; zero when this one was allowed.
    package let retryAfter: Duration

    package init(isAllowed: Bool, limit: Int, remaining: Int, reset: Duration, retryAfter: Duration) {
        self.isAllowed = isAllowed
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
        self.retryAfter = retryAfter
    }

    /// `RateLimit-Limit`, `-Remaining` and `-Reset` (draft-ietf-httpapi-ratelimit-headers-06: whole seconds),
    /// and `Retry-After` when the act was refused.
    package var headers: [(name: String, value: String)] {
        var headers = [
            (name: "RateLimit-Limit", value: String(limit)),
            (name: "RateLimit-Remaining", value: String(remaining)),
            (name: "RateLimit-Reset", value: String(reset.secondsRoundedUp)),
        ]
        if !isAllowed { headers.append((name: "Retry-After", value: String(max(1, retryAfter.secondsRoundedUp)))) }
        return headers
    }
}

/// Counts acts by key (an address, a user, an account) against one rule.
package protocol RateLimiter: Sendable {
    /// Takes one act from a key's allowance.
    ///
    /// Never fails: a limiter whose memory is elsewhere falls back to its own when that is away.
    func take(_ key: String) async -> RateDecision

    /// What `take` would say now, without taking.
    func look(_ key: String) async -> RateDecision
}

/// What a limiter has seen since it was made.
package struct RateCounters: Sendable, Hashable, Codable {
    package var allowed = 0
    package var refused = 0
    /// Keys held now.
    package var keys = 0
    /// Keys forgotten, to make room, while part of their allowance was still used.
    package var forgotten = 0
}
