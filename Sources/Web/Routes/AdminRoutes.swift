import Business
import Domain
import HTTPTypes
import Hummingbird
import Storage

/// `/api/admin`: the whole installation, for a super_admin or for the operator of the machine.
struct AdminRoutes: Sendable {
    let database: Database

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/admin/queries", "listQueries", .administration,
                "Every statement that has run: times, plan, advice; the statement cache; repeated queries",
                open: .administrator, answers: [.ok(.data(.anything))], run: queries),
            Operation(
                .get, "/api/admin/queries/{query}", "explainQuery", .administration, "One statement and its plan now",
                open: .administrator, answers: [.ok(.data(.anything))], run: explain),
        ]
    }

    @Sendable func queries(_ call: OpenCall) async throws -> Response {
        try JSONBody.response(DataBody(data: database.insight.report()))
    }

    @Sendable func explain(_ call: OpenCall) async throws -> Response {
        guard let report = try await database.explain(try call.part("query")) else { throw Problem.notFound }
        return try JSONBody.response(DataBody(data: report))
    }
}
