import Business
import Domain
import Hummingbird
import Storage

/// `/api/series`: visits that come again and again.
struct SeriesRoutes: Sendable {
    let series: Series

    var operations: [Operation] { reading + changing }

    private static let over: Operation.Answer = .other(.conflict, "The series has ended")
    private static let one: [Operation.Answer] = [.ok(.data(SeriesBody.full))]

    private var reading: [Operation] {
        [
            Operation(
                .get, "/api/series", "listSeries", .appointments, "Visits that repeat, newest first",
                may: .readAgenda,
                query: [
                    .maybe("petId", .id, "Only this pet's"), .maybe("tutorId", .id, "Only this customer's"),
                    .maybe("status", .words(VisitSeries.Status.self), "Only these"),
                ] + Page.parameters, answers: [.ok(.page(of: SeriesBody.schema))], run: list),
            Operation(
                .get, "/api/series/{id}", "showSeries", .appointments, "One series, with its visits to come",
                may: .readAgenda, answers: Self.one, run: show),
            Operation(
                .get, "/api/pets/{id}/rhythm", "showPetRhythm", .appointments,
                "How often a pet comes: the median distance between its finished visits", may: .readAgenda,
                query: [.maybe("serviceId", .id, "Only visits of this service")],
                answers: [.ok(.data(.object(.always("intervaloDias", .integer.orNull))))], run: rhythm),
        ]
    }

    private var changing: [Operation] {
        let cancelling: Operation.Body = .optionalJSON(
            .object(.maybe("cancelarVisitas", .boolean, "Cancels the visits to come too; they stay unless told")))
        return [
            Operation(
                .post, "/api/series", "beginSeries", .appointments,
                "Book a visit again and again, a month ahead; without a distance, by the pet's own rhythm",
                may: .writeAgenda, body: .json(SeriesForm.schema),
                answers: [
                    .created(.data(SeriesBody.schema)), .other(.notFound, "No such pet, service or professional"),
                    .other(.conflict, "The professional does not do the service"),
                ],
                run: begin),
            Operation(
                .patch, "/api/series/{id}", "changeSeries", .appointments,
                "Change a series and all its visits to come; one alone is changed as any visit", may: .writeAgenda,
                body: .json(SeriesForm.edit), answers: [.ok(SeriesBody.changed), Self.over], run: change),
            Operation(
                .post, "/api/series/{id}/pause", "pauseSeries", .appointments, "Book no more for now",
                may: .writeAgenda, body: cancelling, answers: Self.one + [Self.over]
            ) { call in
                try await one(
                    try await series.pause(
                        try call.id(), cancelling: call.form.bool("cancelarVisitas") ?? false, in: call.scope))
            },
            Operation(
                .post, "/api/series/{id}/resume", "resumeSeries", .appointments, "Book again", may: .writeAgenda,
                answers: Self.one + [Self.over]
            ) { call in try await one(try await series.resume(try call.id(), in: call.scope)) },
            Operation(
                .post, "/api/series/{id}/end", "endSeries", .appointments, "End a series for good", may: .writeAgenda,
                body: cancelling, answers: Self.one
            ) { call in
                try await one(
                    try await series.end(
                        try call.id(), cancelling: call.form.bool("cancelarVisitas") ?? false, in: call.scope))
            },
        ]
    }

    @Sendable func list(_ call: TenantCall) async throws -> Response {
        var filter = SeriesDAO.Filter()
        filter.petID = call.query("petId").flatMap { Pet.ID(text: $0) }
        filter.tutorID = call.query("tutorId").flatMap { Tutor.ID(text: $0) }
        filter.status = call.query("status").flatMap { VisitSeries.Status(rawValue: $0) }
        let page = call.page()
        let found = try await series.list(filter, limit: page.limit, offset: page.offset, in: call.scope)
        return try JSONBody.response(PageBody(found.series.map(SeriesBody.shape.body), total: found.total, page))
    }

    @Sendable func show(_ call: TenantCall) async throws -> Response {
        try await one(try await series.find(try call.id(), in: call.scope))
    }

    @Sendable func rhythm(_ call: TenantCall) async throws -> Response {
        let days = try await series.rhythm(
            of: try call.id(), call.query("serviceId").flatMap { PetService.ID(text: $0) }, in: call.scope)
        return try JSONBody.response(DataBody(data: JSONValue.object(["intervaloDias": .int(days)])))
    }

    @Sendable func begin(_ call: TenantCall) async throws -> Response {
        let draft = try SeriesForm.draft(call.form)
        do {
            let made = try await series.begin(draft, in: call.scope)
            return try JSONBody.response(DataBody(data: SeriesBody.shape.body(of: made)), status: .created)
        } catch SeriesError.noRhythm {
            throw Problem.invalid(
                "Confira os dados enviados.",
                ["intervaloDias: informe o intervalo; o pet ainda não tem três visitas concluídas deste serviço"])
        } catch SchedulingError.past {
            throw Problem.invalid("Confira os dados enviados.", ["inicio: este dia e horário já passaram"])
        }
    }

