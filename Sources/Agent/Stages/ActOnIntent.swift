import Business
import Domain
import Storage

/// Stage 5: does what the customer said yes to, in the turn's own transaction, and says what truly happened.
struct ActOnIntent: Sendable {
    let booking: Booking
    let registry: Registry
    let notices: Notices

    /// What a decision record calls a booking.
    static let booked = "book"

    /// - Throws: `SchedulingError` when the calendar has changed since the offer.
    func run(
        _ offer: Dialogue.Offer, facts: RecallCustomer.Facts, in tx: TenantTransaction
    ) throws -> (text: String, action: String) {
        let today = facts.wall.day
        switch offer.act {
        case .book(let request, let starts):
            let visit = try book(request, starts: starts, key: offer.id, facts: facts, in: tx)
            try notices.tell(.booked(visit, in: facts.conversation.id), in: tx)
            return (Self.words(for: visit, facts: facts, today: today), Self.booked)
        case .move(let id, let starts):
            let moved = try booking.move(id, to: starts, by: .customer, in: tx)
            let visit = try details(moved.id, in: tx)
            let when = Wording.starts(visit.appointment.slot.starts, today: today)
            return ("Pronto, remarquei! \(Self.subject(visit)), \(when).", "move")
        case .cancel(let id):
            let cancelled = try booking.cancel(
                id, reason: "Cancelado pelo cliente no WhatsApp", by: .customer, in: tx)
            let visit = try details(cancelled.id, in: tx)
            let when = Wording.starts(visit.appointment.slot.starts, today: today)
            return ("Cancelado: \(Self.subject(visit)), \(when). Quando quiser, é só marcar de novo.", "cancel")
        case .confirm(let id):
            let confirmed = try booking.confirm(id, by: .customer, in: tx)
            let visit = try details(confirmed.id, in: tx)
            return (Wording.seeYou(Wording.visit(visit, today: today)), "confirm_visit")
        }
    }

    private func book(
        _ request: Dialogue.Request, starts: LocalDateTime, key: String, facts: RecallCustomer.Facts,
        in tx: TenantTransaction
    ) throws -> AppointmentDetails {
        guard let service = request.serviceID else { throw SchedulingError.unknownService }
        guard let tutor = facts.tutor else { throw SchedulingError.unknownPet }
        let pet: Pet
        if let name = request.petName {
            pet = try registry.pet(
                named: name, of: tutor.id, species: request.species, size: request.size, breed: request.breed, in: tx)
        } else if let known = try request.petID.flatMap({ try PetsDAO(tx).find($0) }) {
            pet = try registry.complete(
                known, species: request.species, size: request.size, breed: request.breed, in: tx)
        } else {
            throw SchedulingError.unknownPet
        }
        let draft = AppointmentDraft(tutorID: tutor.id, petID: pet.id, serviceID: service, starts: starts)
        return try details(try booking.book(draft, key: key, by: .customer, in: tx).id, in: tx)
    }

    private func details(_ id: Appointment.ID, in tx: TenantTransaction) throws -> AppointmentDetails {
        guard let visit = try AppointmentsDAO(tx).details(id) else { throw SchedulingError.unknownVisit }
        return visit
    }

    private static func words(for visit: AppointmentDetails, facts: RecallCustomer.Facts, today: LocalDay) -> String {
        let when = Wording.starts(visit.appointment.slot.starts, today: today)
        let address = facts.company.settings.address
        let place = address.isEmpty ? "" : " Endereço: \(address)."
        return "Agendado! \(subject(visit)), \(when). Valor: \(visit.appointment.price.formatted).\(place) Até lá! 🐾"
    }

    private static func subject(_ visit: AppointmentDetails) -> String {
        BookingTalk.subject(visit.serviceName, visit.pet.name)
    }
}
