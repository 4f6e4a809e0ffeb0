import Hummingbird

/// `/api/openapi.json`: what this server can be asked, for programs; `/docs` shows it to people.
struct DocumentRoutes: Sendable {
    /// All operations but this one.
    let others: [Operation]
    let version: String

    var operations: [Operation] { [operation { call in try show(call) }] }

    private func operation(_ run: @escaping @Sendable (OpenCall) async throws -> Response) -> Operation {
        Operation(
            .get, "/api/openapi.json", "showDocument", .server, "This document", open: .everyone,
            answers: [.ok(.anything, "OpenAPI 3.1")], run: run)
    }

    @Sendable private func show(_ call: OpenCall) throws -> Response {
        let all = others + [operation { _ in throw Problem.notFound }]
        return try JSONBody.response(OpenAPI(operations: all, version: version).document)
    }
}
