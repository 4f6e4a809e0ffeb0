import Business
import Domain
import Hummingbird

/// `/api/settings`: name, hours and capacity of the shop.
struct SettingsRoutes: Sendable {
    let catalog: Catalog

    var operations: [Operation] {
        let show = Operation(
            .get, "/api/settings", "showSettings", .settings, "Name, hours and capacity of the shop",
            may: .readSettings, answers: [.ok(SettingsBody.schema)], run: show)
        let change = Operation(
            .put, "/api/settings", "changeSettings", .settings, "Change settings; fields left out stay",
            may: .writeSettings, body: .json(SettingsForm.schema), answers: [.ok(SettingsBody.schema)], run: change)
        return [
            show, show.also(at: "/api/settings/{companyId}", as: "showSettingsOfCompany"),
            change, change.also(at: "/api/settings/{companyId}", as: "changeSettingsOfCompany"),
            Operation(
                .post, "/api/settings", "createSettings", .settings,
                "Set settings for the first time; every shop begins with usual ones", may: .writeSettings,
                body: .json(SettingsForm.schema),
                answers: [.created(SettingsBody.schema), .other(.conflict, "They were set before: change them")],
                run: create),
        ]
    }

    @Sendable func show(_ call: TenantCall) async throws -> Response {
        guard let shop = try await catalog.shop(in: try scope(call)) else { throw Problem.notFound }
        return try JSONBody.response(SettingsBody(settings: .init(shop.company, shop.hours)))
    }

    @Sendable func change(_ call: TenantCall) async throws -> Response {
        try await save(call, onlyFirst: false, status: .ok)
    }

    @Sendable func create(_ call: TenantCall) async throws -> Response {
        try await save(call, onlyFirst: true, status: .created)
    }

    /// `opening_time` and `closing_time` set every day that is open.
    private func save(_ call: TenantCall, onlyFirst: Bool, status: HTTPResponse.Status) async throws -> Response {
        let scope = try scope(call)
        guard call.form.members.keys.contains(where: SettingsForm.names.contains) else {
            throw Problem.invalid("Nenhuma configuração para salvar.", ["corpo: informe ao menos um campo"])
        }
        guard let before = try await catalog.shop(in: scope) else { throw Problem.notFound }
        let edit = try SettingsForm.edit(
            call.form, hours: before.hours, contact: before.company.settings.contactHours)
        let after = try await catalog.changeShop(in: scope, hours: edit.hours, onlyFirst: onlyFirst, edit.company)
        guard let after else { throw Problem.notFound }
        return try JSONBody.response(
            SettingsBody(message: "Configurações salvas.", settings: .init(after.company, after.hours)), status: status)
    }

    /// The company that the path names, if it names one.
    ///
    /// - Throws: 403 for any other than the caller's own, whether it exists or not; a super_admin may name all.
    private func scope(_ call: TenantCall) throws -> TenantScope {
        guard let text = call.context.parameters.get("companyId") else { return call.scope }
        guard let named = Company.ID(text: text) else { throw Problem.notFound }
        if named == call.scope.companyID { return call.scope }
        guard call.principal.token.role == .superAdmin else {
            throw Problem.forbidden("Estas configurações são de outra empresa.")
        }
        return TenantScope(companyID: named, actor: call.scope.actor)
    }
}

private enum SettingsForm {
    static let schema: Schema = .object(
        .maybe("company_name", .text(1...255)), .maybe("agent_name", .text(1...255)),
        .maybe("opening_time", .time), .maybe("closing_time", .time),
        .maybe("max_concurrent_capacity", .integer(1...20)), .maybe("timezone", .zone),
        .maybe("address", .text(0...300)), .maybe("reminder_d1_active", .boolean),
        .maybe("reminder_12h_active", .boolean), .maybe("reminder_4h_active", .boolean),
        .maybe("reminder_1h_active", .boolean),
        .maybe("contact_opening_time", .time, "From when the shop may write first: reminders and offers wait for it"),
        .maybe("contact_closing_time", .time, "Until when"),
        .maybe("waitlist_hold_minutes", .integer(5...1440), "How long a free place is held for who waits"),
        .maybe("human_pause_minutes", .integer(1...1440), "How long a human has a chat after answering in it"),
        .maybe("started_per_hour", .integer(1...500), "Most messages an hour that the shop starts from one number"),
        .maybe("agent_persona", .text(0...2000), "How the agent speaks"),
        .maybe("escalation_name", .text(0...120), "Who is called when a chat needs a human"),
        .maybe("escalation_phone", .phone.orNull),
        .maybe("media_days", .integer(1...3650), "How long files that customers send are kept"),
        .maybe("assumptions", assumptions, "What figures of the agent's work are told with; fields left out stay"))

