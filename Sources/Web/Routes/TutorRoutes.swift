import Business
import Domain
import HTTPTypes
import Hummingbird
import Storage

/// `/api/tutors`: the shop's customers. Readable as `/api/customers` too.
struct TutorRoutes: Sendable {
    let customers: Customers

    var operations: [Operation] { reading + lists + writing + marks }

    private static let one: [Operation.Answer] = [.ok(.data(TutorBody.schema))]
    private static let many: [Operation.Answer] = [.ok(.page(of: TutorBody.schema))]
    private static let marked: [Operation.Answer] = [
        .ok(.object(.always("success", .boolean), .always("data", TutorBody.schema), .always("message", .text)))
    ]
    private static let taken: Operation.Answer = .other(.conflict, "Another customer has this phone number")

    private var reading: [Operation] {
        let list = Operation(
            .get, "/api/tutors", "listTutors", .tutors, "Customers by name", may: .readCustomers,
            query: [
                .maybe("search", .text(1...200), "Words in name, phone or e-mail, case and accents ignored"),
                .maybe("is_vip", .boolean, "Only these"), .maybe("is_inativo", .boolean, "Only these"),
                .maybe("sort", .words(["nome", "recentes"]), "By name, or newest first"),
            ] + Page.parameters, answers: Self.many, run: list)
        let show = Operation(
            .get, "/api/tutors/{id}", "showTutor", .tutors, "One customer", may: .readCustomers, answers: Self.one,
            run: show)
        return [
            list, list.also(at: "/api/customers", as: "listCustomers"), show,
            show.also(at: "/api/customers/{id}", as: "showCustomer"),
            Operation(
                .get, "/api/tutors/phone/{telefone}", "findTutorByPhone", .tutors,
                "The customer of a phone number, with or without its ninth digit", may: .readCustomers,
                answers: Self.one, run: byPhone),
            Operation(
                .get, "/api/tutors/{id}/emotional-context", "showEmotionalContext", .tutors,
                "Always null: nothing is kept of a customer's mood", may: .readCustomers,
                answers: [.ok(.data(.anything))], run: mood),
            Operation(
                .get, "/api/tutors/{id}/journey", "showJourney", .tutors,
                "Where a customer stands, told from visits and messages; null for one that does not exist",
                may: .readCustomers, answers: [.ok(.data(JourneyBody.schema.orNull))], run: journey),
        ]
    }

    private var lists: [Operation] {
        [
            Operation(
                .get, "/api/tutors/vip", "listVIPTutors", .tutors, "VIP customers by name", may: .readCustomers,
                query: Page.parameters, answers: Self.many, run: vips),
            Operation(
                .get, "/api/tutors/inactive", "listQuietTutors", .tutors,
                "Customers without a visit that took place and without a message for some days", may: .readCustomers,
                query: [.maybe("days", .integer(1...3650), "30 unless told")] + Page.parameters, answers: Self.many,
                run: quiet),
            Operation(
                .get, "/api/tutors/birthdays", "listTutorBirthdays", .tutors, "Customers born in a month, by day",
                may: .readCustomers,
                query: [.maybe("month", .integer(1...12), "This month unless told")] + Page.parameters,
                answers: Self.many, run: birthdays),
            Operation(
                .get, "/api/tutors/top", "listTopTutors", .tutors,
                "Who has spent most on visits that took place, most first", may: .readReports,
                query: [.maybe("limit", .integer, "10 unless told, 100 at most")],
                answers: [.ok(.all(of: TutorBody.schema))], run: top),
        ]
    }

    private var writing: [Operation] {
        let change = Operation(
            .patch, "/api/tutors/{id}", "changeTutor", .tutors,
            "Change a customer; fields left out stay, empty texts clear", may: .writeCustomers,
            body: .json(TutorForm.partialSchema), answers: Self.one + [Self.taken], run: change)
        return [
            Operation(
                .post, "/api/tutors", "createTutor", .tutors, "Add a customer", may: .writeCustomers,
                body: .json(TutorForm.schema), answers: [.created(.data(TutorBody.schema)), Self.taken], run: create),
            change, change.also(at: "/api/tutors/{id}", as: "replaceTutor", method: .put),
        ]
    }

