import Domain
import Storage

/// A visit as the API shows it.
struct AppointmentBody: Encodable {
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
    let petPelagem: Pet.Coat?
    let professionalId: Professional.ID?
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
    let confirmadoCliente: Bool
    let confirmadoEmpresa: Bool
    let createdAt: String
    let updatedAt: String

    static let schema: Schema = .named(
        "Appointment",
        .object(
            .always("id", .id), .always("companyId", .id), .maybe("chatId", .text), .always("tutorId", .id),
            .always("tutorNome", .text), .maybe("tutorTelefone", .text), .always("petId", .id),
            .always("petNome", .text), .maybe("petTipo", .words(Pet.Species.self)),
            .maybe("petPorte", .words(Pet.Size.self)), .maybe("petPelagem", .words(Pet.Coat.self)),
            .maybe("professionalId", .id, "Who serves it; absent when nobody in particular does"),
            .always("serviceId", .id), .always("serviceName", .text),
            .always("servicoNome", .text), .always("dataAgendamento", .day), .always("horaAgendamento", .time),
            .always("duracaoMinutos", .integer(1...1440)), .always("preco", .money),
            .always("status", .words(Appointment.Status.self)), .always("observacoes", .text),
            .maybe("motivoCancelamento", .text),
            .always("confirmadoCliente", .boolean, "The customer has said yes to this day and time"),
            .always("confirmadoEmpresa", .boolean, "Somebody of the shop has"), .always("createdAt", .moment),
            .always("updatedAt", .moment)))

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
        petPelagem = visit.pet.coat
        professionalId = appointment.professionalID
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
        confirmadoCliente = appointment.isConfirmedByCustomer
        confirmadoEmpresa = appointment.isConfirmedByShop
        createdAt = appointment.createdAt.iso8601
        updatedAt = appointment.updatedAt.iso8601
    }
}

/// One line of a visit's history.
struct VisitChangeBody: Encodable {
    let id: VisitChange.ID
    let createdAt: String
    let autor: String
    let autorNome: String?
    let userId: User.ID?
    let statusAnterior: Appointment.Status?
    let status: Appointment.Status
    let inicioAnterior: String?
    let inicio: String?
    let motivo: String?

    static let schema: Schema = .named(
        "VisitChange",
        .object(
            .always("id", .id), .always("createdAt", .moment),
            .always("autor", .words(["empresa", "cliente", "sistema"]), "Whose hand it was"),
            .maybe("autorNome", .text), .maybe("userId", .id),
            .maybe("statusAnterior", .words(Appointment.Status.self), "Absent when it was booked"),
            .always("status", .words(Appointment.Status.self)),
            .maybe("inicioAnterior", .text, "Shop-local, 2026-03-02T14:00; when the visit was moved"),
            .maybe("inicio", .text, "Shop-local; when the visit was booked or moved"), .maybe("motivo", .text)))

    init(_ line: AppointmentHistoryDAO.Line) {
        let change = line.change
        id = change.id
        createdAt = change.at.iso8601
        switch change.author {
        case .person(let user):
            autor = "empresa"
            userId = user
        case .customer:
            autor = "cliente"
            userId = nil
        case .system:
            autor = "sistema"
            userId = nil
        }
        autorNome = line.name
        statusAnterior = change.before
        status = change.after
        inicioAnterior = change.startedAt.map(Self.text)
        inicio = change.startsAt.map(Self.text)
        motivo = change.reason
    }

    private static func text(_ start: LocalDateTime) -> String { "\(start.day)T\(start.time)" }
}
