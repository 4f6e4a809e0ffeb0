import Hummingbird
import Synchronization

/// `/api/openapi.json`: what this server can be asked, for programs; `/docs` shows it to people.
final class DocumentRoutes: Sendable {
    /// All operations but this one.
    private let others: [Operation]
    private let version: String
    /// Made when first asked for: it is the same as long as the process lives, and large.
    private let text = Mutex<String?>(nil)

    init(others: [Operation], version: String) {
        self.others = others
        self.version = version
    }

    var operations: [Operation] { [operation { [self] _ in JSONBody.response(text: try document()) }] }

    private func operation(_ run: @escaping @Sendable (OpenCall) async throws -> Response) -> Operation {
        Operation(
            .get, "/api/openapi.json", "showDocument", .server, "This document", open: .everyone,
            answers: [.ok(.anything, "OpenAPI 3.1")], run: run)
    }

    private func document() throws -> String {
        try text.withLock { text in
            if let text { return text }
            let all = others + [operation { _ in throw Problem.notFound }]
            let made = try JSONBody.text(OpenAPI(operations: all, version: version).document)
            text = made
            return made
        }
    }
}
