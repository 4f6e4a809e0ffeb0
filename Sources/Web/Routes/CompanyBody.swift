import Domain

enum CompanyBody {
    static let shape = Shape<CompanyDetails>(fields: identity + open + hours + agent + booking + texts + secret)
    static let schema = shape.schema(named: "Company")

    /// What an active company shows to everybody.
    static let card = Shape<CompanyDetails>(fields: open + hours)
    static let cardSchema = card.schema(named: "CompanyCard")

    private typealias Fields = [Shape<CompanyDetails>.Field]

    private static let identity: Fields = [
        .init("id", .id) { .id($0.company.id) },
        .init("email", .text.orNull) { .text($0.card.email) },
        .init("ativo", .boolean) { .bool($0.company.isActive) },
        .init("plano", .text) { .string($0.plan) },
        .init("created_at", .moment) { .moment($0.company.createdAt) },
        .init("updated_at", .moment) { .moment($0.updatedAt) },
    ]

    private static let open: Fields = [
        .init("nome", .text) { .string($0.company.name) },
        .init("slug", .text) { .string($0.company.slug) },
        .init("whatsapp", .text.orNull) { .text($0.card.whatsapp) },
        .init("telefone", .text.orNull) { .text($0.card.phone) },
        .init("endereco_rua", .text.orNull) { .text($0.card.address?.street) },
        .init("endereco_numero", .text.orNull) { .text($0.card.address?.number) },
        .init("endereco_bairro", .text.orNull) { .text($0.card.address?.district) },
        .init("endereco_cidade", .text.orNull) { .text($0.card.address?.city) },
        .init("endereco_estado", .text.orNull) { .text($0.card.address?.state) },
        .init("endereco_cep", .text.orNull) { .text($0.card.address?.postalCode) },
        .init("logo_url", .text(0...Picture.longest).orNull) { .text($0.logo) },
        .init("cor_primaria", .text.orNull) { .text($0.card.primaryColor) },
        .init("cor_secundaria", .text.orNull) { .text($0.card.secondaryColor) },
    ]

    private static let hours: Fields = [
        .init("horario_funcionamento", .object(Weekday.allCases.map { .always($0.apiName, .text) })) { details in
            .object(
                Dictionary(
                    uniqueKeysWithValues: Weekday.allCases.map { ($0.apiName, .string(details.hours.text(of: $0))) }))
        }
    ]

    private static let agent: Fields = [
        .init("agente_nome", .text) { .string($0.company.settings.agentName) },
        .init("agente_persona", .text.orNull) { .text($0.card.persona) },
    ]

    private static let booking: Fields = [
        .init("max_agendamentos_dia", .integer.orNull) { .int($0.card.visitsPerDay) },
        .init("tempo_medio_servico", .integer.orNull) { .int($0.card.averageMinutes) },
        .init("antecedencia_minima_horas", .number) { .number(Double($0.company.settings.minimumNotice) / 60) },
        .init("antecedencia_maxima_dias", .integer) { .int($0.company.settings.horizonDays) },
        .init("permite_cancelamento", .boolean) { .bool($0.card.allowsCancelling ?? true) },
        .init("horas_antecedencia_cancelamento", .integer.orNull) { .int($0.card.cancellingHours) },
    ]

    private static let texts: Fields = [
        .init("mensagem_boas_vindas", .text.orNull) { .text($0.card.welcomeText) },
        .init("mensagem_confirmacao", .text.orNull) { .text($0.card.confirmationText) },
        .init("mensagem_lembrete", .text.orNull) { .text($0.card.reminderText) },
        .init("enviar_lembrete_horas_antes", .integer.orNull) { .int($0.card.reminderHours) },
    ]

    /// The key itself is shown once, when it is made.
    private static let secret: Fields = [
        .init("webhook_url", .text.orNull) { .text($0.card.webhookURL) },
        .init("api_key", .text.orNull) { details in .text(details.keyHint.map { "auzap_••••\($0)" }) },
    ]
}

extension CompanyDetails {
    fileprivate var card: CompanyCard { company.settings.card }
}

enum CompanyForm {
    static let schema: Schema = .object(identity + booking + texts + [hours])
    static let bookingSchema: Schema = .object(booking)
    static let textsSchema: Schema = .object(texts)
    static let hoursSchema: Schema = .object([hours])

    private static let identity: [Schema.Field] = [
        .maybe("nome", .text(1...255)), .maybe("slug", .text(1...60), "Small letters, digits and hyphens"),
        .maybe("whatsapp", .phone.orBlank), .maybe("telefone", .phone.orBlank), .maybe("email", .email.orBlank),
        .maybe("endereco_rua", .text(0...200).orNull), .maybe("endereco_numero", .text(0...20).orNull),
        .maybe("endereco_bairro", .text(0...100).orNull), .maybe("endereco_cidade", .text(0...100).orNull),
        .maybe("endereco_estado", .text(0...40).orNull), .maybe("endereco_cep", .text(0...12).orNull),
        .maybe("logo_url", .picture), .maybe("cor_primaria", .text(0...30).orNull),
        .maybe("cor_secundaria", .text(0...30).orNull), .maybe("agente_nome", .text(1...255)),
        .maybe("agente_persona", .text(0...4000).orNull), .maybe("webhook_url", .address.orBlank),
    ]