    private var marks: [Operation] {
        [
            mark(.patch, "toggle-vip", "toggleVIP", "Make VIP, or take it back") { $0.tutor.isVIP.toggle() },
            mark(.post, "vip", "makeVIP", "Make VIP") { $0.tutor.isVIP = true },
            mark(.patch, "toggle-inactive", "toggleInactive", "Set inactive, or active again") {
                $0.profile.isInactive.toggle()
            },
            mark(.post, "deactivate", "deactivateTutor", "Set inactive") { $0.profile.isInactive = true },
            mark(.post, "reactivate", "reactivateTutor", "Set active again") { $0.profile.isInactive = false },
            Operation(
                .post, "/api/tutors/{id}/tags", "addTag", .tutors, "Put a tag on a customer; once is enough",
                may: .writeCustomers, body: .json(.object(.always("tag", TutorForm.tag))),
                answers: [.ok(.message)], run: addTag),
            Operation(
                .delete, "/api/tutors/{id}/tags/{tag}", "removeTag", .tutors, "Take a tag off a customer",
                may: .writeCustomers, answers: [.ok(.message)], run: removeTag),
        ]
    }

    private func mark(
        _ method: HTTPRequest.Method, _ word: String, _ id: String, _ summary: String,
        _ edit: @escaping @Sendable (inout TutorDetails) -> Void
    ) -> Operation {
        Operation(
            method, "/api/tutors/{id}/\(word)", id, .tutors, summary, may: .writeCustomers, answers: Self.marked
        ) { [customers] call in
            guard let details = try await customers.change(try call.id(), in: call.scope, edit) else {
                throw Problem.notFound
            }
            let tags = [details.tutor.isVIP ? "VIP" : nil, details.profile.isInactive ? "inativo" : "ativo"]
            let message = "Cliente atualizado: \(tags.compactMap(\.self).joined(separator: ", "))."
            let body = try await self.body(details, call)
            return try JSONBody.response(
                JSONValue.object(["success": true, "data": body, "message": .string(message)]))
        }
    }
}

// MARK: - What they do

extension TutorRoutes {
    @Sendable private func list(_ call: TenantCall) async throws -> Response {
        var filter = TutorDetailsDAO.Filter()
        filter.words = call.query("search").map { SearchText.words($0) } ?? []
        filter.isVIP = call.flag("is_vip")
        filter.isInactive = call.flag("is_inativo")
        filter.newestFirst = call.query("sort") == "recentes"
        return try await page(filter, call)
    }

    @Sendable private func vips(_ call: TenantCall) async throws -> Response {
        var filter = TutorDetailsDAO.Filter()
        filter.isVIP = true
        return try await page(filter, call)
    }

    @Sendable private func birthdays(_ call: TenantCall) async throws -> Response {
        var filter = TutorDetailsDAO.Filter()
        let today = try await customers.today(in: call.scope)
        filter.birthMonth = call.number("month") ?? today.civil.month
        return try await page(filter, call)
    }

    @Sendable private func quiet(_ call: TenantCall) async throws -> Response {
        let page = call.page()
        let found = try await customers.quiet(
            days: call.number("days") ?? 30, limit: page.limit, offset: page.offset, in: call.scope)
        return try JSONBody.response(PageBody(try await bodies(found.customers, call), total: found.total, page))
    }

    @Sendable private func top(_ call: TenantCall) async throws -> Response {
        let found = try await customers.top(call.page(usual: 10).limit, in: call.scope)
        return try JSONBody.response(ListBody(data: try await bodies(found, call), total: found.count))
    }

