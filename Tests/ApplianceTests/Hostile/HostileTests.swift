import Foundation
import Support
import Testing

@Suite("Hostile HTTP", .timeLimit(.minutes(5)))
struct HostileTests {
    @Test("each is refused or cut off, the server answers others meanwhile, and takes no memory for it")
    func all() async throws {
        try await RunningAppliance.session(["RATE_LIMIT": "off"]) { app in
            let port = try #require(URL(string: app.baseURL)?.port)
            let token = try await Self.register(on: app)
            let requests =
                HostileRequest.framing + HostileRequest.protocols + HostileRequest.heads
                + HostileRequest.bodies(token: token)
            // Once before, so that what any first request allocates for good is not counted.
            try await Self.attack(requests, port, app)
            let before = try Self.residentKiB(app.child.pid)
            try await Self.attack(requests, port, app)
            try await Self.crowd(port, app)
            try await Self.pipeline(port)
            #expect(try Self.residentKiB(app.child.pid) - before < 32 << 10)
        }
    }

    private static func attack(_ requests: [HostileRequest], _ port: Int, _ app: RunningAppliance) async throws {
        for request in requests {
            let reply = try await RawConnection.exchange(port: port, request.bytes)
            #expect(
                reply.statuses.allSatisfy { (400..<500).contains($0) || request.alsoLawful.contains($0) },
                "\(request.name): \(reply.text.prefix(300))")
            #expect(!reply.statuses.isEmpty || reply.isClosed, "\(request.name): neither answered nor closed")
            try await expectHealth(app, request.name)
        }
    }

    /// Connections that say nothing, or stop in the middle, take no place from others.
    private static func crowd(_ port: Int, _ app: RunningAppliance) async throws {
        let begun = ["", "GET /health HTTP/1.1\r\nX-", "POST /api/auth/login HTTP/1.1\r\nContent-Length: 100\r\n\r\n{"]
        let idle = try (0..<600).map { place in
            let connection = try RawConnection(port: port)
            connection.send(Array(begun[place % begun.count].utf8))
            return connection
        }
        try await expectHealth(app, "\(idle.count) idle connections")
        withExtendedLifetime(idle) {}
    }

    /// Requests sent in one go are answered in their order.
    private static func pipeline(_ port: Int) async throws {
        let paths = (0..<40).map { $0.isMultiple(of: 2) ? "/health" : "/nada/\($0)" }
        let bytes = paths.map { "GET \($0) HTTP/1.1\r\nHost: loja\r\n\r\n" }.joined()
        let reply = try await RawConnection.exchange(port: port, Array(bytes.utf8), answers: paths.count)
        #expect(reply.statuses == paths.map { $0 == "/health" ? 200 : 404 })
    }

    private static func expectHealth(_ app: RunningAppliance, _ name: String) async throws {
        let health = try await APIClient(app: app).get("/health")
        #expect(health.status == 200, "\(name)")
    }

    private static func register(on app: RunningAppliance) async throws -> String {
        let answer = try await APIClient(app: app).post(
            "/api/auth/register",
            [
                "email": "marta@example.com", "password": Shop.password, "name": "Marta",
                "companyName": "Banho & Cia",
            ])
        return try JSONDecoder().decode(Registered.self, from: answer.orRefusal().body).token
    }

    private static func residentKiB(_ pid: pid_t) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        return try #require(status.firstMatch(of: #/VmRSS:\s+(\d+) kB/#).flatMap { Int($0.1) })
    }

    private struct Registered: Decodable { let token: String }
}
