import Business
import Domain
import Hummingbird
import Storage

/// `/api/services`, and the same under `/api/appointments/services`: what the shop sells by the visit.
struct ServiceRoutes: Sendable {
    let catalog: Catalog

    var operations: [Operation] {
        let own = reading + writing
        return own
            + own.map { operation in
                operation.also(
                    at: operation.path.replacing("/api/services", with: "/api/appointments/services"),
                    as: operation.id + "OfAppointments")
            } + [byCategory]
    }

    private static let one: [Operation.Answer] = [.ok(.data(ServiceBody.schema))]

    private var reading: [Operation] {
        [
            Operation(
                .get, "/api/services", "listServices", .services, "What the shop sells, in its own order",
                may: .readCatalog,
                query: [
                    .maybe("ativo", .boolean, "Only those switched on, or off"),
                    .maybe("categoria", .text(1...60), "Only this category"),
                    .maybe("popular", .boolean, "Only these"),
                ] + Page.parameters, answers: [.ok(.page(of: ServiceBody.schema))], run: list),
            Operation(
                .get, "/api/services/{id}", "showService", .services, "One service", may: .readCatalog,
                answers: Self.one, run: show),
        ]
    }

    private var byCategory: Operation {
        Operation(
            .get, "/api/services/category/{categoria}", "listServicesOfCategory", .services,
            "The services of a category, in the shop's order", may: .readCatalog, query: Page.parameters,
            answers: [.ok(.page(of: ServiceBody.schema))]
        ) { call in try await list(call, category: try call.part("categoria")) }
    }

    private var writing: [Operation] {
        let change = Operation(
            .patch, "/api/services/{id}", "changeService", .services, "Change a service; fields left out stay",
            may: .writeCatalog, body: .json(ServiceForm.partialSchema), answers: Self.one, run: change)
        return [
            Operation(
                .post, "/api/services", "createService", .services, "Add a service", may: .writeCatalog,
                body: .json(ServiceForm.schema), answers: [.created(.data(ServiceBody.schema))], run: create),
            change, change.also(at: "/api/services/{id}", as: "replaceService", method: .put),
            Operation(
                .delete, "/api/services/{id}", "deleteService", .services,
                "Delete a service; one that visits name is switched off", may: .writeCatalog,
                answers: [.ok(.message)], run: remove),
        ]
    }

    @Sendable func list(_ call: TenantCall) async throws -> Response {
        try await list(call, category: call.query("categoria"))
    }

    @Sendable func show(_ call: TenantCall) async throws -> Response {
        try one(try await catalog.service(try call.id(), in: call.scope), call)
    }

    @Sendable func create(_ call: TenantCall) async throws -> Response {
        var draft = PetService(id: .init(0), name: "", minutes: 60, basePrice: Money(centavos: 0))
        guard ServiceForm.price(call.form) != nil else {
            throw Problem.invalid("Confira os dados enviados.", ["preco: informe preco ou precos"])
        }
        ServiceForm.edit(call.form)(&draft)
        let made = try await catalog.add(draft, place: call.form.int("ordem"), in: call.scope)
        return try one(made, call, status: .created)
    }

    @Sendable func change(_ call: TenantCall) async throws -> Response {
        try one(
            try await catalog.change(
                try call.id(), place: call.form.int("ordem"), in: call.scope, ServiceForm.edit(call.form)), call)
    }

    @Sendable func remove(_ call: TenantCall) async throws -> Response {
        guard let isGone = try await catalog.remove(try call.id(), in: call.scope) else { throw Problem.notFound }
        return try JSONBody.response(
            MessageBody(message: isGone ? "Serviço excluído." : "O serviço tem visitas registradas e foi desativado."))
    }

