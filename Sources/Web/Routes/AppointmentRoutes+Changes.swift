import Business
import Domain
import Hummingbird

extension AppointmentRoutes {
    var changing: [Operation] {
        let change = Operation(
            .patch, "/api/appointments/{id}", "changeAppointment", .appointments,
            "Change a visit; fields left out stay", may: .writeAgenda, body: .json(AppointmentForm.edit),
            answers: [.ok(Self.one)] + Self.refusals, run: change)
        return [
            Operation(
                .post, "/api/appointments", "createAppointment", .appointments,
                "Book for a customer and a pet by name; whoever is new is written down too", may: .writeAgenda,
                body: .json(AppointmentForm.schema),
                answers: [
                    .created(Self.one), .other(.badRequest, "Not lawful, or not free", RefusedVisit.schema),
                    .other(.notFound, "No such professional"),
                    .other(.conflict, "The professional does not do the service"),
                ],
                run: create),
            change,
            change.also(at: "/api/appointments/{id}", as: "replaceAppointment", method: .put),
            Operation(
                .delete, "/api/appointments/{id}", "deleteAppointment", .appointments,
                "Erase a visit that was never served; one that was stays in the books", may: .eraseCustomers,
                answers: [.ok(.message), Self.conflict], run: remove),
            Operation(
                .patch, "/api/appointments/{id}/cancel", "cancelAppointment", .appointments, "Cancel a visit",
                may: .writeAgenda, body: .optionalJSON(.object(.maybe("motivo", .text(0...500).orNull))),
                answers: [.ok(Self.one), Self.conflict], run: cancel),
            Operation(
                .patch, "/api/appointments/{id}/reschedule", "rescheduleAppointment", .appointments,
                "Move a visit to another time", may: .writeAgenda, body: .json(AppointmentForm.time),
                answers: [.ok(Self.one)] + Self.refusals, run: reschedule),
            Operation(
                .patch, "/api/appointments/{id}/status", "setAppointmentStatus", .appointments,
                "Bring a visit to another status", may: .writeAgenda,
                body: .json(
                    .object(
                        .always("status", .words(Appointment.Status.self)),
                        .maybe("motivo", .text(0...500).orNull))),
                answers: [.ok(Self.one), Self.conflict], run: setStatus),
        ]
    }

    /// Both keys that readers look under.
    private static let one: Schema = .object(
        .always("success", .boolean), .always("data", AppointmentBody.schema),
        .always("appointment", AppointmentBody.schema))
    private static let conflict = Operation.Answer.other(.conflict, "The visit's status does not allow it")
    private static let refusals: [Operation.Answer] = [
        .other(.badRequest, "Not lawful, or not free", RefusedVisit.schema), conflict,
    ]

    @Sendable func create(_ call: TenantCall) async throws -> Response {
        let request = try AppointmentForm.request(call, zone: try await booking.zone(in: call.scope))
        return try await refusing(
            request.serviceID, request.starts, call, by: request.professionalID, for: .init(size: request.size)
        ) {
            answer(
                try await booking.book(request, key: call.idempotencyKey, in: call.scope), call, status: .created)
        }
    }

    @Sendable func change(_ call: TenantCall) async throws -> Response {
        let id: Appointment.ID = try call.id()
        let edit = AppointmentForm.edit(call.form, zone: try await booking.zone(in: call.scope))
        guard let before = try await booking.details(id, in: call.scope) else { throw Problem.notFound }
        let slot = before.appointment.slot
        let starts = LocalDateTime(day: edit.day ?? slot.day, time: edit.time ?? slot.start)
        return try await refusing(edit.serviceID, starts, call, moving: id, by: edit.professionalID) {
            answer(try await booking.change(id, edit, in: call.scope), call)
        }
    }

    @Sendable func reschedule(_ call: TenantCall) async throws -> Response {
        let id: Appointment.ID = try call.id()
        let starts = try call.starts(zone: try await booking.zone(in: call.scope))
        let professional: Professional.ID? = call.form.id("professionalId")
        return try await refusing(nil, starts, call, moving: id, by: professional) {
            answer(try await booking.move(id, to: starts, with: professional, in: call.scope), call)
        }
    }

    @Sendable func cancel(_ call: TenantCall) async throws -> Response {
        answer(
            try await booking.cancel(try call.id(), reason: call.form.text("motivo"), in: call.scope), call)
    }

    @Sendable func setStatus(_ call: TenantCall) async throws -> Response {
        guard let status: Appointment.Status = call.form.word("status") else { throw Problem.failed }
        return answer(
            try await booking.advance(
                try call.id(), to: status, reason: call.form.text("motivo"), in: call.scope), call)
    }

    @Sendable func remove(_ call: TenantCall) async throws -> Response {
        try await booking.remove(try call.id(), in: call.scope)
        return try JSONBody.response(MessageBody(message: "Agendamento removido."))
    }

