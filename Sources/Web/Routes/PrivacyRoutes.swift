import Business
import Domain
import Hummingbird

/// A customer's rights over their data (LGPD): the export and the erasure.
struct PrivacyRoutes: Sendable {
    let privacy: Privacy
    let customers: Customers

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/tutors/{id}/export", "exportTutor", .tutors,
                "All that is kept of a customer, for handing it out (LGPD); written down", may: .eraseCustomers,
                answers: [.ok(.data(Self.schema))], run: export),
            Operation(
                .delete, "/api/tutors/{id}", "eraseTutor", .tutors,
                "Erase a customer for good (LGPD): chats, pets and profile go, visits stay without a person; written down",
                may: .eraseCustomers,
                answers: [
                    .ok(
                        .object(
                            .always("success", .boolean), .always("message", .text),
                            .always(
                                "data",
                                .object(
                                    .always("visitas_anonimizadas", .integer), .always("conversas_apagadas", .integer)))
                        ))
                ],
                run: erase),
        ]
    }

    @Sendable func export(_ call: TenantCall) async throws -> Response {
        guard let export = try await privacy.export(try call.id(), in: call.scope) else { throw Problem.notFound }
        let company = call.scope.companyID
        let zone = try await customers.zone(in: call.scope)
        return try JSONBody.response(
            DataBody(
                data: JSONValue.object([
                    "tutor": TutorBody.shape.body(of: .init(details: export.customer, company: company, zone: zone)),
                    "pets": .array(export.pets.map { PetBody.shape.body(of: .init(details: $0, company: company)) }),
                    "appointments": .array(export.visits.map(Self.visit.body)),
                    "conversations": .array(Self.conversations(export)),
                ])))
    }

    @Sendable func erase(_ call: TenantCall) async throws -> Response {
        guard let erasure = try await privacy.erase(try call.id(), in: call.scope) else { throw Problem.notFound }
        return try JSONBody.response(
            JSONValue.object([
                "success": true, "message": "Os dados do cliente foram apagados.",
                "data": ["visitas_anonimizadas": .int(erasure.visits), "conversas_apagadas": .int(erasure.chats)],
            ]))
    }

    private static let schema: Schema = .object(
        .always("tutor", TutorBody.schema), .always("pets", .list(PetBody.schema)),
        .always("appointments", .list(visit.schema(named: "ExportedAppointment"))),
        .always(
            "conversations",
            .list(
                .object(.always("chatId", .text), .always("messages", .list(message.schema(named: "ExportedMessage")))))
        ))

    private static let visit = Shape<AppointmentDetails>(fields: [
        .init("id", .id) { .id($0.appointment.id) },
        .init("dataAgendamento", .day) { .text($0.appointment.slot.day) },
        .init("horaAgendamento", .time) { .text($0.appointment.slot.start) },
        .init("servicoNome", .text) { .string($0.serviceName) },
        .init("petNome", .text) { .string($0.pet.name) },
        .init("preco", .number) { .money($0.appointment.price) },
        .init("status", .words(Appointment.Status.self)) { .string($0.appointment.status.rawValue) },
        .init("observacoes", .text) { .string($0.appointment.notes) },
        .init("motivoCancelamento", .text.orNull) { .text($0.appointment.cancelReason) },
        .init("createdAt", .moment) { .moment($0.appointment.createdAt) },
    ])

    private static let message = Shape<Message>(fields: [
        .init("author", .text) { .string($0.author.rawValue) },
        .init("body", .text) { .string($0.body) },
        .init("sentAt", .moment) { .moment($0.sentAt) },
    ])

    /// Messages by chat, in order.
    private static func conversations(_ export: Privacy.Export) -> [JSONValue] {
        var chats: [(chat: ChatID, messages: [JSONValue])] = []
        for entry in export.messages {
            if chats.last?.chat != entry.chat { chats.append((entry.chat, [])) }
            chats[chats.count - 1].messages.append(message.body(of: entry.message))
        }
        return chats.map { ["chatId": .string($0.chat.rawValue), "messages": .array($0.messages)] }
    }
}
