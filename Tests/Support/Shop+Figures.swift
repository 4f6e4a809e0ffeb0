import Domain
import Storage

/// Rows that figures are counted from, put where a test wants them.
extension Shop {
    /// Writes a visit down as it is, past every rule of booking.
    @discardableResult
    package func put(
        _ status: Appointment.Status, on day: LocalDay = .monday, at time: LocalTime = .at(10), centavos: Int64 = 5000,
        service: PetService? = nil, tutor: Tutor.ID? = nil, created: Moment? = nil
    ) async throws -> Appointment.ID {
        let visit = Appointment(
            id: database.ids.next(), tutorID: tutor ?? self.tutor.id, petID: pet.id, serviceID: (service ?? bath).id,
            slot: Slot(day: day, start: time, minutes: 60), status: status, price: Money(centavos: centavos),
            createdAt: created ?? clock.now, updatedAt: clock.now)
        try await database.write(scope) { try AppointmentsDAO($0).insert(visit, idempotencyKey: nil) }
        return visit.id
    }

    /// Stores a message in the customer's chat.
    package func say(
        _ author: Message.Author, at moment: Moment? = nil, _ body: String = "x", decision: DecisionRecord? = nil
    ) async throws {
        let message = Message(
            id: database.ids.next(), conversationID: conversation, author: author, kind: .text, body: body,
            sentAt: moment ?? clock.now, decision: decision)
        try await database.write(scope) { tx in
            try MessagesDAO(tx).insert(message, session: session.id, bareID: nil, isAnswered: true, at: message.sentAt)
        }
    }

    /// A customer without a chat.
    package func addCustomer(_ name: String, vip: Bool = false, at moment: Moment? = nil) async throws -> Tutor.ID {
        let tutor = Tutor(
            id: database.ids.next(), name: name, phone: nil, whatsappID: nil, isVIP: vip,
            createdAt: moment ?? clock.now)
        try await database.write(scope) { try TutorsDAO($0).insert(tutor) }
        return tutor.id
    }
}

extension DecisionRecord {
    package static func turn(_ action: String, _ intents: Intent...) -> DecisionRecord {
        DecisionRecord(intents: intents, action: action, reason: "Porque sim.")
    }
}