    static let names = Set(schema.fields.map(\.name))

    private static let assumptions: Schema = .object(
        .maybe("minutesPerContact", .number(0...240)), .maybe("reaisPerHour", .number(0...1000)),
        .maybe("hoursPerDay", .number(1...24)))

    struct Edit: Sendable {
        let hours: BusinessHours?
        let company: @Sendable (inout Company) -> Void
    }

    static func edit(_ form: Form, hours before: BusinessHours, contact: ContactHours) throws -> Edit {
        let hours = week(form, before)
        if hours == nil, form.has("opening_time") || form.has("closing_time") {
            throw Problem.invalid("Confira os dados enviados.", ["closing_time: depois de opening_time"])
        }
        let contact = try contactHours(form, contact)
        return Edit(hours: hours) { company in
            company.name = form.text("company_name") ?? company.name
            company.settings.agentName = form.text("agent_name") ?? company.settings.agentName
            company.settings.capacity = form.int("max_concurrent_capacity") ?? company.settings.capacity
            company.settings.timezone = form.text("timezone") ?? company.settings.timezone
            if let given = form.form("assumptions") { edit(&company.settings.assumptions, given) }
            if form.has("address") { company.settings.address = form.text("address") ?? "" }
            editReminders(form, &company.settings.reminders)
            company.settings.contactHours = contact
            company.settings.waitlistMinutes = form.int("waitlist_hold_minutes") ?? company.settings.waitlistMinutes
            editHandOver(form, &company.settings)
        }
    }

    private static func edit(_ assumptions: inout Assumptions, _ form: Form) {
        assumptions.minutesPerContact = form.number("minutesPerContact") ?? assumptions.minutesPerContact
        assumptions.reaisPerHour = form.number("reaisPerHour") ?? assumptions.reaisPerHour
        assumptions.hoursPerDay = form.number("hoursPerDay") ?? assumptions.hoursPerDay
    }

    private static func contactHours(_ form: Form, _ before: ContactHours) throws -> ContactHours {
        let hours = ContactHours(
            opens: form.time("contact_opening_time") ?? before.opens,
            closes: form.time("contact_closing_time") ?? before.closes)
        guard let hours else {
            throw Problem.invalid(
                "Confira os dados enviados.", ["contact_closing_time: depois de contact_opening_time"])
        }
        return hours
    }

    private static func editReminders(_ form: Form, _ reminders: inout CompanySettings.Reminders) {
        reminders.dayBefore = form.bool("reminder_d1_active") ?? reminders.dayBefore
        reminders.twelveHours = form.bool("reminder_12h_active") ?? reminders.twelveHours
        reminders.fourHours = form.bool("reminder_4h_active") ?? reminders.fourHours
        reminders.oneHour = form.bool("reminder_1h_active") ?? reminders.oneHour
    }

    private static func editHandOver(_ form: Form, _ settings: inout CompanySettings) {
        settings.humanMinutes = form.int("human_pause_minutes") ?? settings.humanMinutes
        settings.startedPerHour = form.int("started_per_hour") ?? settings.startedPerHour
        settings.mediaDays = form.int("media_days") ?? settings.mediaDays
        if form.has("agent_persona") { settings.persona = form.text("agent_persona") ?? "" }
        if form.has("escalation_name") { settings.escalationName = form.text("escalation_name") ?? "" }
        if form.has("escalation_phone") { settings.escalationPhone = form.phone("escalation_phone") }
    }

