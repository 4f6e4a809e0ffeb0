import Foundation
import Support
import Synchronization
import Testing

@testable import Business

@Suite("Repeating a failed call") struct RetryTests {
    private let policy = RetryPolicy(attempts: 3, firstPause: .milliseconds(100), longestPause: .seconds(2))

    @Test("only errors after which nothing can happen twice are repeated")
    func safety() {
        let safe: [GatewayError] = [
            .unreachable(reason: ""), .refused(status: 429, message: ""), .refused(status: 503, message: ""),
        ]
        for error in safe { #expect(policy.pause(after: error, attempt: 1, isRepeatable: false) != nil) }
        let unsafe: [GatewayError] = [
            .unanswered(reason: ""), .refused(status: 502, message: ""), .refused(status: 504, message: ""),
        ]
        for error in unsafe {
            #expect(policy.pause(after: error, attempt: 1, isRepeatable: false) == nil)
            #expect(policy.pause(after: error, attempt: 1, isRepeatable: true) != nil)
        }
        let final: [GatewayError] = [
            .refused(status: 400, message: ""), .refused(status: 500, message: ""), .tooLarge(limit: 1), .unreadable,
            .forbiddenAddress(host: "", address: ""), .invalidRequest(""), .libraryMissing(""),
            .suspended(host: "", seconds: 1),
        ]
        for error in final { #expect(policy.pause(after: error, attempt: 1, isRepeatable: true) == nil) }
    }

    @Test("pauses are spread between nothing and a bound that doubles up to the longest")
    func jitter() {
        let policy = RetryPolicy(attempts: 100, firstPause: .milliseconds(100), longestPause: .seconds(2))
        for (attempt, bound) in [(1, 0.1), (2, 0.2), (5, 1.6), (6, 2), (90, 2)] {
            let pauses = (0..<200).compactMap { _ in
                policy.pause(after: .unreachable(reason: ""), attempt: attempt, isRepeatable: false)
            }.map { $0 / .seconds(1) }
            #expect(pauses.count == 200)
            #expect(pauses.allSatisfy { (0...bound).contains($0) })
            #expect((pauses.max() ?? 0) - (pauses.min() ?? 0) > bound / 2)
        }
    }

    @Test("the last attempt is the last")
    func last() {
        #expect(policy.pause(after: .unreachable(reason: ""), attempt: 3, isRepeatable: true) == nil)
        #expect(RetryPolicy.none.pause(after: .unreachable(reason: ""), attempt: 1, isRepeatable: true) == nil)
    }

    @Test("a server that asks for time gets it, or is left alone when it asks for too much")
    func retryAfter() throws {
        let soon = GatewayError.refused(status: 429, message: "", retryAfter: 2)
        let pause = try #require(policy.pause(after: soon, attempt: 1, isRepeatable: false))
        #expect(pause >= .seconds(2))
        let late = GatewayError.refused(status: 429, message: "", retryAfter: 3)
        #expect(policy.pause(after: late, attempt: 1, isRepeatable: false) == nil)
    }

    @Test("Retry-After is read as seconds and as a date")
    func header() {
        let now = Date(timeIntervalSince1970: 784_111_777)
        #expect(RetryAfter.seconds("120", now: now) == 120)
        #expect(RetryAfter.seconds("-1", now: now) == 0)
        #expect(RetryAfter.seconds("999999999", now: now) == 86_400)
        #expect(RetryAfter.seconds("Sun, 06 Nov 1994 08:50:37 GMT", now: now) == 60)
        #expect(RetryAfter.seconds("Sun, 06 Nov 1994 08:00:00 GMT", now: now) == 0)
        for bad in ["", "soon", "Sun, 06 Foo 1994 08:50:37 GMT", "Sun, 06 Nov 1994 99:50:37 GMT", "1.5"] {
            #expect(RetryAfter.seconds(bad, now: now) == nil)
        }
    }

    @Test("a call is repeated over the wire after the time the server asked for")
    func overTheWire() async throws {
        let standIn = try await WAHAStandIn.start()
        standIn.fail(.refuse(status: 503, retryAfter: 1), on: "/ping")
        let pauses = Mutex<[Duration]>([])
        let caller = HTTPCaller { pause in pauses.withLock { $0.append(pause) } }
        var request = HTTPCall(.get, standIn.baseURL + "/ping", addressPolicy: .operatorConfigured)
        request.retry = policy
        #expect(try await caller.call(request).status == 200)
        #expect(standIn.calls.count == 2)
        let slept = pauses.withLock { $0 }
        #expect(slept.count == 1)
        #expect(slept.allSatisfy { $0 >= .seconds(1) && $0 <= .milliseconds(1100) })
        await standIn.stop()
    }

    @Test("when every attempt is refused the last refusal is thrown, with the time asked for")
    func givesUp() async throws {
        let standIn = try await WAHAStandIn.start()
        standIn.fail(.refuse(status: 429, retryAfter: 1), on: "/ping", times: 3)
        let caller = HTTPCaller { _ in }
        var request = HTTPCall(.get, standIn.baseURL + "/ping", addressPolicy: .operatorConfigured)
        request.retry = policy
        await #expect(throws: GatewayError.refused(status: 429, message: "Refused", retryAfter: 1)) {
            try await caller.call(request)
        }
        #expect(standIn.calls.count == 3)
        await standIn.stop()
    }
}
