import Business
import Domain
import Hummingbird

/// `/api/services`: what the shop sells by the visit.
struct ServiceRoutes: Sendable {
    let catalog: Catalog

    func add(to api: RouterGroup<TenantContext>) {
        api.group("services")
            .get(use: list)
            .post(use: create)
            .get(":id", use: show)
            .patch(":id", use: change)
    }

    /// 200 with `{data, total}` in the shop's order; `ativo=true` leaves out what is switched off.
    @Sendable func list(_ request: Request, context: TenantContext) async throws -> Response {
        let services = try await catalog.services(
            activeOnly: request.query("ativo") == "true", in: context.scope)
        let bodies = services.map { ServiceBody($0, company: context.scope.companyID) }
        return try JSONBody.response(ListBody(data: bodies, total: bodies.count))
    }

    @Sendable func show(_ request: Request, context: TenantContext) async throws -> Response {
        guard let service = try await catalog.service(try context.id(), in: context.scope) else {
            throw Problem.notFound
        }
        return try JSONBody.response(DataBody(data: ServiceBody(service, company: context.scope.companyID)))
    }

    /// 201 with the service.
    @Sendable func create(_ request: Request, context: TenantContext) async throws -> Response {
        let draft = try await request.json(ServiceForm.self).draft()
        let service = try await catalog.add(draft, in: context.scope)
        return try JSONBody.response(
            DataBody(data: ServiceBody(service, company: context.scope.companyID)), status: .created)
    }

    /// 200 with the changed service; fields left out stay.
    @Sendable func change(_ request: Request, context: TenantContext) async throws -> Response {
        let form = try await request.json(ServiceForm.self)
        let edit = try form.edit()
        guard let service = try await catalog.change(try context.id(), in: context.scope, edit) else {
            throw Problem.notFound
        }
        return try JSONBody.response(DataBody(data: ServiceBody(service, company: context.scope.companyID)))
    }
}

private struct ServiceForm: Decodable {
    struct Prices: Decodable {
        let pequeno: Double?
        let medio: Double?
        let grande: Double?
        let gigante: Double?
        let base: Double?
    }

    let nome: String?
    let descricao: String?
    let duracaoMinutos: Int?
    let ativo: Bool?
    let preco: Double?
    let precos: Prices?

    func draft() throws -> PetService {
        var check = FieldCheck()
        _ = check.text(nome, "nome", upTo: 120)
        _ = check.require(duracaoMinutos, "duracaoMinutos: campo obrigatório")
        if base == nil { check.note("preco: informe preco ou precos") }
        try check.finish()
        var service = PetService(id: .init(0), name: "", minutes: 60, basePrice: Money(centavos: 0))
        try edit()(&service)
        return service
    }

    /// What this form changes.
    func edit() throws -> @Sendable (inout PetService) -> Void {
        var check = FieldCheck()
        let name = nome.map { check.text($0, "nome", upTo: 120) }
        if let minutes = duracaoMinutos, !(5...1440).contains(minutes) {
            check.note("duracaoMinutos: entre 5 e 1440")
        }
        if let text = descricao, text.count > 1000 { check.note("descricao: no máximo 1000 caracteres") }
        let sizes = try Self.sizes(precos, &check)
        let base = try self.base.map { try Self.money($0, "preco", &check) } ?? nil
        try check.finish()
        let minutes = duracaoMinutos
        let summary = descricao?.trimmed
        let isActive = ativo
        let hasSizes = precos != nil
        return { service in
            service.name = name ?? service.name
            service.summary = summary ?? service.summary
            service.minutes = minutes ?? service.minutes
            service.isActive = isActive ?? service.isActive
            service.basePrice = base ?? service.basePrice
            if hasSizes { service.priceBySize = sizes }
        }
    }

    /// The price for a pet of unknown size: as given, or the medium one, or the smallest.
    private var base: Double? {
        preco ?? precos?.base ?? precos?.medio
            ?? [precos?.pequeno, precos?.grande, precos?.gigante].compactMap(\.self).min()
    }

    private static func sizes(_ prices: Prices?, _ check: inout FieldCheck) throws -> [Pet.Size: Money] {
        var result: [Pet.Size: Money] = [:]
        let given: [(Pet.Size, Double?)] = [
            (.small, prices?.pequeno), (.medium, prices?.medio), (.large, prices?.grande), (.giant, prices?.gigante),
        ]
        for (size, value) in given {
            if let value { result[size] = try money(value, "precos.\(size.rawValue)", &check) }
        }
        return result
    }

    private static func money(_ value: Double, _ name: String, _ check: inout FieldCheck) throws -> Money? {
        guard value >= 0, let money = Money(reais: value) else {
            check.note("\(name): valor em reais com até 2 casas decimais")
            return nil
        }
        return money
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
