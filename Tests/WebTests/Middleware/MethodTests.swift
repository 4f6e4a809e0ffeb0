import HTTPTypes
import Support
import Testing

@Suite("Methods and names of requests") struct MethodTests {
    private static let site = Task { try await Site() }

    @Test(
        "a method that a path does not take is 405, with those that it takes",
        arguments: [
            ("/api/services", HTTPRequest.Method.delete, ["GET", "HEAD", "POST"]),
            ("/api/services/1", .post, ["DELETE", "GET", "HEAD", "PATCH", "PUT"]),
            ("/api/auth/login", .get, ["POST"]), ("/health", .post, ["GET", "HEAD"]),
            ("/api/api/auth/login", .put, ["POST"]), ("/login", .post, ["GET", "HEAD"]),
            ("/assets/style.css", .delete, ["GET", "HEAD"]), ("/", .post, ["GET", "HEAD"]),
            ("/webhook", .get, ["POST"]),
        ])
    func notAllowed(path: String, method: HTTPRequest.Method, allowed: [String]) async throws {
        let site = try await Self.site.value
        let answer = try await site.raw(path, method: method)
        #expect(answer.status == .methodNotAllowed)
        let listed = answer.header("Allow")?.split(separator: ",").map { $0.filter { $0 != " " } }.sorted()
        #expect(listed == allowed)
        #expect(answer.header("Content-Type") == "application/json; charset=utf-8")
    }

    @Test("HEAD is GET without the body", arguments: ["/health", "/login", "/assets/style.css", "/api/services"])
    func head(path: String) async throws {
        let site = try await Self.site.value
        let token = ["Authorization": "Bearer \(site.shops.first.signedIn.tokens.access)"]
        let get = try await site.raw(path, headers: token)
        let head = try await site.raw(path, method: .head, headers: token)
        #expect(head.status == .ok && get.status == .ok)
        #expect(head.bytes.readableBytes == 0)
        #expect(head.header("Content-Type") == get.header("Content-Type"))
    }

    @Test("a request's lawful name comes back", arguments: ["a", "pedido-7_b.C", String(repeating: "x", count: 64)])
    func named(name: String) async throws {
        let answer = try await Self.site.value.raw("/api/nothing", headers: ["X-Request-ID": name])
        #expect(answer.header("X-Request-ID") == name)
    }

    @Test(
        "any other, or none, is replaced by one of ours",
        arguments: ["", "é", "a b", "a\"b", "a,b", String(repeating: "x", count: 65), nil])
    func unnamed(name: String?) async throws {
        let site = try await Self.site.value
        var headers: [String: String] = [:]
        headers["X-Request-ID"] = name
        let names = [
            try await site.raw("/health", headers: headers).header("X-Request-ID") ?? "",
            try await site.raw("/api/services", headers: headers).header("X-Request-ID") ?? "",
        ]
        #expect(Set(names).count == 2)
        for made in names { #expect(made.wholeMatch(of: #/[0-9a-f]{16}/#) != nil, "\(made)") }
    }

    @Test("a listed front end may send and read every header that it knows")
    func corsHeaders() async throws {
        let site = try await Self.site.value
        let preflight = try await site.raw(
            "/api/services", method: .options,
            headers: ["Origin": Site.origin, "Access-Control-Request-Method": "PATCH"])
        #expect(preflight.status == .noContent)
        #expect(preflight.header("Access-Control-Max-Age") == "86400")
        let allowed = preflight.header("Access-Control-Allow-Headers") ?? ""
        for name in [
            "Content-Type", "Authorization", "Accept", "Origin", "X-CSRF-Token", "X-Requested-With",
            "X-Content-Type-Options", "X-Company-ID", "X-Request-ID", "X-API-Key", "Idempotency-Key", "Last-Event-ID",
        ] { #expect(allowed.contains(name), "\(name)") }
        let methods = preflight.header("Access-Control-Allow-Methods") ?? ""
        for name in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] { #expect(methods.contains(name)) }
        let answer = try await site.raw("/api/services", headers: ["Origin": Site.origin])
        let exposed = answer.header("Access-Control-Expose-Headers") ?? ""
        for name in ["Authorization", "X-Request-ID", "RateLimit-Remaining", "Retry-After"] {
            #expect(exposed.contains(name), "\(name)")
        }
        #expect(answer.values("Vary").contains("Origin"))
    }
}
