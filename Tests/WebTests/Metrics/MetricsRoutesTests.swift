import HTTPTypes
import Support
import Testing

@testable import Web

@Suite("/metrics") struct MetricsRoutesTests {
    private static let token = "segredo-das-metricas"

    private func site(token: String? = token) async throws -> Site {
        var site = try await Site()
        site.parts.metricsToken = token
        return site
    }

    @Test("counts requests by route, never by path, and reads the process and the database")
    func page() async throws {
        let site = try await site()
        _ = try await site.raw("/api/services/4711?x=segredo")
        _ = try await site.raw("/api/nada/4711")
        _ = try await site.raw("/api/services", method: .init("INVENTED") ?? .get)
        let answer = try await site.raw("/metrics", from: "127.0.0.1")
        #expect(answer.status == .ok)
        #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        let text = answer.text
        #expect(!text.contains("4711") && !text.contains("segredo") && !text.contains("INVENTED"))
        #expect(text.contains(#"auzap_http_requests_total{method="GET",route="/api/services/{id}",status="401"} 1"#))
        #expect(text.contains(#"method="other""#))
        for name in [
            "auzap_http_request_seconds_bucket", "process_resident_memory_bytes", "process_cpu_seconds_total",
            "auzap_jobs_waiting", "auzap_jobs_dead 0", "auzap_database_short_of_space 0",
            "auzap_info{version=\"1.2.3\"} 1",
        ] { #expect(text.contains(name), "\(name)") }
    }

    @Test("this machine may look, by any of its own addresses", arguments: ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
    func near(peer: String) async throws {
        #expect(try await site().raw("/metrics", from: peer).status == .ok)
    }

    @Test("another machine needs the token", arguments: ["10.0.0.7", "203.0.113.9", "2001:db8::1"])
    func far(peer: String) async throws {
        let site = try await site()
        #expect(try await site.raw("/metrics", from: peer).status == .unauthorized)
        for wrong in ["Bearer errado", "Bearer ", "Basic \(Self.token)", Self.token] {
            let answer = try await site.raw("/metrics", headers: ["Authorization": wrong], from: peer)
            #expect(answer.status == .unauthorized, "\(wrong)")
        }
        let right = try await site.raw("/metrics", headers: ["Authorization": "Bearer \(Self.token)"], from: peer)
        #expect(right.status == .ok)
    }

    @Test("without a token set, none opens it from elsewhere")
    func noToken() async throws {
        let site = try await site(token: nil)
        for header in ["Bearer ", "Bearer x", "Bearer nil"] {
            let answer = try await site.raw("/metrics", headers: ["Authorization": header], from: "10.0.0.7")
            #expect(answer.status == .unauthorized)
        }
    }

    @Test("behind a proxy on this machine everybody is from elsewhere")
    func proxied() async throws {
        let site = try await site()
        for forwarded in ["203.0.113.9", "127.0.0.1", ""] {
            let answer = try await site.raw("/metrics", headers: ["X-Forwarded-For": forwarded], from: "127.0.0.1")
            #expect(answer.status == .unauthorized)
        }
        let headers = ["X-Forwarded-For": "203.0.113.9", "Authorization": "Bearer \(Self.token)"]
        #expect(try await site.raw("/metrics", headers: headers, from: "127.0.0.1").status == .ok)
    }
}
