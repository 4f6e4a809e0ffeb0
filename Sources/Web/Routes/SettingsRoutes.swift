import Business
import Domain
import Hummingbird

/// `/api/settings`: name, hours and capacity of the shop.
struct SettingsRoutes: Sendable {
    let catalog: Catalog

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/settings", "showSettings", .settings, "Name, hours and capacity of the shop",
                may: .readSettings, answers: [.ok(SettingsBody.schema)], run: show),
            Operation(
                .put, "/api/settings", "changeSettings", .settings, "Change settings; fields left out stay",
                may: .writeSettings, body: .json(SettingsForm.schema), answers: [.ok(SettingsBody.schema)], run: change),
        ]
    }

    @Sendable func show(_ call: TenantCall) async throws -> Response {
        guard let shop = try await catalog.shop(in: call.scope) else { throw Problem.notFound }
        return try JSONBody.response(SettingsBody(settings: .init(shop.company, shop.hours)))
    }

    /// `opening_time` and `closing_time` set every day that is open.
    @Sendable func change(_ call: TenantCall) async throws -> Response {
        guard let before = try await catalog.shop(in: call.scope) else { throw Problem.notFound }
        let edit = try SettingsForm.edit(call.form, hours: before.hours)
        let after = try await catalog.changeShop(in: call.scope, hours: edit.hours, edit.company)
        guard let after else { throw Problem.notFound }
        return try JSONBody.response(
            SettingsBody(message: "Configurações salvas.", settings: .init(after.company, after.hours)))
    }
}

private enum SettingsForm {
    static let schema: Schema = .object(
        .maybe("company_name", .text(1...255)), .maybe("agent_name", .text(1...255)),
        .maybe("opening_time", .time), .maybe("closing_time", .time),
        .maybe("max_concurrent_capacity", .integer(1...20)),
        .maybe("timezone", .zone),
        .maybe("address", .text(0...300)),
        .maybe("assumptions", assumptions, "What figures of the agent's work are told with; fields left out stay"))

    private static let assumptions: Schema = .object(
        .maybe("minutesPerContact", .number(0...240)), .maybe("reaisPerHour", .number(0...1000)),
        .maybe("hoursPerDay", .number(1...24)))

    struct Edit: Sendable {
        let hours: BusinessHours?
        let company: @Sendable (inout Company) -> Void
    }

    static func edit(_ form: Form, hours before: BusinessHours) throws -> Edit {
        let hours = week(form, before)
        if hours == nil, form.has("opening_time") || form.has("closing_time") {
            throw Problem.invalid("Confira os dados enviados.", ["closing_time: depois de opening_time"])
        }
        return Edit(hours: hours) { company in
            company.name = form.text("company_name") ?? company.name
            company.settings.agentName = form.text("agent_name") ?? company.settings.agentName
            company.settings.capacity = form.int("max_concurrent_capacity") ?? company.settings.capacity
            company.settings.timezone = form.text("timezone") ?? company.settings.timezone
            if let given = form.form("assumptions") { edit(&company.settings.assumptions, given) }
            if form.has("address") { company.settings.address = form.text("address") ?? "" }
        }
    }

    private static func edit(_ assumptions: inout Assumptions, _ form: Form) {
        assumptions.minutesPerContact = form.number("minutesPerContact") ?? assumptions.minutesPerContact
        assumptions.reaisPerHour = form.number("reaisPerHour") ?? assumptions.reaisPerHour
        assumptions.hoursPerDay = form.number("hoursPerDay") ?? assumptions.hoursPerDay
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
        let createdAt: String

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
            createdAt = company.createdAt.iso8601
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
                    .always("assumptions", Assumptions.schema), .always("createdAt", .moment)))))

}

extension Assumptions {
    static let schema: Schema = .named(
        "Assumptions",
        .object(
            .always("minutesPerContact", .number, "Minutes of a person's work that one contact stands for"),
            .always("reaisPerHour", .number, "What an hour of it costs"),
            .always("hoursPerDay", .number, "Hours in a day of work")))
}
