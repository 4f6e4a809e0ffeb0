import Domain

/// A customer on their way out, with what the dates need.
struct ShownTutor: Sendable {
    let details: TutorDetails
    let company: Company.ID
    let zone: ShopZone

    var tutor: Tutor { details.tutor }
    var profile: TutorProfile { details.profile }
    var figures: TutorFigures { details.figures }
}

enum TutorBody {
    static let shape = Shape<ShownTutor>(fields: identity + profile + figures + times)
    static let schema = shape.schema(named: "Tutor")

    private typealias Fields = [Shape<ShownTutor>.Field]

    private static let identity: Fields = [
        .init("id", .id) { .id($0.tutor.id) },
        .init("company_id", .id) { .id($0.company) },
        .init("nome", .text) { .string($0.tutor.name) },
        .init("telefone", .text.orNull) { .text($0.tutor.phone) },
        .init("whatsapp_id", .text.orNull) { .text($0.tutor.whatsappID?.rawValue) },
        .init("is_vip", .boolean) { .bool($0.tutor.isVIP) },
    ]

    private static let profile: Fields = [
        .init("is_inativo", .boolean) { .bool($0.profile.isInactive) },
        .init("email", .text.orNull) { .text($0.profile.email) },
        .init("cpf", .text.orNull) { .text($0.profile.cpf) },
        .init("data_nascimento", .day.orNull) { .text($0.profile.birthday) },
        .init("genero", .text.orNull) { .text($0.profile.gender) },
        .init("endereco", .text.orNull) { .text($0.profile.address.street) },
        .init("bairro", .text.orNull) { .text($0.profile.address.district) },
        .init("cidade", .text.orNull) { .text($0.profile.address.city) },
        .init("estado", .text.orNull) { .text($0.profile.address.state) },
        .init("cep", .text.orNull) { .text($0.profile.address.postalCode) },
        .init("observacoes", .text.orNull) { .text($0.profile.notes) },
        .init("notas_internas", .text.orNull) { .text($0.profile.internalNotes) },
        .init("como_conheceu", .text.orNull) { .text($0.profile.source) },
        .init("aceita_marketing", .boolean) { .bool($0.profile.acceptsMarketing) },
        .init("tags", .list(.text)) { .texts($0.profile.tags) },
        .init("preferencias", .map(.anything)) { .object($0.profile.preferences) },
    ]

    private static let figures: Fields = [
        .init("total_servicos", .integer) { .int($0.figures.done) },
        .init("valor_total_gasto", .number) { .money($0.figures.spent) },
        .init("ticket_medio", .number) { .money($0.figures.ticket) },
        .init("conversoes", .integer) { .int($0.figures.done) },
        .init("taxa_conversao", .number(0...1)) { .number($0.figures.conversion) },
        .init("score_fidelidade", .integer(0...100)) { .int($0.figures.loyalty) },
    ]

    private static let times: Fields = [
        .init("cliente_desde", .moment) { .moment($0.tutor.createdAt) },
        .init("ultima_interacao", .moment) { .moment($0.details.lastSeen(in: $0.zone)) },
        .init("ultima_compra", .day.orNull) { .text($0.figures.lastVisit) },
        .init("created_at", .moment) { .moment($0.tutor.createdAt) },
        .init("updated_at", .moment) { .moment($0.details.updatedAt) },
    ]
}

enum TutorForm {
    static let schema: Schema = .object([.always("nome", .text(1...120)), .always("telefone", .phone)] + fields)
    static let partialSchema: Schema = .object(
        [.maybe("nome", .text(1...120)), .maybe("telefone", .phone.orBlank)] + fields)

