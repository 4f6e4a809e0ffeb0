import Business
import Domain
import HTTPTypes
import Hummingbird

/// `/api/companies`: the company itself; all of them for a super_admin.
struct CompanyRoutes: Sendable {
    let companies: Companies

    var operations: [Operation] { reading + writing + keys + standing }

    private static let one: [Operation.Answer] = [.ok(.data(CompanyBody.schema))]
    private static let taken: Operation.Answer = .other(.conflict, "Another company has this slug")

    private var reading: [Operation] {
        let show = Operation(
            .get, "/api/companies/current", "showCompany", .companies, "One's own company; its key is masked",
            may: .readSettings, answers: Self.one, run: show)
        return [
            Operation(
                .get, "/api/companies", "listCompanies", .companies, "One's own company; every one for a super_admin",
                may: .readSettings, answers: [.ok(Self.listSchema)], run: list),
            show, show.also(at: "/api/companies/me", as: "showMyCompany"),
            show.also(at: "/api/companies/{id}", as: "showCompanyByID"),
            Operation(
                .get, "/api/companies/slug/{slug}", "showCompanyCard", .companies,
                "What an active company shows to everybody", open: .everyone,
                answers: [.ok(.data(CompanyBody.cardSchema))], run: card),
        ]
    }

    private var writing: [Operation] {
        let whole = change(.patch, "/api/companies/current", "changeCompany", CompanyForm.schema, "Change the company")
        return [
            whole, whole.also(at: "/api/companies/me", as: "changeMyCompany"),
            whole.also(at: "/api/companies/{id}", as: "replaceCompany", method: .put),
            change(
                .patch, "/api/companies/me/business-hours", "changeBusinessHours", CompanyForm.hoursSchema,
                "Change the hours of the week; a day left out stays"),
            change(
                .patch, "/api/companies/me/booking-settings", "changeBookingSettings", CompanyForm.bookingSchema,
                "Change how far ahead and how late may be booked and cancelled"),
            change(
                .patch, "/api/companies/me/messages", "changeMessages", CompanyForm.textsSchema,
                "Change the company's own texts"),
            Operation(
                .post, "/api/companies", "createCompany", .companies,
                "Open a company without people; a super_admin invites them", may: .administer,
                body: .json(Self.openingSchema), answers: [.created(.data(CompanyBody.schema)), Self.taken],
                run: create),
        ]
    }

    private func change(
        _ method: HTTPRequest.Method, _ path: String, _ id: String, _ schema: Schema, _ summary: String
    ) -> Operation {
        Operation(
            method, path, id, .companies, "\(summary); fields left out stay", may: .writeSettings, body: .json(schema),
            answers: Self.one + [Self.taken], run: change)
    }

    private var keys: [Operation] {
        [
            Operation(
                .post, "/api/companies/me/api-key/generate", "makeAPIKey", .companies,
                "Make a new key for the API in place of the one before; it is shown this once", may: .manageCompany,
                answers: [
                    .ok(
                        .object(
                            .always("success", .boolean), .always("message", .text),
                            .always("data", .object(.always("api_key", .text)))))
                ], run: makeKey),
            Operation(
                .delete, "/api/companies/me/api-key", "dropAPIKey", .companies, "Take the key for the API away",
                may: .manageCompany, answers: [.ok(.message)], run: dropKey),
        ]
    }

    private var standing: [Operation] {
        let plan: Schema = .object(.always("plano", .text(1...40, example: "profissional")))
        return [
            Operation(
                .post, "/api/companies/me/upgrade", "changePlan", .companies, "Note another plan",
                may: .manageCompany, body: .json(plan), answers: Self.one
            ) { call in
                let plan = call.form.text("plano") ?? ""
                return try await changed(call) { $0.plan = plan }
            },
            Operation(
                .post, "/api/companies/me/activate", "activateCompany", .companies,
                "Switch the company on; once off, only a super_admin can", may: .manageCompany, answers: Self.one
            ) { call in try await changed(call) { $0.company.isActive = true } },
            Operation(
                .post, "/api/companies/me/deactivate", "deactivateCompany", .companies,
                "Switch the company off: its people cannot sign in any more, this session included",
                may: .manageCompany, answers: Self.one
            ) { call in try await changed(call) { $0.company.isActive = false } },
        ]
    }

