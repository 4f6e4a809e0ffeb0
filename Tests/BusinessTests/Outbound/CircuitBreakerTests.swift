import Support
import Synchronization
import Testing

@testable import Business

/// A clock that stands still until it is moved.
private final class HandClock: Sendable {
    private let time = Mutex(ContinuousClock.now)
    var now: ContinuousClock.Instant { time.withLock { $0 } }
    func advance(_ duration: Duration) { time.withLock { $0 += duration } }
}

@Suite("The circuit breaker") struct CircuitBreakerTests {
    private let clock = HandClock()
    private let breaker: CircuitBreaker

    init() {
        let clock = clock
        breaker = CircuitBreaker(threshold: 3, cooldown: .seconds(30), capacity: 2) { clock.now }
    }

    private func isOpen(_ host: String) -> Bool { (try? breaker.enter(host)) == nil }

    private func open(_ host: String) {
        for _ in 0..<3 { breaker.failed(host) }
    }

    @Test("opens after three failures in a row, for that host alone, and says for how long")
    func opens() {
        breaker.failed("a")
        breaker.failed("a")
        #expect(!isOpen("a"))
        breaker.failed("a")
        #expect(throws: GatewayError.suspended(host: "a", seconds: 30)) { try breaker.enter("a") }
        #expect(!isOpen("b"))
    }

    @Test("a success in between starts the count again")
    func success() {
        breaker.failed("a")
        breaker.failed("a")
        breaker.succeeded("a")
        breaker.failed("a")
        breaker.failed("a")
        #expect(!isOpen("a"))
    }

    @Test("after the cooldown one call probes; its success closes, its failure opens again")
    func probe() {
        open("a")
        clock.advance(.seconds(30))
        #expect(!isOpen("a"))
        #expect(isOpen("a"))
        breaker.failed("a")
        #expect(isOpen("a"))
        clock.advance(.seconds(30))
        #expect(!isOpen("a"))
        breaker.succeeded("a")
        #expect(!isOpen("a"))
        #expect(!isOpen("a"))
    }

    @Test("a probe that was given up lets the next call probe; one that is lost does so after a cooldown")
    func lostProbe() {
        open("a")
        clock.advance(.seconds(30))
        #expect(!isOpen("a"))
        breaker.abandoned("a")
        #expect(!isOpen("a"))
        #expect(isOpen("a"))
        clock.advance(.seconds(30))
        #expect(!isOpen("a"))
    }

    @Test("hosts beyond its capacity pass, and make room only by forgetting hosts that are not suspended")
    func capacity() {
        open("a")
        open("b")
        open("c")
        #expect(isOpen("a") && isOpen("b") && !isOpen("c"))
        clock.advance(.seconds(31))
        open("c")
        #expect(isOpen("c"))
    }

    @Test("over the wire: a host that stays down is not called again until the cooldown is over")
    func overTheWire() async throws {
        let standIn = try await WAHAStandIn.start()
        let caller = HTTPCaller(breaker: breaker)
        standIn.fail(.refuse(status: 503), on: "/ping", times: 3)
        let request = HTTPCall(.get, standIn.baseURL + "/ping", addressPolicy: .operatorConfigured)
        for _ in 0..<3 { _ = try await caller.answer(to: request) }
        let host = "http://127.0.0.1:\(standIn.port)"
        await #expect(throws: GatewayError.suspended(host: host, seconds: 30)) { try await caller.answer(to: request) }
        #expect(standIn.calls.count == 3)
        clock.advance(.seconds(30))
        #expect(try await caller.answer(to: request).status == 200)
        await standIn.stop()
    }

    @Test("over the wire: refusals that are about the request leave the circuit closed")
    func refusals() async throws {
        let standIn = try await WAHAStandIn.start()
        let caller = HTTPCaller(breaker: breaker)
        standIn.fail(.engineError, on: "/ping", times: 5)
        let request = HTTPCall(.get, standIn.baseURL + "/ping", addressPolicy: .operatorConfigured)
        for _ in 0..<5 { #expect(try await caller.answer(to: request).status == 500) }
        #expect(try await caller.answer(to: request).status == 200)
        await standIn.stop()
    }
}
