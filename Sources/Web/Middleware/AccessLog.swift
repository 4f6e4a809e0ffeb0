import HTTPTypes
import Hummingbird
import Logging
import Storage

/// One line a request: method, the route's pattern, status and time. Never the path itself, which may hold a
/// phone number, nor the query. The same pattern names the request where repeated queries are told.
struct AccessLog: RouterMiddleware {
    let metrics: Metrics

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let begin = ContinuousClock.now
        let label = "\(request.method) \(context.endpointPath ?? "none")"
        let response = try await QueryTrace.watching(label) { try await next(request, context) }
        let time = begin.duration(to: .now)
        let route = context.endpointPath ?? "none"
        context.logger.info(
            "request",
            metadata: [
                "request": "\(context.name)",
                "method": "\(request.method)", "route": "\(route)", "status": "\(response.status.code)",
                "ms": "\((time / .milliseconds(1) * 10).rounded() / 10)",
            ])
        let labels: KeyValuePairs = [
            "method": Self.known(request.method), "route": route, "status": "\(response.status.code)",
        ]
        metrics.count("auzap_http_requests_total", labels, about: "Requests answered")
        metrics.observe("auzap_http_request_seconds", ["route": route], time, about: "Time until the answer began")
        return response
    }

    /// A method is the client's own word, and each new word would be a series of its own.
    private static func known(_ method: HTTPRequest.Method) -> String {
        [.get, .head, .post, .put, .patch, .delete, .options].contains(method) ? method.rawValue : "other"
    }
}
