import Business
import Hummingbird

/// Bearer token → principal. A request without one goes on; `TenantContext` refuses it where one is needed.
struct Authenticate: RouterMiddleware {
    let accounts: Accounts

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard let header = request.headers[.authorization] else { return try await next(request, context) }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw AccountError.malformedToken }
        let (token, scope) = try await accounts.authenticate(String(parts[1]))
        var context = context
        context.principal = Principal(token: token, scope: scope)
        return try await next(request, context)
    }
}
