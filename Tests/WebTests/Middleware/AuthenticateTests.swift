import Business
import Domain
import HTTPTypes
import Storage
import Support
import Testing

@Suite("Bearer tokens") struct AuthenticateTests {
    static let walled = [
        "/api/auth/me", "/api/appointments", "/api/appointments/1", "/api/services", "/api/services/1", "/api/settings",
        "/api/whatsapp/sessions", "/api/dashboard/stats", "/api/simulator/messages?phone=11900000001",
    ]

    @Test("without a token nothing of a shop is shown", arguments: walled)
    func none(uri: String) async throws {
        let site = try await Self.shared.value
        let answer = try await site.call(.get, uri)
        #expect(answer.status == .unauthorized)
        #expect(answer.json.keys.sorted() == ["error", "message", "success"])
        #expect(answer.error == "Unauthorized")
        #expect(answer.at("success") == false)
    }

    @Test(
        "a header that is no token of ours is 401",
        arguments: [
            "", "Bearer", "Bearer ", "Bearer x", "Basic YTpi", "x", "Bearer a.b.c", "Bearer  double",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "bearer null",
        ])
    func nonsense(header: String) async throws {
        let site = try await Self.shared.value
        let answer = try await site.call(.get, "/api/auth/me", headers: ["Authorization": header])
        #expect(answer.status == .unauthorized)
    }

    @Test("the scheme's case does not matter")
    func scheme() async throws {
        let site = try await Self.shared.value
        let token = site.shops.first.signedIn.tokens.access
        for scheme in ["Bearer", "bearer", "BEARER"] {
            let answer = try await site.call(.get, "/api/auth/me", headers: ["Authorization": "\(scheme) \(token)"])
            #expect(answer.status == .ok)
        }
    }

    @Test("a token past its quarter of an hour says that the session has expired")
    func expired() async throws {
        let site = try await Site()
        site.shops.clock.advance(seconds: 15 * 60 + 60)
        let answer = try await site.get("/api/auth/me", as: site.shops.first)
        #expect(answer.status == .unauthorized)
        #expect(answer.message?.contains("expirou") == true)
    }

    @Test("a refresh token opens nothing")
    func refreshToken() async throws {
        let site = try await Self.shared.value
        let answer = try await site.call(.get, "/api/auth/me", token: site.shops.first.signedIn.tokens.refresh)
        #expect(answer.status == .unauthorized)
    }

    @Test("a user who was switched off is out at once")
    func switchedOff() async throws {
        let site = try await Site()
        _ = try await site.shops.database.write(site.shops.first.scope) { try $0.run("UPDATE users SET is_active = 0") }
        #expect(try await site.get("/api/services", as: site.shops.first).status == .unauthorized)
        #expect(try await site.get("/api/services", as: site.shops.second).status == .ok)
    }

    private static let shared = Task { try await Site() }
}