    @Sendable func change(_ call: TenantCall) async throws -> Response {
        let id: VisitSeries.ID = try call.id()
        do {
            let changed = try await series.change(id, try SeriesForm.read(call.form), in: call.scope)
            guard let changed else { throw Problem.notFound }
            return try JSONBody.response(SeriesBody.answer(to: changed))
        } catch SeriesError.over {
            throw Self.ended
        } catch SchedulingError.past {
            throw Problem.invalid("Confira os dados enviados.", ["inicio: este dia e horário já passaram"])
        }
    }

    private func one(_ found: @autoclosure () async throws -> Series.Shown?) async throws -> Response {
        do {
            guard let found = try await found() else { throw Problem.notFound }
            return try JSONBody.response(DataBody(data: SeriesBody.body(of: found)))
        } catch SeriesError.over {
            throw Self.ended
        }
    }

    private static var ended: Problem { .conflict("Esta série já foi encerrada. Comece outra.") }
}

private enum SeriesForm {
    static let schema: Schema = .object(
        [
            .always("petId", .id), .always("serviceId", .id), .always("inicio", .day, "The first visit's day"),
            .always("hora", .time),
        ] + fields)

    static let edit: Schema = .object(
        [
            .maybe("serviceId", .id), .maybe("hora", .time),
            .maybe("inicio", .day, "From which day the visits count anew; those to come are booked anew then"),
        ] + fields)

    private static let fields: [Schema.Field] = [
        .maybe("intervaloDias", .integer(1...365), "Days from one visit to the next"),
        .maybe("intervaloSemanas", .integer(1...52), "The same in weeks, which wins"),
        .maybe("professionalId", .id, "The only one who will do"),
        .maybe("termino", .day.orNull, "The last day on which a visit may be"),
        .maybe("observacoes", .text(0...1000).orNull),
    ]

    private static func every(_ form: Form) -> Int? {
        form.int("intervaloSemanas").map { $0 * 7 } ?? form.int("intervaloDias")
    }

    private static func time(_ form: Form) throws -> LocalTime? {
        guard let time = form.time("hora") else { return nil }
        guard time < .endOfDay else {
            throw Problem.invalid("Confira os dados enviados.", ["hora: de 00:00 a 23:59"])
        }
        return time
    }

    static func draft(_ form: Form) throws -> Series.Draft {
        guard let pet: Pet.ID = form.id("petId"), let service: PetService.ID = form.id("serviceId"),
            let day = form.day("inicio", or: nil), let time = try time(form)
        else { throw Problem.failed }
        var draft = Series.Draft(petID: pet, serviceID: service, starts: LocalDateTime(day: day, time: time))
        draft.professionalID = form.id("professionalId")
        draft.every = every(form)
        draft.lastDay = form.day("termino", or: nil)
        draft.notes = form.text("observacoes") ?? ""
        return draft
    }

    static func read(_ form: Form) throws -> Series.Edit {
        var edit = Series.Edit()
        edit.serviceID = form.id("serviceId")
        edit.professionalID = form.id("professionalId")
        edit.time = try time(form)
        edit.every = every(form)
        edit.next = form.day("inicio", or: nil)
        if form.has("termino") { edit.lastDay = .some(form.day("termino", or: nil)) }
        if form.has("observacoes") { edit.notes = form.text("observacoes") ?? "" }
        return edit
    }
}

private enum SeriesBody {
    static let shape = Shape<VisitSeries>(fields: [
        .init("id", .id) { .id($0.id) },
        .init("tutorId", .id) { .id($0.tutorID) },
        .init("petId", .id) { .id($0.petID) },
        .init("serviceId", .id) { .id($0.serviceID) },
        .init("professionalId", .id.orNull) { $0.professionalID.map { .id($0) } ?? .null },
        .init("intervaloDias", .integer) { .int($0.every) },
        .init("hora", .time) { .text($0.time) },
        .init("proximoDia", .day) { .text($0.next) },
        .init("termino", .day.orNull) { .text($0.lastDay) },
        .init("status", .words(VisitSeries.Status.self)) { .string($0.status.rawValue) },
        .init("observacoes", .text) { .string($0.notes) },
    ])
    static let schema = shape.schema(named: "Series")

    private static let visit = Shape<Appointment>(fields: [
        .init("id", .id) { .id($0.id) },
        .init("dataAgendamento", .day) { .text($0.slot.day) },
        .init("horaAgendamento", .time) { .text($0.slot.start) },
        .init("status", .words(Appointment.Status.self)) { .string($0.status.rawValue) },
    ])

    static let full: Schema = .named(
        "SeriesWithVisits", schema.with(.always("visitas", .list(visit.schema(named: "SeriesVisit")))))

    static let changed: Schema = .object(
        .always("success", .boolean), .always("data", full),
        .always(
            "recusadas",
            .list(.object(.always("id", .id), .always("motivo", .text))), "Visits that stay as they were, and why"))

    static func body(of shown: Series.Shown) -> JSONValue {
        var members = shape.body(of: shown.series).members ?? [:]
        members["visitas"] = .array(shown.visits.map(visit.body))
        return .object(members)
    }

    static func answer(to changed: Series.Changed) -> JSONValue {
        .object([
            "success": true, "data": body(of: changed.shown),
            "recusadas": .array(
                changed.refused.map {
                    .object(["id": .id($0.visit), "motivo": .string($0.reason.sentence)])
                }),
        ])
    }
}
