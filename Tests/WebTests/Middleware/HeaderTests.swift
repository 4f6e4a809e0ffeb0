import Domain
import HTTPTypes
import Storage
import Support
import Testing

@Suite("Headers of every answer") struct HeaderTests {
    private static let shared = Task { try await Site() }

    static let addresses = [
        "/health", "/", "/login", "/assets/style.css", "/api/health", "/api/services", "/api/nothing", "/nothing",
        "/assets/nothing",
    ]

    @Test("a browser is told to be careful, whatever the answer", arguments: addresses)
    func security(uri: String) async throws {
        let answer = try await Self.shared.value.call(.get, uri)
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
        #expect(answer.header("X-Frame-Options") == "DENY")
        #expect(answer.header("Referrer-Policy") == "no-referrer")
        let policy = answer.header("Content-Security-Policy") ?? ""
        #expect(policy.contains("default-src 'none'"))
        #expect(policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(answer.header("Server") == nil)
        if uri.hasPrefix("/api") { #expect(answer.header("Cache-Control") == "no-store") }
    }

    @Test("an unknown address is 404 in JSON, whatever the method")
    func unknown() async throws {
        let site = try await Self.shared.value
        for uri in ["/nothing", "/api/nothing", "/api/services/1/2/3", "/assets/../../etc/passwd", "/webhook/x"] {
            for method in [HTTPRequest.Method.get, .post, .delete] {
                let answer = try await site.call(method, uri, token: site.shops.first.signedIn.tokens.access)
                #expect(answer.status == .notFound, "\(method) \(uri)")
                #expect(answer.error == "Not found", "\(method) \(uri)")
                #expect(answer.header("Content-Type") == "application/json; charset=utf-8")
            }
        }
    }

    @Test("a listed front end may call, with its origin named and varied on")
    func allowedOrigin() async throws {
        let site = try await Self.shared.value
        for uri in ["/health", "/api/services", "/api/nothing"] {
            let answer = try await site.call(.get, uri, headers: ["Origin": Site.origin])
            #expect(answer.header("Access-Control-Allow-Origin") == Site.origin)
            #expect(answer.header("Access-Control-Allow-Credentials") == "true")
            #expect(answer.header("Vary")?.contains("Origin") == true)
        }
        let preflight = try await site.call(
            .options, "/api/services", headers: ["Origin": Site.origin, "Access-Control-Request-Method": "POST"])
        #expect(preflight.status == .noContent)
        #expect(preflight.header("Access-Control-Allow-Methods")?.contains("POST") == true)
        #expect(preflight.header("Access-Control-Allow-Headers")?.contains("Authorization") == true)
    }

    @Test(
        "any other origin gets no permission",
        arguments: [
            "https://evil.example", "http://painel.example", "https://painel.example:8443",
            "https://painel.example.evil.example", "https://PAINEL.example/", "null", "",
        ])
    func foreignOrigin(origin: String) async throws {
        let site = try await Self.shared.value
        let answer = try await site.call(.get, "/health", headers: ["Origin": origin])
        #expect(answer.header("Access-Control-Allow-Origin") == nil)
        #expect(answer.header("Access-Control-Allow-Credentials") == nil)
        let preflight = try await site.call(
            .options, "/api/services", headers: ["Origin": origin, "Access-Control-Request-Method": "POST"])
        #expect(preflight.header("Access-Control-Allow-Origin") == nil)
        #expect(preflight.header("Access-Control-Allow-Methods") == nil)
    }

    @Test("with the database away, the API says so and when to come back; health stays up")
    func databaseAway() async throws {
        let site = try await Site()
        await site.shops.database.close()
        let answer = try await site.get("/api/services", as: site.shops.first)
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.header("Retry-After") != nil)
        #expect(!answer.body.contains("closed"))
        #expect(try await site.call(.get, "/health").status == .ok)
    }

    @Test("health tells version and time")
    func health() async throws {
        let answer = try await Self.shared.value.call(.get, "/health")
        #expect(answer.at("status") == "online")
        #expect(answer.at("version") == "1.2.3")
        #expect(answer.at("timestamp") == "2026-03-02T12:00:00.000Z")
    }
}
