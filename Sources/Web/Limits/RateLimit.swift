import Business
import Domain
import HTTPTypes
import Hummingbird
import Storage

/// Counts every request to the API: by user where a token says who asks, by address otherwise. The count is told
/// in `RateLimit-*`; beyond it stands 429 with `Retry-After`.
struct RateLimit: RouterMiddleware {
    let limits: RequestLimits
    let accounts: Accounts
    let client: ClientAddress

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.client = client.name(request, peer: context.peer)
        guard let decision = await decide(request, context) else { return try await next(request, context) }
        var response: Response
        if decision.isAllowed {
            response = try await next(request, context)
        } else {
            response = try ErrorResponses.response(to: TooManyRequests(decision: decision))
        }
        // A stricter limit inside has the last word.
        guard response.headers[.rateLimitLimit] == nil else { return response }
        response.headers.add(decision)
        return response
    }

    /// nil: not counted. The panel's files and the health of the server are free, and the webhook has its own count.
    private func decide(_ request: Request, _ context: AppContext) async -> RateDecision? {
        let path = request.uri.path
        guard limits.user != nil || limits.anonymous != nil, path.hasPrefix("/api"), path != "/api/health" else {
            return nil
        }
        if let bearer = try? Gate.bearer(of: request), let user = accounts.holder(of: bearer) {
            return await limits.user?.take("\(user)")
        }
        // A forged key counts for its address; each real one for itself.
        if limits.user != nil, let key = request.headers[.apiKey],
            let known = try? await accounts.authenticate(key: key)
        {
            return await limits.user?.take("key \(known.scope.companyID)")
        }
        return await limits.anonymous?.take(context.client)
    }
}

/// Thrown where a count beyond the general ones is used up.
struct TooManyRequests: Error {
    let decision: RateDecision
}

extension HTTPFields {
    mutating func add(_ decision: RateDecision) {
        for (name, value) in decision.headers {
            if let name = HTTPField.Name(name) { self[name] = value }
        }
    }
}
