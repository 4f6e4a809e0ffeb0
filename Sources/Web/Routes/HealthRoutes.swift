import Domain
import Hummingbird

/// `/health`, `/api/health` and the root: is the server there.
struct HealthRoutes: Sendable {
    let version: String
    let webhookPath: String
    let clock: any ShopClock
    let isShortOfSpace: @Sendable () -> Bool

    func add(to router: Router<AppContext>) {
        router.get("health", use: health)
        router.get("api/health", use: health)
        router.get("/", use: root)
    }

    @Sendable func health(_ request: Request, context: AppContext) throws -> Response {
        let database = isShortOfSpace() ? "degraded" : "ok"
        return try JSONBody.response(HealthBody(version: version, timestamp: clock.now.iso8601, database: database))
    }

    /// The panel for a browser; name and addresses for a program.
    @Sendable func root(_ request: Request, context: AppContext) throws -> Response {
        guard request.headers[.accept]?.contains("text/html") == true else {
            let endpoints = ["health": "/health", "webhook": webhookPath, "stats": "/api/dashboard/stats"]
            return try JSONBody.response(RootBody(version: version, endpoints: endpoints))
        }
        return .redirect(to: "/simulador", type: .found)
    }
}

private struct HealthBody: Encodable {
    var status = "online"
    let version: String
    let timestamp: String
    /// "degraded" while writes are refused for want of disk space.
    let database: String
}

private struct RootBody: Encodable {
    var name = "auzap"
    let version: String
    var status = "running"
    let endpoints: [String: String]
}
