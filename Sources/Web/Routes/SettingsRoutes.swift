import Business
import Domain
import Hummingbird

/// `/api/settings`: name, hours and capacity of the shop.
struct SettingsRoutes: Sendable {
    let catalog: Catalog

    func add(to api: RouterGroup<TenantContext>) {
        api.group("settings").get(use: show).put(use: change)
    }

    @Sendable func show(_ request: Request, context: TenantContext) async throws -> Response {
        guard let shop = try await catalog.shop(in: context.scope) else { throw Problem.notFound }
        return try JSONBody.response(SettingsBody(settings: .init(shop.company, shop.hours)))
    }

    /// 200 with all settings; fields left out stay. `opening_time` and `closing_time` set every day that is open.
    @Sendable func change(_ request: Request, context: TenantContext) async throws -> Response {
        let form = try await request.json(SettingsForm.self)
        guard let before = try await catalog.shop(in: context.scope) else { throw Problem.notFound }
        let edit = try form.edit(hours: before.hours)
        let after = try await catalog.changeShop(in: context.scope, hours: edit.hours, edit.company)
        guard let after else { throw Problem.notFound }
        return try JSONBody.response(
            SettingsBody(message: "Configurações salvas.", settings: .init(after.company, after.hours)))
    }
}

private struct SettingsForm: Decodable {
    let company_name: String?
    let agent_name: String?
    let opening_time: String?
    let closing_time: String?
    let max_concurrent_capacity: Int?
    let timezone: String?
    let address: String?

    struct Edit: Sendable {
        let hours: BusinessHours?
        let company: @Sendable (inout Company) -> Void
    }

    func edit(hours before: BusinessHours) throws -> Edit {
        var check = FieldCheck()
        let name = company_name.map { check.text($0, "company_name") }
        let agent = agent_name.map { check.text($0, "agent_name") }
        if let capacity = max_concurrent_capacity, !(1...20).contains(capacity) {
            check.note("max_concurrent_capacity: entre 1 e 20")
        }
        if let timezone, ShopZone(identifier: timezone) == nil {
            check.note("timezone: nome IANA, por exemplo America/Sao_Paulo")
        }
        if let address, address.count > 300 { check.note("address: no máximo 300 caracteres") }
        let hours = week(before, &check)
        try check.finish()
        let (capacity, timezone, address) = (max_concurrent_capacity, timezone, address?.trimmed)
        return Edit(hours: hours) { company in
            company.name = name ?? company.name
            company.settings.agentName = agent ?? company.settings.agentName
            company.settings.capacity = capacity ?? company.settings.capacity
            company.settings.timezone = timezone ?? company.settings.timezone
            company.settings.address = address ?? company.settings.address
        }
    }

    private func week(_ before: BusinessHours, _ check: inout FieldCheck) -> BusinessHours? {
        guard opening_time != nil || closing_time != nil else { return nil }
        let opens = opening_time.flatMap { check.require(LocalTime(text: $0), "opening_time: hora como 08:00") }
        let closes = closing_time.flatMap { check.require(LocalTime(text: $0), "closing_time: hora como 18:00") }
        var days: [Weekday: [BusinessHours.Window]] = [:]
        for day in Weekday.allCases {
            guard let first = before[day].first, let last = before[day].last else { continue }
            guard let window = BusinessHours.Window(opens: opens ?? first.opens, closes: closes ?? last.closes) else {
                check.note("closing_time: depois de opening_time")
                return nil
            }
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
            createdAt = company.createdAt.iso8601
        }
    }

    var success = true
    var message: String?
    let settings: Settings
}
