import Storage
import Testing

@Suite struct TokenBucketLimiterTests {
    let clock = HandClock()

    func limiter(_ limit: Int, per window: Duration, capacity: Int = 1000) -> TokenBucketLimiter {
        TokenBucketLimiter(RateRule("test", limit: limit, per: window), capacity: capacity, clock: clock)
    }

    @Test("a full bucket lets the whole limit through at once, and no more")
    func burst() {
        let limiter = limiter(3, per: .seconds(30))
        #expect((0..<3).map { _ in limiter.take("a").remaining } == [2, 1, 0])
        let refused = limiter.take("a")
        #expect(!refused.isAllowed)
        #expect(refused.remaining == 0)
        #expect(refused.retryAfter == .seconds(10))
        #expect(refused.reset == .seconds(30))
    }

    @Test("tokens come back steadily, and a refused act costs nothing")
    func refill() {
        let limiter = limiter(3, per: .seconds(30))
        for _ in 0..<50 { _ = limiter.take("a") }
        clock.advance(by: .seconds(9.999))
        #expect(!limiter.take("a").isAllowed)
        clock.advance(by: .seconds(0.001))
        #expect(limiter.take("a").isAllowed)
        #expect(!limiter.take("a").isAllowed)
        clock.advance(by: .seconds(1000))
        #expect((0..<4).map { _ in limiter.take("a").isAllowed } == [true, true, true, false])
    }

    @Test("over a long time no more than burst and rate get through")
    func rate() {
        let limiter = limiter(100, per: .seconds(900))
        var allowed = 0
        for _ in 0..<36_000 {
            if limiter.take("a").isAllowed { allowed += 1 }
            clock.advance(by: .milliseconds(100))
        }
        // One hour: a burst of 100 and 400 refilled.
        #expect((499...500).contains(allowed))
    }

    @Test("keys do not touch one another")
    func keys() {
        let limiter = limiter(1, per: .seconds(60))
        #expect(limiter.take("a").isAllowed)
        #expect(limiter.take("b").isAllowed)
        #expect(!limiter.take("a").isAllowed)
    }

    @Test("a million keys are held within the capacity, and the ones in use are kept")
    func million() {
        let limiter = limiter(1, per: .seconds(3600), capacity: 1000)
        #expect(limiter.take("attacker").isAllowed)
        for number in 0..<1_000_000 {
            _ = limiter.take(String(number))
            if number.isMultiple(of: 500) { #expect(!limiter.take("attacker").isAllowed) }
        }
        let counters = limiter.counters
        #expect(counters.keys <= 1000)
        #expect(counters.forgotten >= 998_000)
    }

    @Test("buckets that have filled are forgotten before anyone needs their place")
    func filled() {
        let limiter = limiter(10, per: .seconds(10))
        for number in 0..<500 { _ = limiter.take("old\(number)") }
        clock.advance(by: .seconds(10))
        for number in 0..<250 { _ = limiter.take("new\(number)") }
        #expect(limiter.counters.keys == 250)
        #expect(limiter.counters.forgotten == 0)
    }

    @Test("a key of any length takes little memory and keeps its own bucket")
    func longKeys() {
        let limiter = limiter(1, per: .seconds(60))
        let long = String(repeating: "x", count: 1_000_000)
        #expect(limiter.take(long).isAllowed)
        #expect(!limiter.take(long).isAllowed)
        #expect(limiter.take(long + "y").isAllowed)
    }

    @Test("headers carry limit, remaining and whole seconds rounded up")
    func headers() {
        let limiter = limiter(2, per: .seconds(3))
        let first = limiter.take("a").headers.map { "\($0.name): \($0.value)" }
        #expect(first == ["RateLimit-Limit: 2", "RateLimit-Remaining: 1", "RateLimit-Reset: 2"])
        _ = limiter.take("a")
        let refused = limiter.take("a").headers.map { "\($0.name): \($0.value)" }
        #expect(
            refused == ["RateLimit-Limit: 2", "RateLimit-Remaining: 0", "RateLimit-Reset: 3", "Retry-After: 2"])
    }

    @Test("allowed and refused acts are counted")
    func counters() {
        let limiter = limiter(2, per: .seconds(60))
        for _ in 0..<5 { _ = limiter.take("a") }
        #expect(limiter.counters.allowed == 2)
        #expect(limiter.counters.refused == 3)
        #expect(limiter.counters.keys == 1)
    }

    @Test("takers on many threads get exactly the limit")
    func threads() async {
        let limiter = limiter(1000, per: .seconds(60))
        let allowed = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<500).count { _ in limiter.take("a").isAllowed } }
            }
            return await group.reduce(0, +)
        }
        #expect(allowed == 1000)
    }
}
