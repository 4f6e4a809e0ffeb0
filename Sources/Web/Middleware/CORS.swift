import HTTPTypes
import Hummingbird

/// Lets the listed front ends call the API from a browser. Other origins get an answer without permission.
struct CORS: RouterMiddleware {
    /// Exact origins, scheme and port included.
    let origins: Set<String>

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard let origin = request.headers[.origin], origins.contains(origin) else {
            return try await next(request, context)
        }
        let isPreflight = request.method == .options && request.headers[.accessControlRequestMethod] != nil
        var response = isPreflight ? Response(status: .noContent) : try await next(request, context)
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlAllowCredentials] = "true"
        response.headers[.accessControlExposeHeaders] = Self.exposedHeaders
        response.headers.append(HTTPField(name: .vary, value: "Origin"))
        if isPreflight {
            response.headers[.accessControlAllowMethods] = "GET, POST, PUT, PATCH, DELETE, OPTIONS"
            response.headers[.accessControlAllowHeaders] = Self.allowedHeaders
            response.headers[.accessControlMaxAge] = "86400"
        }
        return response
    }

    private static let exposedHeaders =
        "Authorization, X-Request-ID, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, "
        + "Idempotency-Replayed"

    private static let allowedHeaders =
        "Content-Type, Authorization, Accept, Origin, X-CSRF-Token, X-Requested-With, X-Content-Type-Options, "
        + "X-Company-ID, X-Request-ID, X-API-Key, Idempotency-Key, Last-Event-ID"
}