    private static let booking: [Schema.Field] = [
        .maybe("max_agendamentos_dia", .integer(1...1000).orNull),
        .maybe("tempo_medio_servico", .integer(5...1440).orNull, "Minutes"),
        .maybe("antecedencia_minima_horas", .number(0...720)), .maybe("antecedencia_maxima_dias", .integer(1...365)),
        .maybe("permite_cancelamento", .boolean), .maybe("horas_antecedencia_cancelamento", .integer(0...720).orNull),
    ]

    private static let texts: [Schema.Field] = [
        .maybe("mensagem_boas_vindas", .text(0...2000).orNull),
        .maybe("mensagem_confirmacao", .text(0...2000).orNull), .maybe("mensagem_lembrete", .text(0...2000).orNull),
        .maybe("enviar_lembrete_horas_antes", .integer(1...168).orNull),
    ]

    private static let hours: Schema.Field = .maybe(
        "horario_funcionamento", .map(.text(0...200)),
        "segunda to domingo: \"08:00-12:00,14:00-18:00\" or \"fechado\"; a day left out stays")

    /// What this form changes.
    ///
    /// - Throws: 400 with what the schema cannot say.
    static func edit(_ form: Form) throws -> @Sendable (inout CompanyDetails) -> Void {
        let slug = form.text("slug").map { $0.lowercased() }
        let days = days(form)
        try Problem.check(
            [
                slug.map { isSlug($0) ? nil : "slug: só letras minúsculas, números e hífens" } ?? nil,
                Picture.fault("logo_url", in: form),
            ] + days.faults)
        return { details in
            details.company.name = form.text("nome") ?? details.company.name
            details.company.slug = slug ?? details.company.slug
            details.logo = form.text("logo_url", or: details.logo)
            if !days.windows.isEmpty { details.hours = details.hours.replacing(days.windows) }
            edit(form, &details.company.settings)
        }
    }

    private static func edit(_ form: Form, _ settings: inout CompanySettings) {
        settings.agentName = form.text("agente_nome") ?? settings.agentName
        if let hours = form.number("antecedencia_minima_horas") { settings.minimumNotice = Int((hours * 60).rounded()) }
        settings.horizonDays = form.int("antecedencia_maxima_dias") ?? settings.horizonDays
        editAddress(form, &settings)
        editCard(form, &settings.card)
    }

    private static func editCard(_ form: Form, _ card: inout CompanyCard) {
        card.whatsapp = form.phone("whatsapp", or: card.whatsapp)
        card.phone = form.phone("telefone", or: card.phone)
        card.email = form.text("email", or: card.email)
        card.primaryColor = form.text("cor_primaria", or: card.primaryColor)
        card.secondaryColor = form.text("cor_secundaria", or: card.secondaryColor)
        card.persona = form.text("agente_persona", or: card.persona)
        card.visitsPerDay = form.int("max_agendamentos_dia", or: card.visitsPerDay)
        card.averageMinutes = form.int("tempo_medio_servico", or: card.averageMinutes)
        card.allowsCancelling = form.bool("permite_cancelamento", or: card.allowsCancelling)
        card.cancellingHours = form.int("horas_antecedencia_cancelamento", or: card.cancellingHours)
        card.welcomeText = form.text("mensagem_boas_vindas", or: card.welcomeText)
        card.confirmationText = form.text("mensagem_confirmacao", or: card.confirmationText)
        card.reminderText = form.text("mensagem_lembrete", or: card.reminderText)
        card.reminderHours = form.int("enviar_lembrete_horas_antes", or: card.reminderHours)
        card.webhookURL = form.text("webhook_url", or: card.webhookURL)
    }

    /// The parts make the line that the agent tells.
    private static func editAddress(_ form: Form, _ settings: inout CompanySettings) {
        let before = settings.card.address ?? PostalAddress()
        var address = before
        address.street = form.text("endereco_rua", or: address.street)
        address.number = form.text("endereco_numero", or: address.number)
        address.district = form.text("endereco_bairro", or: address.district)
        address.city = form.text("endereco_cidade", or: address.city)
        address.state = form.text("endereco_estado", or: address.state)
        address.postalCode = form.text("endereco_cep", or: address.postalCode)
        guard address != before else { return }
        settings.card.address = address
        settings.address = address.line ?? ""
    }

    private static func days(_ form: Form) -> (windows: [Weekday: [BusinessHours.Window]], faults: [String?]) {
        var windows: [Weekday: [BusinessHours.Window]] = [:]
        var faults: [String?] = []
        let sent = form.form("horario_funcionamento") ?? Form()
        for name in sent.members.keys.sorted() {
            guard let day = Weekday(apiName: name) else {
                faults.append("horario_funcionamento.\(name.prefix(60)): dias de segunda a domingo")
                continue
            }
            if let read = BusinessHours.windows(text: sent.text(name) ?? "") {
                windows[day] = read
            } else {
                faults.append("horario_funcionamento.\(day.apiName): \"08:00-12:00,14:00-18:00\" ou \"fechado\"")
            }
        }
        return (windows, faults)
    }

    private static func isSlug(_ text: String) -> Bool {
        !text.hasPrefix("-") && !text.hasSuffix("-")
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}
