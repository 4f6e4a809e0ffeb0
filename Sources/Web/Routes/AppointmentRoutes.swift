import Business
import Domain
import Hummingbird
import Storage

/// `/api/appointments`: the shop's calendar.
struct AppointmentRoutes: Sendable {
    let booking: Booking

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/appointments", "listAppointments", .appointments, "Visits by day and time",
                may: .readAgenda, query: Self.filters, answers: [.ok(.all(of: AppointmentBody.schema))], run: list),
            Operation(
                .get, "/api/appointments/{id}", "showAppointment", .appointments, "One visit", may: .readAgenda,
                answers: [.ok(.data(AppointmentBody.schema))], run: show),
        ]
    }

    private static let filters: [Operation.Parameter] = [
        .maybe("status", .text(1...120, example: "pendente,confirmado"), "One or more statuses, separated by commas"),
        .maybe("dataInicio", .day, "First day"), .maybe("dataFim", .day, "Last day"),
        .maybe("serviceId", .id, "Only this service"), .maybe("tutorId", .id, "Only this customer"),
        .maybe("chatId", .text(1...100), "Only this chat"),
    ]

    /// 200 with `{data, total}`, by day and time. Filters: `status` (comma list), `serviceId`, `tutorId`, `chatId`,
    /// `dataInicio`, `dataFim`.
    @Sendable func list(_ call: TenantCall) async throws -> Response {
        var filter = AppointmentsDAO.Filter()
        if let text = call.query("status") {
            filter.statuses = try text.split(separator: ",").map { word in
                guard let status = Appointment.Status(rawValue: String(word)) else {
                    let known = Appointment.Status.allCases.map(\.rawValue).joined(separator: ", ")
                    throw Problem.invalid("Confira os dados enviados.", ["status: um ou mais destes: \(known)"])
                }
                return status
            }
        }
        filter.firstDay = try call.day("dataInicio")
        filter.lastDay = try call.day("dataFim")
        filter.serviceID = call.query("serviceId").flatMap { PetService.ID(text: $0) }
        filter.tutorID = call.query("tutorId").flatMap { Tutor.ID(text: $0) }
        filter.chatID = call.query("chatId").flatMap { ChatID($0) }
        let found = try await booking.list(filter, in: call.scope)
        let bodies = found.visits.map { AppointmentBody($0, company: call.scope.companyID) }
        return try JSONBody.response(ListBody(data: bodies, total: found.total))
    }

    /// 200 with `{data}`; 404 alike for a visit that does not exist and one of another company.
    @Sendable func show(_ call: TenantCall) async throws -> Response {
        guard let visit = try await booking.details(try call.id(), in: call.scope) else { throw Problem.notFound }
        return try JSONBody.response(DataBody(data: AppointmentBody(visit, company: call.scope.companyID)))
    }
}

private struct AppointmentBody: Encodable {
    let id: Appointment.ID
    let companyId: Company.ID
    let chatId: ChatID?
    let tutorId: Tutor.ID
    let tutorNome: String
    let tutorTelefone: String?
    let petId: Pet.ID
    let petNome: String
    let petTipo: Pet.Species?
    let petPorte: Pet.Size?
    let serviceId: PetService.ID
    let serviceName: String
    let servicoNome: String
    let dataAgendamento: LocalDay
    let horaAgendamento: LocalTime
    let duracaoMinutos: Int
    let preco: Double
    let status: Appointment.Status
    let observacoes: String
    let motivoCancelamento: String?
    let createdAt: String
    let updatedAt: String

    static let schema: Schema = .named(
        "Appointment",
        .object(
            .always("id", .id), .always("companyId", .id), .maybe("chatId", .text), .always("tutorId", .id),
            .always("tutorNome", .text), .maybe("tutorTelefone", .text), .always("petId", .id),
            .always("petNome", .text), .maybe("petTipo", .words(Pet.Species.self)),
            .maybe("petPorte", .words(Pet.Size.self)), .always("serviceId", .id), .always("serviceName", .text),
            .always("servicoNome", .text), .always("dataAgendamento", .day), .always("horaAgendamento", .time),
            .always("duracaoMinutos", .integer(1...1440)), .always("preco", .money),
            .always("status", .words(Appointment.Status.self)), .always("observacoes", .text),
            .maybe("motivoCancelamento", .text), .always("createdAt", .moment), .always("updatedAt", .moment)))

    init(_ visit: AppointmentDetails, company: Company.ID) {
        let appointment = visit.appointment
        id = appointment.id
        companyId = company
        chatId = visit.chatID
        tutorId = appointment.tutorID
        tutorNome = visit.tutorName
        tutorTelefone = visit.tutorPhone?.digits
        petId = visit.pet.id
        petNome = visit.pet.name
        petTipo = visit.pet.species
        petPorte = visit.pet.size
        serviceId = appointment.serviceID
        serviceName = visit.serviceName
        servicoNome = visit.serviceName
        dataAgendamento = appointment.slot.day
        horaAgendamento = appointment.slot.start
        duracaoMinutos = appointment.slot.minutes
        preco = appointment.price.reais
        status = appointment.status
        observacoes = appointment.notes
        motivoCancelamento = appointment.cancelReason
        createdAt = appointment.createdAt.iso8601
        updatedAt = appointment.updatedAt.iso8601
    }
}
