import Business
import Domain
import HTTPTypes
import Hummingbird
import Storage

/// `/api/admin`: the whole installation, for a super_admin or for the operator of the machine.
struct AdminRoutes: Sendable {
    let database: Database
    let operatorToken: String

    func add(to api: RouterGroup<AppContext>) {
        api.group("admin")
            .get("queries", use: queries)
            .get("queries/:id", use: explain)
    }

    /// 200 with every statement that has run, its times, plan and advice; the statement cache; repeated queries.
    @Sendable func queries(_ request: Request, context: AppContext) async throws -> Response {
        try check(request, context)
        return try JSONBody.response(DataBody(data: database.insight.report()))
    }

    /// 200 with one statement and its plan as of now; 404 when none of that id has run.
    @Sendable func explain(_ request: Request, context: AppContext) async throws -> Response {
        try check(request, context)
        guard let id = context.parameters.get("id"), let report = try await database.explain(id) else {
            throw Problem.notFound
        }
        return try JSONBody.response(DataBody(data: report))
    }

    private func check(_ request: Request, _ context: AppContext) throws {
        if let given = Self.operatorHeader.flatMap({ request.headers[$0] }),
            SecretText.areEqual(given, operatorToken)
        {
            return
        }
        guard let principal = context.principal else {
            throw Problem.unauthorized("Entre na sua conta para continuar.")
        }
        guard principal.token.role == .superAdmin else {
            throw Problem.forbidden("Só o administrador do servidor pode ver isto.")
        }
    }

    private static let operatorHeader = HTTPField.Name("X-Operator-Token")
}
