import Business
import Domain
import Hummingbird
import Storage

/// `/api/appointments`: the shop's calendar.
struct AppointmentRoutes: Sendable {
    let booking: Booking

    func add(to api: RouterGroup<TenantContext>) {
        api.group("appointments")
            .get(use: list)
            .get(":id", use: show)
    }

    /// 200 with `{data, total}`, by day and time. Filters: `status` (comma list), `serviceId`, `tutorId`, `chatId`,
    /// `dataInicio`, `dataFim`.
    @Sendable func list(_ request: Request, context: TenantContext) async throws -> Response {
        var filter = AppointmentsDAO.Filter()
        if let text = request.query("status") {
            filter.statuses = try text.split(separator: ",").map { word in
                guard let status = Appointment.Status(rawValue: String(word)) else {
                    let known = Appointment.Status.allCases.map(\.rawValue).joined(separator: ", ")
                    throw Problem.invalid("Confira os dados enviados.", ["status: um ou mais destes: \(known)"])
                }
                return status
            }
        }
        filter.firstDay = try request.day("dataInicio")
        filter.lastDay = try request.day("dataFim")
        filter.serviceID = request.query("serviceId").flatMap { PetService.ID(text: $0) }
        filter.tutorID = request.query("tutorId").flatMap { Tutor.ID(text: $0) }
        filter.chatID = request.query("chatId").flatMap { ChatID($0) }
        let found = try await booking.list(filter, in: context.scope)
        let bodies = found.visits.map { AppointmentBody($0, company: context.scope.companyID) }
        return try JSONBody.response(ListBody(data: bodies, total: found.total))
    }

    /// 200 with `{data}`; 404 alike for a visit that does not exist and one of another company.
    @Sendable func show(_ request: Request, context: TenantContext) async throws -> Response {
        guard let visit = try await booking.details(try context.id(), in: context.scope) else { throw Problem.notFound }
        return try JSONBody.response(DataBody(data: AppointmentBody(visit, company: context.scope.companyID)))
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
