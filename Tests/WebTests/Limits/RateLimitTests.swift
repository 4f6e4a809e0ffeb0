import HTTPTypes
import Support
import Testing

@testable import Web

@Suite("Limits") struct RateLimitTests {
    private func site(_ edit: (inout RequestLimits.Settings) -> Void = { _ in }) async throws -> Site {
        var site = try await Site()
        var settings = RequestLimits.Settings()
        edit(&settings)
        site.parts.limits = RequestLimits(settings, clock: StoppedClock())
        return site
    }

    @Test("the hundred and first request without a token is 429, and the headers say when to come back")
    func anonymous() async throws {
        let site = try await site()
        for count in 1...100 {
            let answer = try await site.call(.get, "/api/openapi-nada")
            #expect(answer.status == .notFound)
            #expect(answer.header("RateLimit-Limit") == "100")
            #expect(answer.header("RateLimit-Remaining") == "\(100 - count)")
        }
        let refused = try await site.call(.get, "/api/openapi-nada")
        #expect(refused.status == .tooManyRequests)
        #expect(refused.error == "Too many requests")
        #expect(refused.header("RateLimit-Remaining") == "0")
        let wait = try #require(refused.header("Retry-After").flatMap { Int($0) })
        #expect((1...9).contains(wait))
        #expect(refused.json["retryAfter"] as? Int == wait)
        let known = try await site.get("/api/services", as: site.shops.first)
        #expect(known.status == .ok && known.header("RateLimit-Limit") == "1000")
        #expect(try await site.call(.get, "/health").status == .ok)
        #expect(try await site.call(.get, "/login", headers: ["Accept": "text/html"]).status == .ok)
    }

    @Test("users are counted apart, and a forged token counts for its address")
    func users() async throws {
        let site = try await site {
            $0.user = 2; $0.anonymous = 1
        }
        let (first, second) = (site.shops.first, site.shops.second)
        for _ in 0..<2 { #expect(try await site.get("/api/services", as: first).status == .ok) }
        #expect(try await site.get("/api/services", as: first).status == .tooManyRequests)
        #expect(try await site.get("/api/services", as: second).status == .ok)
        let forged = first.signedIn.tokens.access + "x"
        #expect(try await site.call(.get, "/api/services", token: forged).status == .unauthorized)
        #expect(try await site.call(.get, "/api/services", token: forged).status == .tooManyRequests)
    }

    @Test("after five wrong passwords the account waits, for this address; the right one does not help")
    func signIn() async throws {
        let site = try await site()
        let (first, second) = (site.shops.first, site.shops.second)
        func login(_ email: String, _ password: String) async throws -> Site.Answer {
            try await site.send(.post, "/api/auth/login", #"{"email": "\#(email)", "password": "\#(password)"}"#)
        }
        for _ in 0..<5 { #expect(try await login(first.email, "errada").status == .unauthorized) }
        let sixth = try await login(first.email.uppercased(), TwoShops.password)
        #expect(sixth.status == .tooManyRequests)
        #expect(sixth.header("RateLimit-Limit") == "5")
        #expect(sixth.header("Retry-After") != nil)
        #expect(try await login(second.email, TwoShops.password).status == .ok)
    }

    @Test("the fourth account within an hour from one address is refused")
    func registration() async throws {
        let site = try await site()
        func register(_ number: Int) async throws -> Site.Answer {
            try await site.send(
                .post, "/api/auth/register",
                #"{"email": "dona\#(number)@x.example", "password": "\#(TwoShops.password)", "companyName": "Loja"}"#)
        }
        for number in 1...3 { #expect(try await register(number).status == .created) }
        #expect(try await register(4).status == .tooManyRequests)
    }

    @Test("more webhooks than a minute may bring are 503, so that WAHA sends them again")
    func webhook() async throws {
        let site = try await site { $0.webhook = 1 }
        func send(_ id: String) async throws -> Site.Answer {
            try await site.send(
                .post, "/webhook",
                """
                {"event": "message", "session": "loja-centro", "payload": {"id": "false_5511900000001@c.us_\(id)",
                 "timestamp": 1772452800, "from": "5511900000001@c.us", "fromMe": false, "body": "Oi"}}
                """)
        }
        #expect(try await send("A1").status == .ok)
        let second = try await send("A2")
        #expect(second.status == .serviceUnavailable)
        #expect(second.header("Retry-After") != nil)
    }
}

/// Time that does not pass, so that nothing is refilled while a test runs.
private struct StoppedClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration = .zero
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    var now: Instant { Instant() }
    var minimumResolution: Duration { .nanoseconds(1) }
    func sleep(until deadline: Instant, tolerance: Duration?) async throws {}
}