    /// nil when nothing changes, or when a day would close before it opens.
    private static func week(_ form: Form, _ before: BusinessHours) -> BusinessHours? {
        guard form.has("opening_time") || form.has("closing_time") else { return nil }
        var days: [Weekday: [BusinessHours.Window]] = [:]
        for day in Weekday.allCases {
            guard let first = before[day].first, let last = before[day].last else { continue }
            guard
                let window = BusinessHours.Window(
                    opens: form.time("opening_time") ?? first.opens, closes: form.time("closing_time") ?? last.closes)
            else { return nil }
            days[day] = [window]
        }
        return BusinessHours(days)
    }
}

private struct SettingsBody: Encodable {
    struct Settings: Encodable {
        struct Reminders: Encodable {
            let d1Active: Bool
            let h12Active: Bool
            let h4Active: Bool
            let h1Active: Bool
        }

        let id: Company.ID
        let companyId: Company.ID
        let companyName: String
        let agentName: String
        let openingTime: LocalTime?
        let closingTime: LocalTime?
        let maxConcurrentCapacity: Int
        let timezone: String
        let address: String
        let reminders: Reminders
        let assumptions: Assumptions
        let contactOpeningTime: LocalTime
        let contactClosingTime: LocalTime
        let waitlistHoldMinutes: Int
        let humanPauseMinutes: Int
        let startedPerHour: Int
        let mediaDays: Int
        let agentPersona: String
        let escalationName: String
        @OrNull var escalationPhone: String?
        let createdAt: String
        let updatedAt: String

        init(_ company: Company, _ hours: BusinessHours) {
            let windows = Weekday.allCases.flatMap { hours[$0] }
            id = company.id
            companyId = company.id
            companyName = company.name
            agentName = company.settings.agentName
            openingTime = windows.map(\.opens).min()
            closingTime = windows.map(\.closes).max()
            maxConcurrentCapacity = company.settings.capacity
            timezone = company.settings.timezone
            address = company.settings.address
            let set = company.settings.reminders
            reminders = Reminders(
                d1Active: set.dayBefore, h12Active: set.twelveHours, h4Active: set.fourHours, h1Active: set.oneHour)
            assumptions = company.settings.assumptions
            contactOpeningTime = company.settings.contactHours.opens
            contactClosingTime = company.settings.contactHours.closes
            waitlistHoldMinutes = company.settings.waitlistMinutes
            humanPauseMinutes = company.settings.humanMinutes
            startedPerHour = company.settings.startedPerHour
            mediaDays = company.settings.mediaDays
            agentPersona = company.settings.persona
            escalationName = company.settings.escalationName
            _escalationPhone = OrNull(wrappedValue: company.settings.escalationPhone?.digits)
            createdAt = company.createdAt.iso8601
            updatedAt = (company.settings.changedAt ?? company.createdAt).iso8601
        }
    }

    var success = true
    var message: String?
    let settings: Settings

    static let schema: Schema = .object(
        .always("success", .boolean), .maybe("message", .text),
        .always(
            "settings",
            .named(
                "Settings",
                .object(
                    .always("id", .id), .always("companyId", .id), .always("companyName", .text),
                    .always("agentName", .text), .maybe("openingTime", .time), .maybe("closingTime", .time),
                    .always("maxConcurrentCapacity", .integer), .always("timezone", .text), .always("address", .text),
                    .always(
                        "reminders",
                        .object(
                            .always("d1Active", .boolean), .always("h12Active", .boolean),
                            .always("h4Active", .boolean), .always("h1Active", .boolean))),
                    .always("assumptions", Assumptions.schema),
                    .always("contactOpeningTime", .time), .always("contactClosingTime", .time),
                    .always("waitlistHoldMinutes", .integer(5...1440)),
                    .always("humanPauseMinutes", .integer(1...1440)), .always("startedPerHour", .integer(1...500)),
                    .always("mediaDays", .integer), .always("agentPersona", .text),
                    .always("escalationName", .text), .always("escalationPhone", .text.orNull),
                    .always("createdAt", .moment), .always("updatedAt", .moment)))))
}

extension Assumptions {
    static let schema: Schema = .named(
        "Assumptions",
        .object(
            .always("minutesPerContact", .number, "Minutes of a person's work that one contact stands for"),
            .always("reaisPerHour", .number, "What an hour of it costs"),
            .always("hoursPerDay", .number, "Hours in a day of work")))
}
