import HTTPTypes
import Hummingbird

/// Before the router: an old client writes `/api/api/…` where one `/api` is meant.
struct FrontDoor: HTTPResponder {
    let router: RouterResponder<AppContext>

    func respond(to request: Request, context: AppContext) async throws -> Response {
        guard let path = request.head.path, path.hasPrefix("/api/api/") else {
            return try await router.respond(to: request, context: context)
        }
        var head = request.head
        head.path = String(path.dropFirst(4))
        return try await router.respond(to: Request(head: head, body: request.body), context: context)
    }
}