    private static let fields: [Schema.Field] = [
        .maybe("email", .email.orBlank), .maybe("cpf", .text(0...20).orNull, "Eleven digits, other signs ignored"),
        .maybe("data_nascimento", .day.orBlank), .maybe("genero", .text(0...40).orNull),
        .maybe("endereco", .text(0...200).orNull), .maybe("bairro", .text(0...100).orNull),
        .maybe("cidade", .text(0...100).orNull), .maybe("estado", .text(0...40).orNull),
        .maybe("cep", .text(0...12).orNull), .maybe("is_vip", .boolean), .maybe("is_inativo", .boolean),
        .maybe("observacoes", .text(0...2000).orNull), .maybe("notas_internas", .text(0...2000).orNull),
        .maybe("como_conheceu", .text(0...200).orNull), .maybe("aceita_marketing", .boolean),
        .maybe("tags", .list(tag, upTo: 50)),
        .maybe("preferencias", .map(.anything).orNull, "Any JSON object, 8 KB at most"),
    ]

    static let tag: Schema = .text(1...40, example: "alérgico")

    /// - Throws: 400 with what the schema cannot say.
    static func check(_ form: Form) throws {
        let cpf = digits(form.text("cpf"))
        try Problem.check([
            cpf.map { $0.count == 11 ? nil : "cpf: onze números" } ?? nil,
            preferences(form).map { $0.jsonBytes <= 8192 ? nil : "preferencias: no máximo 8 KB" } ?? nil,
        ])
    }

    /// What this form changes.
    static func edit(_ form: Form) -> @Sendable (inout TutorDetails) -> Void {
        { details in
            details.tutor.name = form.text("nome") ?? details.tutor.name
            details.tutor.phone = form.phone("telefone", or: details.tutor.phone)
            details.tutor.isVIP = form.bool("is_vip") ?? details.tutor.isVIP
            edit(form, &details.profile)
            edit(form, &details.profile.address)
        }
    }

    private static func edit(_ form: Form, _ profile: inout TutorProfile) {
        profile.isInactive = form.bool("is_inativo") ?? profile.isInactive
        profile.email = form.text("email", or: profile.email)?.lowercased()
        if form.has("cpf") { profile.cpf = digits(form.text("cpf")) }
        profile.birthday = form.day("data_nascimento", or: profile.birthday)
        profile.gender = form.text("genero", or: profile.gender)
        profile.notes = form.text("observacoes", or: profile.notes)
        profile.internalNotes = form.text("notas_internas", or: profile.internalNotes)
        profile.source = form.text("como_conheceu", or: profile.source)
        profile.acceptsMarketing = form.bool("aceita_marketing") ?? profile.acceptsMarketing
        if let tags = form.texts("tags") { profile.tags = unique(tags) }
        if form.has("preferencias") { profile.preferences = preferences(form) ?? [:] }
    }

    private static func edit(_ form: Form, _ address: inout PostalAddress) {
        address.street = form.text("endereco", or: address.street)
        address.district = form.text("bairro", or: address.district)
        address.city = form.text("cidade", or: address.city)
        address.state = form.text("estado", or: address.state)
        address.postalCode = form.text("cep", or: address.postalCode)
    }

    private static func preferences(_ form: Form) -> [String: JSONValue]? { form.members["preferencias"]?.members }

    private static func digits(_ text: String?) -> String? { text.map { $0.filter { ("0"..."9").contains($0) } } }

    /// Without repetitions, in order.
    static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { !$0.isEmpty && seen.insert(SearchText.folded($0)).inserted }
    }
}

extension [String: JSONValue] {
    /// Roughly how long it is as JSON text.
    fileprivate var jsonBytes: Int { reduce(2) { $0 + $1.key.utf8.count + 4 + $1.value.jsonBytes } }
}

extension JSONValue {
    fileprivate var jsonBytes: Int {
        switch self {
        case .null, .bool: 5
        case .integer, .number: 12
        case .string(let text): text.utf8.count + 2
        case .array(let items): items.reduce(2) { $0 + $1.jsonBytes + 1 }
        case .object(let members): members.jsonBytes
        }
    }
}
