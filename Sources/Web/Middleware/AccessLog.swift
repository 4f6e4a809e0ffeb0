import HTTPTypes
import Hummingbird
import Logging
import Storage
import Synchronization

/// One line a request: method, the route's pattern, status and time. Never the path itself, which may hold a
/// phone number, nor the query. The same pattern names the request where repeated queries are told.
struct AccessLog: RouterMiddleware {
    private let meters: RequestMeters

    init(metrics: Metrics) { meters = RequestMeters(metrics) }

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let begin = ContinuousClock.now
        let route = context.endpointPath ?? "none"
        let response = try await QueryTrace.watching("\(request.method) \(route)") { try await next(request, context) }
        let time = begin.duration(to: .now)
        context.logger.info(
            "request",
            metadata: [
                "request": "\(context.name)",
                "method": "\(request.method)", "route": "\(route)", "status": "\(response.status.code)",
                "ms": "\((time / .milliseconds(1) * 10).rounded() / 10)",
            ])
        meters[request.method, route, response.status].note(time)
        return response
    }
}

/// The series of each kind of request, found by its method, route and status.
private final class RequestMeters: Sendable {
    struct Meter: Sendable {
        let count: Metrics.Counter
        let timing: Metrics.Timing

        func note(_ time: Duration) {
            count.add()
            timing.add(time)
        }
    }

    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private let metrics: Metrics
    private let meters = Mutex<[Key: Meter]>([:])

    init(_ metrics: Metrics) { self.metrics = metrics }

    subscript(method: HTTPRequest.Method, route: String, status: HTTPResponse.Status) -> Meter {
        let key = Key(method: Self.known(method), route: route, status: status.code)
        return meters.withLock { meters in
            if let known = meters[key] { return known }
            let labels: KeyValuePairs = ["method": key.method, "route": route, "status": "\(key.status)"]
            let made = Meter(
                count: metrics.counter("auzap_http_requests_total", labels, about: "Requests answered"),
                timing: metrics.timing(
                    "auzap_http_request_seconds", ["route": route], about: "Time until the answer began"))
            meters[key] = made
            return made
        }
    }

    /// A method is the client's own word, and each new word would be a series of its own.
    private static func known(_ method: HTTPRequest.Method) -> String {
        [.get, .head, .post, .put, .patch, .delete, .options].contains(method) ? method.rawValue : "other"
    }
}