    @Sendable private func show(_ call: TenantCall) async throws -> Response {
        try await one(try await customers.find(try call.id(), in: call.scope), call)
    }

    /// 404 for what is no number, as for a number nobody has.
    @Sendable private func byPhone(_ call: TenantCall) async throws -> Response {
        guard let phone = PhoneNumber(try call.part("telefone")) else { throw Problem.notFound }
        return try await one(try await customers.find(phone: phone, in: call.scope), call)
    }

    @Sendable private func create(_ call: TenantCall) async throws -> Response {
        try TutorForm.check(call.form)
        let made = try await customers.add(in: call.scope, TutorForm.edit(call.form))
        return try await one(made, call, status: .created)
    }

    @Sendable private func change(_ call: TenantCall) async throws -> Response {
        try TutorForm.check(call.form)
        return try await one(
            try await customers.change(try call.id(), in: call.scope, TutorForm.edit(call.form)), call)
    }

    @Sendable private func addTag(_ call: TenantCall) async throws -> Response {
        let tag = call.form.text("tag") ?? ""
        let changed = try await customers.change(try call.id(), in: call.scope) { details in
            details.profile.tags = TutorForm.unique(details.profile.tags + [tag])
            guard details.profile.tags.count <= Customers.mostTags else {
                throw RegistryError.tooMany(limit: Customers.mostTags)
            }
        }
        guard changed != nil else { throw Problem.notFound }
        return try JSONBody.response(MessageBody(message: "Etiqueta adicionada."))
    }

    @Sendable private func removeTag(_ call: TenantCall) async throws -> Response {
        let tag = SearchText.folded(try call.part("tag"))
        let changed = try await customers.change(try call.id(), in: call.scope) { details in
            details.profile.tags.removeAll { SearchText.folded($0) == tag }
        }
        guard changed != nil else { throw Problem.notFound }
        return try JSONBody.response(MessageBody(message: "Etiqueta removida."))
    }

    /// The page that asks shows a fault for anything but 200, so that nobody is told whether the id exists.
    @Sendable private func mood(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(DataBody(data: JSONValue.null))
    }

    @Sendable private func journey(_ call: TenantCall) async throws -> Response {
        let journey = try await customers.journey(of: try call.id(), in: call.scope)
        return try JSONBody.response(DataBody(data: journey.map(JourneyBody.shape.body) ?? .null))
    }

    private func page(_ filter: TutorDetailsDAO.Filter, _ call: TenantCall) async throws -> Response {
        let page = call.page()
        let found = try await customers.list(filter, limit: page.limit, offset: page.offset, in: call.scope)
        return try JSONBody.response(PageBody(try await bodies(found.customers, call), total: found.total, page))
    }

    private func one(
        _ details: TutorDetails?, _ call: TenantCall, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        guard let details else { throw Problem.notFound }
        return try JSONBody.response(DataBody(data: try await body(details, call)), status: status)
    }

    private func body(_ details: TutorDetails, _ call: TenantCall) async throws -> JSONValue {
        try await bodies([details], call).first ?? .null
    }

    private func bodies(_ customers: [TutorDetails], _ call: TenantCall) async throws -> [JSONValue] {
        let zone = try await self.customers.zone(in: call.scope)
        return customers.map {
            TutorBody.shape.body(of: ShownTutor(details: $0, company: call.scope.companyID, zone: zone))
        }
    }
}

private enum JourneyBody {
    static let schema = shape.schema(named: "Journey")
    static let shape = Shape<CustomerJourney>(fields: [
        .init("estagio_atual", .words(CustomerJourney.Stage.self)) { .string($0.stage.rawValue) },
        .init("estagio_anterior", .text.orNull) { _ in .null },
        .init("proximo_estagio_esperado", .words(CustomerJourney.Stage.self).orNull) { .text($0.next?.rawValue) },
        .init("acao_recomendada", .text) { .string($0.advice) },
        .init("pronto_avancar", .boolean) { .bool($0.isReady) },
    ])
}
