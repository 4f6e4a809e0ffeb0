import Domain
import Hummingbird

/// `/health`, `/api/health` and the root: is the server there.
struct HealthRoutes: Sendable {
    let version: String
    let webhookPath: String
    let clock: any ShopClock
    let isShortOfSpace: @Sendable () -> Bool

    init(_ parts: ServerParts) {
        version = parts.version
        webhookPath = parts.webhookPath
        clock = parts.clock
        isShortOfSpace = parts.isShortOfSpace
    }

    var operations: [Operation] {
        let health = Operation(
            .get, "/health", "showHealth", .server, "Is the server there", open: .everyone,
            answers: [.ok(HealthBody.schema)], run: health)
        return [health, health.also(at: "/api/health", as: "showHealthOfAPI")]
    }

    @Sendable func health(_ call: OpenCall) throws -> Response {
        let database = isShortOfSpace() ? "degraded" : "ok"
        return try JSONBody.response(HealthBody(version: version, timestamp: clock.now.iso8601, database: database))
    }

    /// The panel for a browser; name and addresses for a program.
    func add(to router: Router<AppContext>) {
        router.get("/") { request, _ in
            guard request.headers[.accept]?.contains("text/html") == true else {
                let endpoints = ["health": "/health", "webhook": webhookPath, "stats": "/api/dashboard/stats"]
                return try JSONBody.response(RootBody(version: version, endpoints: endpoints))
            }
            return .redirect(to: "/simulador", type: .found)
        }
    }
}

private struct HealthBody: Encodable {
    var status = "online"
    let version: String
    let timestamp: String
    /// "degraded" while writes are refused for want of disk space.
    let database: String

    static let schema: Schema = .named(
        "Health",
        .object(
            .always("status", .words(["online"])), .always("version", .text), .always("timestamp", .moment),
            .always("database", .words(["ok", "degraded"]))))
}

private struct RootBody: Encodable {
    var name = "auzap"
    let version: String
    var status = "running"
    let endpoints: [String: String]
}
