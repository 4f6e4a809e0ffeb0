import Business
import Domain

enum ProfessionalBody {
    static let shape = Shape<Professional>(fields: [
        .init("id", .id) { .id($0.id) },
        .init("nome", .text) { .string($0.name) },
        .init("ativo", .boolean) { .bool($0.isActive) },
        .init("servicos", .list(.id).orNull) { one in
            one.services.map { .array($0.sorted().map { .id($0) }) } ?? .null
        },
        .init("horarios", Schema.object(Weekday.allCases.map { .always($0.apiName, .text) }).orNull) { one in
            one.hours.map { hours in
                .object(
                    Dictionary(
                        uniqueKeysWithValues: Weekday.allCases.map { ($0.apiName, .string(hours.text(of: $0))) }))
            } ?? .null
        },
        .init("folgas", .list(timeOff.schema(named: "TimeOff"))) { .array($0.timeOff.map(timeOff.body)) },
    ])
    static let schema = shape.schema(named: "Professional")

    private static let timeOff = Shape<TimeOff>(fields: [
        .init("inicio", .day) { .text($0.firstDay) },
        .init("fim", .day) { .text($0.lastDay) },
        .init("abre", .time.orNull) { .text($0.window?.opens) },
        .init("fecha", .time.orNull) { .text($0.window?.closes) },
        .init("motivo", .text) { .string($0.reason) },
    ])
}

enum ProfessionalForm {
    static let schema: Schema = .object(
        .always("nome", .text(1...80)), .maybe("ativo", .boolean),
        .maybe("servicos", .list(.id, upTo: 500).orNull, "What they can do; null for every service"),
        .maybe(
            "horarios", Schema.map(.text(0...200)).orNull,
            "Their week, as in horario_funcionamento; null for the shop's hours; a day left out is off"),
        .maybe("folgas", .list(timeOff, upTo: Staff.mostTimeOff), "All of them: these take the place of the others"))

    private static let timeOff: Schema = .object(
        .always("inicio", .day), .maybe("fim", .day.orNull, "Included; the first day unless told"),
        .maybe("abre", .time.orNull, "With `fecha`: that stretch of each day; else whole days"),
        .maybe("fecha", .time.orNull), .maybe("motivo", .text(0...200).orNull))

    /// What this form changes.
    ///
    /// - Throws: 400 with what the schema cannot say.
    static func edit(_ form: Form) throws -> @Sendable (inout Professional) -> Void {
        let hours = try form.form("horarios").map(week)
        let timeOff = try form.forms("folgas")?.map(readTimeOff)
        return { one in
            one.name = form.text("nome") ?? one.name
            one.isActive = form.bool("ativo") ?? one.isActive
            if form.has("servicos") { one.services = form.ids("servicos").map(Set.init) }
            if form.has("horarios") { one.hours = hours }
            if let timeOff { one.timeOff = timeOff }
        }
    }

    private static func week(_ form: Form) throws -> BusinessHours {
        var windows: [Weekday: [BusinessHours.Window]] = [:]
        for name in form.members.keys.sorted() {
            guard let day = Weekday(apiName: name) else {
                throw Problem.invalid(
                    "Confira os dados enviados.", ["horarios.\(name.prefix(60)): dias de segunda a domingo"])
            }
            guard let read = BusinessHours.windows(text: form.text(name) ?? "") else {
                throw Problem.invalid(
                    "Confira os dados enviados.",
                    ["horarios.\(day.apiName): \"08:00-12:00,14:00-18:00\" ou \"fechado\""])
            }
            windows[day] = read
        }
        return BusinessHours(windows)
    }

    private static func readTimeOff(_ form: Form) throws -> TimeOff {
        guard let first = form.day("inicio", or: nil) else { throw Problem.failed }
        let last = form.day("fim", or: nil) ?? first
        guard first <= last else {
            throw Problem.invalid("Confira os dados enviados.", ["folgas.fim: não pode ser antes do início"])
        }
        let reason = form.text("motivo") ?? ""
        let (opens, closes) = (form.time("abre"), form.time("fecha"))
        guard opens != nil || closes != nil else { return TimeOff(firstDay: first, lastDay: last, reason: reason) }
        guard let opens, let closes, let window = BusinessHours.Window(opens: opens, closes: closes) else {
            throw Problem.invalid("Confira os dados enviados.", ["folgas.fecha: informe abre e, depois dele, fecha"])
        }
        return TimeOff(firstDay: first, lastDay: last, window: window, reason: reason)
    }
}

enum ResourceBody {
    static let shape = Shape<Resource>(fields: [
        .init("id", .id) { .id($0.id) },
        .init("nome", .text) { .string($0.name) },
        .init("capacidade", .integer) { .int($0.capacity) },
        .init("ativo", .boolean) { .bool($0.isActive) },
        .init("servicos", .list(.id)) { .array($0.services.sorted().map { .id($0) }) },
    ])
    static let schema = shape.schema(named: "Resource")
}

enum ResourceForm {
    static let schema: Schema = .object(
        .always("nome", .text(1...80)),
        .always("capacidade", .integer(1...100), "How many visits can use it at one moment"),
        .maybe("ativo", .boolean), .maybe("servicos", .list(.id, upTo: 500), "The services that need one"))

    /// What this form changes.
    static func edit(_ form: Form) -> @Sendable (inout Resource) -> Void {
        { resource in
            resource.name = form.text("nome") ?? resource.name
            resource.capacity = form.int("capacidade") ?? resource.capacity
            resource.isActive = form.bool("ativo") ?? resource.isActive
            if let services: [PetService.ID] = form.ids("servicos") { resource.services = Set(services) }
        }
    }
}

extension Form {
    /// Ids of a list; nil when there is none.
    func ids<Entity>(_ name: String) -> [Identifier<Entity>]? {
        guard case .array(let items) = members[name] else { return nil }
        return items.compactMap { item in
            switch item {
            case .integer(let value): Identifier(value)
            case .number(let value) where value >= 1 && value < 9e15: Identifier(Int64(value))
            default: nil
            }
        }
    }
}