    private func list(_ call: TenantCall, category: String?) async throws -> Response {
        var filter = ServicesDAO.Filter()
        filter.isActive = call.flag("ativo")
        filter.isPopular = call.flag("popular")
        filter.category = category
        let page = call.page(usual: 100)
        let found = try await catalog.services(filter, limit: page.limit, offset: page.offset, in: call.scope)
        let bodies = found.services.map {
            ServiceBody.shape.body(of: .init(details: $0, company: call.scope.companyID))
        }
        return try JSONBody.response(PageBody(bodies, total: found.total, page))
    }

    private func one(
        _ details: ServiceDetails?, _ call: TenantCall, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        guard let details else { throw Problem.notFound }
        let body = ServiceBody.shape.body(of: .init(details: details, company: call.scope.companyID))
        return try JSONBody.response(DataBody(data: body), status: status)
    }
}

private enum ServiceForm {
    private static let prices: Schema = .object(
        .maybe("pequeno", .money.orNull), .maybe("medio", .money.orNull), .maybe("grande", .money.orNull),
        .maybe("gigante", .money.orNull), .maybe("base", .money.orNull))

    static let schema: Schema = .requiring(.object(fields), oneOf: ["preco", "precos"])
    static let partialSchema: Schema = .object(fields).partial

    private static let fields: [Schema.Field] = [
        .always("nome", .text(1...120)), .maybe("descricao", .text(0...1000).orNull),
        .always("duracaoMinutos", .integer(5...1440)), .maybe("ativo", .boolean),
        .maybe("preco", .money, "Price of a pet of unknown size; else `precos.base`, `medio`, or the smallest"),
        .maybe("precos", prices, "By the pet's size"), .maybe("categoria", .text(0...60).orNull),
        .maybe("subcategoria", .text(0...60).orNull), .maybe("requerAgendamento", .boolean),
        .maybe("permiteWalkIn", .boolean), .maybe("popular", .boolean),
        .maybe("ordem", .integer(0...100_000), "Place in the list; at its end unless told"),
        .maybe("duracoes", durations.orNull, "Minutes by the pet's size; a size left out takes duracaoMinutos"),
        .maybe("pelagens", coats.orNull, "What each coat adds to price and length"),
    ]

    private static let durations: Schema = .object(
        Pet.Size.allCases.map { .maybe($0.rawValue, .integer(5...1440).orNull) })
    private static let coats: Schema = .object(Pet.Coat.allCases.map { .maybe($0.rawValue, coat.orNull) })
    private static let coat: Schema = .object(
        .maybe("percentual", .integer(-90...300), "Of the price for the pet's size"),
        .maybe("adicional", .money, "In reais, after that"), .maybe("minutos", .integer(-240...480)))

    /// What this form changes.
    static func edit(_ form: Form) -> @Sendable (inout PetService) -> Void {
        { service in
            service.name = form.text("nome") ?? service.name
            if form.has("descricao") { service.summary = form.text("descricao") ?? "" }
            service.minutes = form.int("duracaoMinutos") ?? service.minutes
            service.isActive = form.bool("ativo") ?? service.isActive
            service.basePrice = price(form) ?? service.basePrice
            if let prices = form.form("precos") { service.priceBySize = sizes(prices) }
            service.category = form.text("categoria", or: service.category)
            service.subcategory = form.text("subcategoria", or: service.subcategory)
            service.requiresBooking = form.bool("requerAgendamento") ?? service.requiresBooking
            service.allowsWalkIn = form.bool("permiteWalkIn") ?? service.allowsWalkIn
            service.isPopular = form.bool("popular") ?? service.isPopular
            if form.has("duracoes") {
                service.adjustments.minutesBySize = minutes(form.form("duracoes") ?? Form())
            }
            if form.has("pelagens") { service.adjustments.byCoat = changes(form.form("pelagens") ?? Form()) }
        }
    }

    private static func minutes(_ form: Form) -> [Pet.Size: Int] {
        Dictionary(
            uniqueKeysWithValues: Pet.Size.allCases.compactMap { size in form.int(size.rawValue).map { (size, $0) } })
    }

