import Business
import HTTPTypes
import Hummingbird

/// Gives every request a name, the client's own where it sent a lawful one; it stands in the answer and in each
/// line of the log.
struct RequestName: RouterMiddleware {
    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let given = request.headers[.requestID].flatMap { Self.isLawful($0) ? $0 : nil }
        let name = given ?? SecureRandom.hex(8)
        var context = context
        context.name = name
        var response = try await next(request, context)
        response.headers[.requestID] = name
        return response
    }

    private static func isLawful(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || byte == 45 || byte == 95 || byte == 46
            }
    }
}
