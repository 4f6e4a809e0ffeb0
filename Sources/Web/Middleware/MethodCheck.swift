import HTTPTypes
import Hummingbird

/// Answers 405 with the methods that are allowed, where the router knows the path and not the method.
struct MethodCheck: RouterMiddleware {
    let methods: @Sendable (String) -> [HTTPRequest.Method]

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard context.endpointPath == nil else { return try await next(request, context) }
        var allowed = methods(request.uri.path)
        guard !allowed.isEmpty, !allowed.contains(request.method) else { throw Problem.notFound }
        if allowed.contains(.get) { allowed.append(.head) }
        throw Problem.methodNotAllowed(allowed)
    }
}