    private static func changes(_ form: Form) -> [Pet.Coat: ServiceAdjustments.Change] {
        Dictionary(
            uniqueKeysWithValues: Pet.Coat.allCases.compactMap { coat in
                form.form(coat.rawValue).map { change in
                    let made = ServiceAdjustments.Change(
                        percent: change.int("percentual") ?? 0, amount: change.money("adicional") ?? .zero,
                        minutes: change.int("minutos") ?? 0)
                    return (coat, made)
                }
            })
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

/// A service on its way out.
private struct ShownService: Sendable {
    let details: ServiceDetails
    let company: Company.ID

    var service: PetService { details.service }

    /// "base" and a size that has a price of its own.
    var prices: JSONValue {
        var prices: [String: JSONValue] = ["base": .money(service.basePrice)]
        for (size, price) in service.priceBySize { prices[size.rawValue] = .money(price) }
        return .object(prices)
    }

    /// Sizes that have a length of their own.
    var durations: JSONValue {
        .object(
            Dictionary(
                uniqueKeysWithValues: service.adjustments.minutesBySize.map { ($0.key.rawValue, .int($0.value)) }))
    }

    /// Coats that change something.
    var coats: JSONValue {
        let changes = service.adjustments.byCoat.map { coat, change in
            (
                coat.rawValue,
                JSONValue.object([
                    "percentual": .int(change.percent), "adicional": .money(change.amount),
                    "minutos": .int(change.minutes),
                ])
            )
        }
        return .object(Dictionary(uniqueKeysWithValues: changes))
    }
}

/// Both readers' names of each field.
private enum ServiceBody {
    static let shape = Shape<ShownService>(fields: identity + prices + offer)
    static let schema = shape.schema(named: "Service")

    private typealias Fields = [Shape<ShownService>.Field]

    private static let identity: Fields = [
        .init("id", .id) { .id($0.service.id) },
        .init("companyId", .id) { .id($0.company) },
        .init("company_id", .id) { .id($0.company) },
        .init("nome", .text) { .string($0.service.name) },
        .init("descricao", .text) { .string($0.service.summary) },
        .init("categoria", .text.orNull) { .text($0.service.category) },
        .init("subcategoria", .text.orNull) { .text($0.service.subcategory) },
        .init("duracaoMinutos", .integer) { .int($0.service.minutes) },
        .init("duracao_minutos", .integer) { .int($0.service.minutes) },
        .init("ativo", .boolean) { .bool($0.service.isActive) },
    ]

    private static let prices: Fields = [
        .init("preco", .money) { .money($0.service.basePrice) },
        .init("precos", .map(.money)) { $0.prices },
        .init("preco_base", .money) { .money($0.service.basePrice) },
        .init("preco_pequeno", .money.orNull) { .money($0.service.priceBySize[.small]) },
        .init("preco_medio", .money.orNull) { .money($0.service.priceBySize[.medium]) },
        .init("preco_grande", .money.orNull) { .money($0.service.priceBySize[.large]) },
        .init("preco_gigante", .money.orNull) { .money($0.service.priceBySize[.giant]) },
        .init("duracoes", .map(.integer)) { $0.durations },
        .init(
            "pelagens",
            .map(
                .named(
                    "CoatChange",
                    .object(
                        .always("percentual", .integer), .always("adicional", .money), .always("minutos", .integer))))
        ) { $0.coats },
    ]

    private static let offer: Fields = [
        .init("requerAgendamento", .boolean) { .bool($0.service.requiresBooking) },
        .init("requer_agendamento", .boolean) { .bool($0.service.requiresBooking) },
        .init("permiteWalkIn", .boolean) { .bool($0.service.allowsWalkIn) },
        .init("permite_walk_in", .boolean) { .bool($0.service.allowsWalkIn) },
        .init("popular", .boolean) { .bool($0.service.isPopular) },
        .init("ordem", .integer) { .int($0.details.place) },
        .init("created_at", .moment) { .moment($0.details.createdAt) },
        .init("updated_at", .moment) { .moment($0.details.updatedAt) },
    ]
}
