import Hummingbird
import Logging
import Storage

/// One line a request: method, the route's pattern, status and time. Never the path itself, which may hold a
/// phone number, nor the query. The same pattern names the request where repeated queries are told.
struct AccessLog: RouterMiddleware {
    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let begin = ContinuousClock.now
        let label = "\(request.method) \(context.endpointPath ?? "none")"
        let response = try await QueryTrace.watching(label) { try await next(request, context) }
        let time = begin.duration(to: .now) / .milliseconds(1)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method)", "route": "\(context.endpointPath ?? "none")",
                "status": "\(response.status.code)", "ms": "\((time * 10).rounded() / 10)",
            ])
        return response
    }
}
