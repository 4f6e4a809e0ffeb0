import Business
import Domain
import Hummingbird

/// `/api/waitlist`: who waits for a place to come free.
struct WaitlistRoutes: Sendable {
    let waitlist: Waitlist

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/waitlist", "listWaitlist", .appointments, "Who waits, longest first", may: .readAgenda,
                query: [.maybe("status", .words(Waiter.Status.self), "Only these")] + Page.parameters,
                answers: [.ok(.page(of: WaiterBody.schema))], run: list),
            Operation(
                .get, "/api/waitlist/{id}", "showWaiter", .appointments, "One entry", may: .readAgenda,
                answers: [.ok(.data(WaiterBody.schema))], run: show),
            Operation(
                .post, "/api/waitlist", "addToWaitlist", .appointments,
                "Put a pet on the list; a place that suits is held and offered to its customer", may: .writeAgenda,
                body: .json(
                    .object(
                        .always("petId", .id), .always("serviceId", .id),
                        .maybe("professionalId", .id, "The only one who will do"), .always("inicio", .day),
                        .maybe("fim", .day.orNull, "Included; the first day unless told"),
                        .maybe("periodo", .words(Waiter.DayPart.self), "`qualquer` unless told"))),
                answers: [
                    .created(.data(WaiterBody.schema)), .other(.notFound, "No such pet, service or professional"),
                    .other(.conflict, "The list is full, or the professional does not do the service"),
                ], run: add),
            Operation(
                .delete, "/api/waitlist/{id}", "removeFromWaitlist", .appointments,
                "Take somebody off the list; a place held for them goes to the next", may: .writeAgenda,
                answers: [.ok(.message)], run: remove),
        ]
    }

    @Sendable func list(_ call: TenantCall) async throws -> Response {
        let page = call.page()
        let found = try await waitlist.list(
            call.query("status").flatMap { Waiter.Status(rawValue: $0) }, limit: page.limit, offset: page.offset,
            in: call.scope)
        return try JSONBody.response(PageBody(found.waiters.map(WaiterBody.shape.body), total: found.total, page))
    }

    @Sendable func show(_ call: TenantCall) async throws -> Response {
        guard let waiter = try await waitlist.find(try call.id(), in: call.scope) else { throw Problem.notFound }
        return try JSONBody.response(DataBody(data: WaiterBody.shape.body(of: waiter)))
    }

    @Sendable func add(_ call: TenantCall) async throws -> Response {
        let form = call.form
        guard let pet: Pet.ID = form.id("petId"), let service: PetService.ID = form.id("serviceId"),
            let first = form.day("inicio", or: nil)
        else { throw Problem.failed }
        var draft = Waitlist.Draft(
            petID: pet, serviceID: service, firstDay: first, lastDay: form.day("fim", or: nil) ?? first)
        draft.professionalID = form.id("professionalId")
        draft.part = form.word("periodo") ?? .any
        do {
            let waiter = try await waitlist.add(draft, in: call.scope)
            return try JSONBody.response(DataBody(data: WaiterBody.shape.body(of: waiter)), status: .created)
        } catch SchedulingError.past {
            throw Problem.invalid("Confira os dados enviados.", ["fim: hoje ou depois, e não antes do início"])
        } catch WaitlistError.tooMany {
            throw Problem.conflict("A lista de espera está cheia (\(Waitlist.most) clientes).")
        }
    }

    @Sendable func remove(_ call: TenantCall) async throws -> Response {
        guard try await waitlist.withdraw(try call.id(), in: call.scope) else { throw Problem.notFound }
        return try JSONBody.response(MessageBody(message: "Cliente retirado da lista de espera."))
    }
}

private enum WaiterBody {
    static let shape = Shape<Waiter>(fields: [
        .init("id", .id) { .id($0.id) },
        .init("tutorId", .id) { .id($0.tutorID) },
        .init("petId", .id) { .id($0.petID) },
        .init("serviceId", .id) { .id($0.serviceID) },
        .init("professionalId", .id.orNull) { $0.professionalID.map { .id($0) } ?? .null },
        .init("inicio", .day) { .text($0.firstDay) },
        .init("fim", .day) { .text($0.lastDay) },
        .init("periodo", .words(Waiter.DayPart.self)) { .string($0.part.rawValue) },
        .init("status", .words(Waiter.Status.self)) { .string($0.status.rawValue) },
        .init("reserva", reserve.orNull) { waiter in
            waiter.hold.map { hold in
                .object([
                    "dataAgendamento": .text(hold.slot.day), "horaAgendamento": .text(hold.slot.start),
                    "ate": .moment(hold.until),
                ])
            } ?? .null
        },
        .init("createdAt", .moment) { .moment($0.createdAt) },
    ])
    static let schema = shape.schema(named: "Waiter")

    private static let reserve: Schema = .named(
        "HeldPlace",
        .object(.always("dataAgendamento", .day), .always("horaAgendamento", .time), .always("ate", .moment)))
}
