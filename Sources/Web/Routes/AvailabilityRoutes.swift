import Business
import Domain
import Hummingbird

/// `/api/availability`, and the same below `/api/appointments`: free times.
struct AvailabilityRoutes: Sendable {
    let booking: Booking

    var operations: [Operation] {
        [
            check,
            check.also(at: "/api/appointments/availability/check", as: "checkAppointmentAvailability"),
            slots,
            slots.also(at: "/api/appointments/availability/slots", as: "listAppointmentSlots"),
        ]
    }

    private var check: Operation {
        Operation(
            .post, "/api/availability/check", "checkAvailability", .availability,
            "Whether a service could start at a time; if not, why and when it could", may: .readAgenda,
            body: .json(
                .object(
                    .always("serviceId", .id), .always("dataAgendamento", .day), .always("horaAgendamento", .time),
                    .maybe("professionalId", .id, "The only one who will do"),
                    .maybe("petPorte", .words(Pet.Size.self), "Where size makes the visit longer"),
                    .maybe("petPelagem", .words(Pet.Coat.self), "Where coat does"))),
            answers: [.ok(.data(AvailabilityBody.schema)), Self.unknown, Self.unable], run: check)
    }

    private var slots: Operation {
        Operation(
            .get, "/api/availability/slots", "listSlots", .availability, "Every start of a day, free or not",
            may: .readAgenda,
            query: [
                .always("serviceId", .id, "What would be booked"), .always("data", .day, "The shop's day"),
                .maybe("intervalo", .integer, "Minutes between starts, 30 unless told; 5 to 240"),
                .maybe("professionalId", .id, "The only one who will do"),
                .maybe("petPorte", .words(Pet.Size.self), "Where size makes the visit longer"),
                .maybe("petPelagem", .words(Pet.Coat.self), "Where coat does"),
            ], answers: [.ok(SlotsBody.schema), Self.unknown, Self.unable], run: slots)
    }

    private static let unknown: Operation.Answer = .other(
        .notFound, "No such service or professional in this company")
    private static let unable: Operation.Answer = .other(.conflict, "The professional does not do the service")

    @Sendable func check(_ call: TenantCall) async throws -> Response {
        let wanted = try call.starts(zone: try await booking.zone(in: call.scope))
        let kind = Booking.PetKind(size: call.form.word("petPorte"), coat: call.form.word("petPelagem"))
        let answer = try await booking.ask(
            call.form.id("serviceId") ?? Identifier(0), at: wanted, by: call.form.id("professionalId"), for: kind,
            in: call.scope)
        return try JSONBody.response(DataBody(data: AvailabilityBody(answer)))
    }

    @Sendable func slots(_ call: TenantCall) async throws -> Response {
        guard let service = call.query("serviceId").flatMap({ PetService.ID(text: $0) }),
            let day = try call.day("data")
        else { throw Problem.failed }
        let step = min(max(call.number("intervalo") ?? 30, 5), 240)
        let kind = Booking.PetKind(
            size: call.query("petPorte").flatMap { Pet.Size(rawValue: $0) },
            coat: call.query("petPelagem").flatMap { Pet.Coat(rawValue: $0) })
        let board = try await booking.board(
            of: service, on: day, by: call.query("professionalId").flatMap { Professional.ID(text: $0) }, step: step,
            for: kind, in: call.scope)
        guard let board else { throw Problem.notFound }
        return try JSONBody.response(SlotsBody(board))
    }
}

extension TenantCall {
    /// The day and time of the body. A full time stamp counts by the day it falls on at the shop.
    func starts(zone: ShopZone) throws -> LocalDateTime {
        guard let day = form.day("dataAgendamento", in: zone), let time = form.time("horaAgendamento") else {
            throw Problem.invalid("Confira os dados enviados.", ["dataAgendamento: data no formato AAAA-MM-DD"])
        }
        guard time < .endOfDay else {
            throw Problem.invalid("Confira os dados enviados.", ["horaAgendamento: de 00:00 a 23:59"])
        }
        return LocalDateTime(day: day, time: time)
    }
}

/// Whether a time is free, and what to do if not.
struct AvailabilityBody: Encodable {
    let disponivel: Bool
    /// nil when it is free.
    let motivo: String?
    /// Moments at which the visit could start.
    let sugestoes: [String]

    static let schema: Schema = .named(
        "Availability",
        .object(
            .always("disponivel", .boolean), .maybe("motivo", .text, "Why not, in Portuguese"),
            .always("sugestoes", .list(.moment), "Free starts near a refused one, in order of time")))

    init(_ answer: Booking.Answer) {
        disponivel = answer.refusal == nil
        motivo = answer.refusal?.sentence
        sugestoes = answer.alternatives.map { answer.zone.moment(of: $0).iso8601 }
    }
}

private struct SlotsBody: Encodable {
    struct Place: Encodable {
        let hora_inicio: LocalTime
        let hora_fim: LocalTime?
        let disponivel: Bool
        let agendamentos_existentes: Int
        let capacidade_maxima: Int
    }

    var success = true
    let data: [Place]
    let total: Int
    let available: Int

    static let schema: Schema = .object(
        .always("success", .boolean),
        .always(
            "data",
            .list(
                .named(
                    "Place",
                    .object(
                        .always("hora_inicio", .time), .maybe("hora_fim", .time), .always("disponivel", .boolean),
                        .always("agendamentos_existentes", .integer), .always("capacidade_maxima", .integer))))),
        .always("total", .integer), .always("available", .integer))

    init(_ board: Booking.Board) {
        data = board.places.map { place in
            Place(
                hora_inicio: place.slot.start, hora_fim: LocalTime(minutes: place.slot.end),
                disponivel: place.refusal == nil, agendamentos_existentes: place.peak,
                capacidade_maxima: board.capacity)
        }
        total = data.count
        available = data.count { $0.disponivel }
    }
}
