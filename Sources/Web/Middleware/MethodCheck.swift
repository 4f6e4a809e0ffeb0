import HTTPTypes
import Hummingbird

/// Answers 405 with the methods that are allowed, where the router knows the path and not the method. A path of its
/// own is never taken for a parameter of another: DELETE /api/tutors/vip is no customer called "vip".
struct MethodCheck: RouterMiddleware {
    /// What each path without a parameter takes; asked on every request, hence a table.
    let literal: [String: [HTTPRequest.Method]]
    /// What any path takes; asked only where the router found nothing.
    let methods: @Sendable (String) -> [HTTPRequest.Method]

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let isRouted = context.endpointPath != nil
        var allowed = isRouted ? literal[request.uri.path] ?? [] : methods(request.uri.path)
        if allowed.contains(.get) { allowed.append(.head) }
        if !allowed.isEmpty, !allowed.contains(request.method) { throw Problem.methodNotAllowed(allowed) }
        guard isRouted else { throw Problem.notFound }
        return try await next(request, context)
    }
}
