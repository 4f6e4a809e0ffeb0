import Business
import Domain
import Hummingbird

/// `/api/services`: what the shop sells by the visit.
struct ServiceRoutes: Sendable {
    let catalog: Catalog

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/services", "listServices", .services, "What the shop sells, in its own order",
                may: .readCatalog, query: [.maybe("ativo", .boolean, "true leaves out what is switched off")],
                answers: [.ok(.all(of: ServiceBody.schema))], run: list),
            Operation(
                .post, "/api/services", "createService", .services, "Add a service", may: .writeCatalog,
                body: .json(ServiceForm.schema), answers: [.created(.data(ServiceBody.schema))], run: create),
            Operation(
                .get, "/api/services/{id}", "showService", .services, "One service", may: .readCatalog,
                answers: [.ok(.data(ServiceBody.schema))], run: show),
            change,
            change.also(at: "/api/services/{id}", as: "replaceService", method: .put),
        ]
    }

    private var change: Operation {
        Operation(
            .patch, "/api/services/{id}", "changeService", .services, "Change a service; fields left out stay",
            may: .writeCatalog, body: .json(ServiceForm.partialSchema), answers: [.ok(.data(ServiceBody.schema))],
            run: change)
    }

    /// In the shop's order.
    @Sendable func list(_ call: TenantCall) async throws -> Response {
        let services = try await catalog.services(activeOnly: call.flag("ativo") == true, in: call.scope)
        let bodies = services.map { ServiceBody($0, company: call.scope.companyID) }
        return try JSONBody.response(ListBody(data: bodies, total: bodies.count))
    }

    @Sendable func show(_ call: TenantCall) async throws -> Response {
        guard let service = try await catalog.service(try call.id(), in: call.scope) else { throw Problem.notFound }
        return try JSONBody.response(DataBody(data: ServiceBody(service, company: call.scope.companyID)))
    }

    @Sendable func create(_ call: TenantCall) async throws -> Response {
        var draft = PetService(id: .init(0), name: "", minutes: 60, basePrice: Money(centavos: 0))
        guard ServiceForm.price(call.form) != nil else {
            throw Problem.invalid("Confira os dados enviados.", ["preco: informe preco ou precos"])
        }
        ServiceForm.edit(call.form)(&draft)
        let service = try await catalog.add(draft, in: call.scope)
        return try JSONBody.response(
            DataBody(data: ServiceBody(service, company: call.scope.companyID)), status: .created)
    }

    @Sendable func change(_ call: TenantCall) async throws -> Response {
        guard let service = try await catalog.change(try call.id(), in: call.scope, ServiceForm.edit(call.form)) else {
            throw Problem.notFound
        }
        return try JSONBody.response(DataBody(data: ServiceBody(service, company: call.scope.companyID)))
    }
}

private enum ServiceForm {
    private static let prices: Schema = .object(
        .maybe("pequeno", .money.orNull), .maybe("medio", .money.orNull), .maybe("grande", .money.orNull),
        .maybe("gigante", .money.orNull), .maybe("base", .money.orNull))

    static let schema: Schema = .requiring(.object(fields), oneOf: ["preco", "precos"])

    private static let fields: [Schema.Field] = [
        .always("nome", .text(1...120)), .maybe("descricao", .text(0...1000).orNull),
        .always("duracaoMinutos", .integer(5...1440)), .maybe("ativo", .boolean),
        .maybe("preco", .money, "Price of a pet of unknown size; else `precos.base`, `medio`, or the smallest"),
        .maybe("precos", prices, "By the pet's size"),
    ]

    static let partialSchema: Schema = .object(
        fields.map { Schema.Field(name: $0.name, schema: $0.schema, isRequired: false, about: $0.about) })

    /// What this form changes.
    static func edit(_ form: Form) -> @Sendable (inout PetService) -> Void {
        { service in
            service.name = form.text("nome") ?? service.name
            if form.has("descricao") { service.summary = form.text("descricao") ?? "" }
            service.minutes = form.int("duracaoMinutos") ?? service.minutes
            service.isActive = form.bool("ativo") ?? service.isActive
            service.basePrice = price(form) ?? service.basePrice
            if let prices = form.form("precos") { service.priceBySize = sizes(prices) }
        }
    }

    /// The price for a pet of unknown size: as given, or the medium one, or the smallest.
    static func price(_ form: Form) -> Money? {
        let prices = form.form("precos") ?? Form()
        return form.money("preco") ?? prices.money("base") ?? prices.money("medio") ?? sizes(prices).values.min()
    }

    private static func sizes(_ prices: Form) -> [Pet.Size: Money] {
        Dictionary(
            uniqueKeysWithValues: Pet.Size.allCases.compactMap { size in
                prices.money(size.rawValue).map { (size, $0) }
            })
    }
}

private struct ServiceBody: Encodable {
    let id: PetService.ID
    let companyId: Company.ID
    let nome: String
    let descricao: String
    let duracaoMinutos: Int
    let preco: Double
    let precos: [String: Double]
    let ativo: Bool

    static let schema: Schema = .named(
        "Service",
        .object(
            .always("id", .id), .always("companyId", .id), .always("nome", .text), .always("descricao", .text),
            .always("duracaoMinutos", .integer), .always("preco", .money), .always("precos", .map(.money)),
            .always("ativo", .boolean)))

    init(_ service: PetService, company: Company.ID) {
        id = service.id
        companyId = company
        nome = service.name
        descricao = service.summary
        duracaoMinutos = service.minutes
        preco = service.basePrice.reais
        var prices = ["base": service.basePrice.reais]
        for (size, price) in service.priceBySize { prices[size.rawValue] = price.reais }
        precos = prices
        ativo = service.isActive
    }
}