    private static let openingSchema: Schema = .object(
        [.always("nome", .text(1...255)), .maybe("template", .words(ShopTemplate.self), "petshop unless told")]
            + CompanyForm.schema.fields.filter { $0.name != "nome" })

    private static let listSchema: Schema = .object(
        .always("success", .boolean), .always("total", .integer),
        .always("data", .list(numbered.schema(named: "CompanyRow"))),
        .always("companies", .list(named.schema(named: "CompanyChoice"))))

    private static let numbered = Shape<Company>(fields: [
        .init("id", .id) { .id($0.id) },
        .init("nome", .text) { .string($0.name) },
        .init("slug", .text) { .string($0.slug) },
        .init("ativo", .boolean) { .bool($0.isActive) },
        .init("created_at", .moment) { .moment($0.createdAt) },
    ])

    /// For a reader that compares the id with a text.
    private static let named = Shape<Company>(fields: [
        .init("id", .text) { .text($0.id) },
        .init("name", .text) { .string($0.name) },
        .init("slug", .text) { .string($0.slug) },
        .init("createdAt", .moment) { .moment($0.createdAt) },
    ])
}

// MARK: - What they do

extension CompanyRoutes {
    @Sendable private func list(_ call: TenantCall) async throws -> Response {
        let companies =
            if call.principal.token.role == .superAdmin {
                try await self.companies.all()
            } else {
                try await self.companies.find(in: call.scope).map { [$0.company] } ?? []
            }
        return try JSONBody.response(
            JSONValue.object([
                "success": true, "total": .int(companies.count),
                "data": .array(companies.map(Self.numbered.body)),
                "companies": .array(companies.map(Self.named.body)),
            ]))
    }

    @Sendable private func show(_ call: TenantCall) async throws -> Response {
        try one(try await companies.find(in: try scope(of: call)))
    }

    @Sendable private func card(_ call: OpenCall) async throws -> Response {
        let slug = try call.part("slug")
        guard let details = try await companies.card(slug: slug) else { throw Problem.notFound }
        return try JSONBody.response(DataBody(data: CompanyBody.card.body(of: details)))
    }

    @Sendable private func change(_ call: TenantCall) async throws -> Response {
        try await changed(call, try CompanyForm.edit(call.form))
    }

    @Sendable private func create(_ call: TenantCall) async throws -> Response {
        let edit = try CompanyForm.edit(call.form)
        let made = try await companies.open(
            name: call.form.text("nome") ?? "", slug: call.form.text("slug")?.lowercased(),
            template: call.form.word("template") ?? .petShop, by: call.scope.actor, edit)
        return try one(made, status: .created)
    }

    @Sendable private func makeKey(_ call: TenantCall) async throws -> Response {
        let key = try await companies.makeKey(in: call.scope)
        return try JSONBody.response(
            JSONValue.object([
                "success": true, "data": ["api_key": .string(key)],
                "message": "Guarde a chave agora: ela não será mostrada de novo.",
            ]))
    }

    @Sendable private func dropKey(_ call: TenantCall) async throws -> Response {
        try await companies.dropKey(in: call.scope)
        return try JSONBody.response(MessageBody(message: "Chave removida."))
    }

    private func changed(
        _ call: TenantCall, _ edit: @escaping @Sendable (inout CompanyDetails) -> Void
    ) async throws -> Response {
        try one(try await companies.change(in: try scope(of: call), edit))
    }

    /// One's own company, or the one the path names: another than one's own only for a super_admin.
    private func scope(of call: TenantCall) throws -> TenantScope {
        guard call.context.parameters.get("id") != nil else { return call.scope }
        let named: Company.ID = try call.id()
        guard named == call.scope.companyID || call.principal.token.role == .superAdmin else { throw Problem.notFound }
        return TenantScope(companyID: named, actor: call.scope.actor)
    }

    private func one(_ details: CompanyDetails?, status: HTTPResponse.Status = .ok) throws -> Response {
        guard let details else { throw Problem.notFound }
        return try JSONBody.response(DataBody(data: CompanyBody.shape.body(of: details)), status: status)
    }
}