    private func answer(
        _ visit: AppointmentDetails, _ call: TenantCall, status: HTTPResponse.Status = .ok
    ) -> Response {
        let row = AppointmentRow(visit: visit, company: call.scope.companyID)
        return JSONBody.written(status: status, capacity: 2048) { json in
            json.name("appointment")
            row.write(to: &json)
            json.name("data")
            row.write(to: &json)
            json.name("success")
            json.value(true)
        }
    }

    /// Runs `act`; when the calendar refuses it, 400 with the reason and free times near the one that was wanted.
    private func refusing(
        _ service: PetService.ID?, _ starts: LocalDateTime, _ call: TenantCall, moving id: Appointment.ID? = nil,
        by professional: Professional.ID? = nil, for kind: Booking.PetKind = .init(),
        _ act: () async throws -> Response
    ) async throws -> Response {
        do {
            return try await act()
        } catch let refusal as SchedulingError where refusal.isAboutTime || refusal == .unknownService {
            let now = try await booking.ask(
                service, at: starts, by: professional, moving: id, for: kind, in: call.scope)
            // The reason is the act's own: the calendar may have changed since.
            let answer = Booking.Answer(refusal: refusal, alternatives: now.alternatives, zone: now.zone)
            return try JSONBody.response(RefusedVisit(answer, refusal), status: .badRequest)
        }
    }
}

/// A visit that the calendar refuses; without `availability` a body that is not lawful.
private struct RefusedVisit: Encodable {
    var success = false
    var error = "Slot unavailable"
    let message: String
    let availability: AvailabilityBody

    static let schema: Schema = .named(
        "RefusedVisit", Schema.problem.with(.maybe("availability", AvailabilityBody.schema)))

    init(_ answer: Booking.Answer, _ refusal: SchedulingError) {
        message = refusal.sentence
        availability = AvailabilityBody(answer)
    }
}

private enum AppointmentForm {
    static let schema: Schema = .object(
        .always("tutorNome", .text(1...120)), .maybe("tutorTelefone", .phone.orNull),
        .maybe("chatId", .text(0...128).orNull, "Where the customer writes from; else made from the phone"),
        .always("petNome", .text(1...80)), .maybe("petTipo", .words(species.keys.sorted()).orNull),
        .maybe("petPorte", .words(Pet.Size.self).orNull, "A new pet's; a known one keeps its own unless told"),
        .always("serviceId", .id), .always("dataAgendamento", .day), .always("horaAgendamento", .time),
        .maybe("observacoes", .text(0...1000).orNull),
        .maybe("professionalId", .id, "The only one who will do; else whoever has least to do that day"),
        .maybe("status", .words(["pendente", "confirmado"]), "`pendente` unless told"))

    static let time: Schema = .object(
        .always("dataAgendamento", .day), .always("horaAgendamento", .time),
        .maybe("professionalId", .id, "Who is to serve it; else who does already, or whoever is free"))

    static let edit: Schema = .object(
        .maybe("serviceId", .id, "Brings its own length and price"),
        .maybe("professionalId", .id, "Who is to serve it"), .maybe("dataAgendamento", .day),
        .maybe("horaAgendamento", .time), .maybe("preco", .money), .maybe("observacoes", .text(0...1000).orNull),
        .maybe("status", .words(Appointment.Status.self)), .maybe("motivoCancelamento", .text(0...500).orNull),
        .maybe("motivo", .text(0...500).orNull), .maybe("confirmadoCliente", .boolean),
        .maybe("confirmadoEmpresa", .boolean))

    /// The words of the form and those that are stored.
    private static let species: [String: Pet.Species] = [
        "cachorro": .dog, "cao": .dog, "gato": .cat, "coelho": .rabbit, "ave": .bird, "outro": .other,
    ]

    static func request(_ call: TenantCall, zone: ShopZone) throws -> VisitRequest {
        let form = call.form
        guard let tutor = form.text("tutorNome"), let pet = form.text("petNome"),
            let service: PetService.ID = form.id("serviceId")
        else { throw Problem.failed }
        var request = VisitRequest(
            tutorName: tutor, tutorPhone: form.phone("tutorTelefone"),
            chatID: form.text("chatId").flatMap { ChatID($0) }, petName: pet,
            species: form.text("petTipo").flatMap { species[$0] }, size: form.word("petPorte"), serviceID: service,
            starts: try call.starts(zone: zone), notes: form.text("observacoes") ?? "",
            status: form.word("status") ?? .pending)
        request.professionalID = form.id("professionalId")
        return request
    }

    static func edit(_ form: Form, zone: ShopZone) -> VisitEdit {
        var edit = VisitEdit()
        edit.serviceID = form.id("serviceId")
        edit.professionalID = form.id("professionalId")
        edit.day = form.day("dataAgendamento", in: zone)
        edit.time = form.time("horaAgendamento")
        edit.price = form.money("preco")
        if form.has("observacoes") { edit.notes = form.text("observacoes") ?? "" }
        edit.status = form.word("status")
        edit.reason = form.text("motivoCancelamento") ?? form.text("motivo")
        edit.isConfirmedByCustomer = form.bool("confirmadoCliente")
        edit.isConfirmedByShop = form.bool("confirmadoEmpresa")
        return edit
    }
}
