import Business
import Domain
import HTTPTypes
import Hummingbird
import Storage

/// `/api/admin`: the whole installation, for a super_admin or for the operator of the machine.
struct AdminRoutes: Sendable {
    let database: Database
    let accounts: Accounts
    let clock: any ShopClock

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/admin/queries", "listQueries", .administration,
                "Every statement that has run: times, plan, advice; the statement cache; repeated queries",
                open: .administrator, answers: [.ok(.data(.anything))], run: queries),
            Operation(
                .get, "/api/admin/queries/{query}", "explainQuery", .administration, "One statement and its plan now",
                open: .administrator, answers: [.ok(.data(.anything))], run: explain),
            Operation(
                .get, "/api/admin/jobs", "listDeadJobs", .administration, "Jobs set aside after failing too often",
                open: .administrator, query: [.maybe("limit", .integer(1...1000), "Most jobs shown")],
                answers: [.ok(.all(of: DeadJobBody.schema))], run: jobs),
            Operation(
                .post, "/api/admin/jobs/replay", "replayDeadJobs", .administration,
                "Begin the jobs of one kind that were set aside again, in every company", open: .administrator,
                body: .json(.object(.always("kind", .text(1...40, example: "send")))),
                answers: [.ok(.object(.always("success", .boolean), .always("replayed", .integer)))], run: replay),
            Operation(
                .post, "/api/admin/administrators", "makeAdministrator", .administration,
                "Let somebody with an account administer the server, or stop that; bites at once",
                open: .administrator,
                body: .json(.object(.always("email", .email), .always("isAdministrator", .boolean))),
                answers: [.ok(.message), .other(.notFound, "Nobody has an account with this e-mail")],
                run: makeAdministrator),
        ]
    }

    @Sendable func queries(_ call: OpenCall) async throws -> Response {
        try JSONBody.response(DataBody(data: database.insight.report()))
    }

    @Sendable func explain(_ call: OpenCall) async throws -> Response {
        guard let report = try await database.explain(try call.part("query")) else { throw Problem.notFound }
        return try JSONBody.response(DataBody(data: report))
    }

    @Sendable func jobs(_ call: OpenCall) async throws -> Response {
        let jobs = try await database.system.deadJobs(limit: call.number("limit") ?? 100)
        return try JSONBody.response(ListBody(data: jobs.map(DeadJobBody.init), total: jobs.count))
    }

    @Sendable func replay(_ call: OpenCall) async throws -> Response {
        let count = try await database.system.replayJobs(kind: call.form.text("kind") ?? "", at: clock.now)
        return try JSONBody.response(ReplayBody(replayed: count))
    }

    /// Who stops administering is an owner again.
    @Sendable func makeAdministrator(_ call: OpenCall) async throws -> Response {
        let role: Role = call.form.bool("isAdministrator") == true ? .superAdmin : .owner
        guard try await accounts.setRole(role, of: call.form.text("email") ?? "") else { throw Problem.notFound }
        return try JSONBody.response(MessageBody(message: "Perfil alterado."))
    }
}

private struct DeadJobBody: Encodable {
    let id: Job.ID
    let companyId: Company.ID
    let kind: String
    let lane: String
    let attempts: Int
    let error: String?
    let createdAt: String

    static let schema: Schema = .named(
        "DeadJob",
        .object(
            .always("id", .id), .always("companyId", .id), .always("kind", .text), .always("lane", .text),
            .always("attempts", .integer), .maybe("error", .text), .always("createdAt", .moment)))

    init(_ job: DeadJob) {
        id = job.id
        companyId = job.companyID
        kind = job.kind
        lane = job.lane
        attempts = job.attempts
        error = job.error
        createdAt = job.createdAt.iso8601
    }
}

private struct ReplayBody: Encodable {
    var success = true
    let replayed: Int
}
