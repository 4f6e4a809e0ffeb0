import Business
import Domain
import Storage

/// Stage 5: does what the customer said yes to, in the turn's own transaction, and says what truly happened.
struct ActOnIntent: Sendable {
    var booking: Booking
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
            let visit = try book(request.first, starts: starts, key: offer.id, facts: facts, in: tx)
            return (Self.words(for: visit, facts: facts, today: today), Self.booked)
        case .bookTogether(let request, let starts):
            let visits = try zip(request.items, starts).enumerated().map { number, visit in
                try book(visit.0, starts: visit.1, key: "\(offer.id)-\(number + 1)", facts: facts, in: tx)
            }
            return (Self.words(for: visits, facts: facts, today: today), Self.booked)
        case .move(let id, let starts):
            let moved = try booking.move(id, to: starts, by: .customer, in: tx)
            let visit = try details(moved.id, in: tx)
            let when = Wording.starts(visit.appointment.slot.starts, today: today)
            return ("Pronto, remarquei! \(Self.subject(visit)), \(when).", "move")
        case .cancel(let id):
            let visit = Wording.visit(try cancel(id, in: tx), today: today)
            return ("Cancelado: \(visit). Quando quiser, é só marcar de novo.", "cancel")
        case .cancelTogether(let ids):
            let visits = try ids.map { "• \(Wording.visit(try cancel($0, in: tx), today: today))" }
            return (
                "Cancelados:\n\(visits.joined(separator: "\n"))\nQuando quiser, é só marcar de novo.", "cancel"
            )
        case .confirm(let id):
            let confirmed = try booking.confirm(id, by: .customer, in: tx)
            let visit = try details(confirmed.id, in: tx)
            return (Wording.seeYou(Wording.visit(visit, today: today)), "confirm_visit")
        }
    }

    private func cancel(_ id: Appointment.ID, in tx: TenantTransaction) throws -> AppointmentDetails {
        let cancelled = try booking.cancel(id, reason: "Cancelado pelo cliente no WhatsApp", by: .customer, in: tx)
        return try details(cancelled.id, in: tx)
    }

    private func book(
        _ item: Dialogue.Item, starts: LocalDateTime, key: String, facts: RecallCustomer.Facts,
        in tx: TenantTransaction
    ) throws -> AppointmentDetails {
        guard let service = item.serviceID else { throw SchedulingError.unknownService }
        guard let tutor = facts.tutor else { throw SchedulingError.unknownPet }
        let pet: Pet
        if let name = item.petName {
            pet = try registry.pet(
                named: name, of: tutor.id, species: item.species, size: item.size, breed: item.breed, in: tx)
        } else if let known = try item.petID.flatMap({ try PetsDAO(tx).find($0) }) {
            pet = try registry.complete(
                known, species: item.species, size: item.size, breed: item.breed, in: tx)
        } else {
            throw SchedulingError.unknownPet
        }
        let draft = AppointmentDraft(tutorID: tutor.id, petID: pet.id, serviceID: service, starts: starts)
        let visit = try details(try booking.book(draft, key: key, by: .customer, in: tx).id, in: tx)
        try notices.tell(.booked(visit, in: facts.conversation.id), in: tx)
        return visit
    }

    private func details(_ id: Appointment.ID, in tx: TenantTransaction) throws -> AppointmentDetails {
        guard let visit = try AppointmentsDAO(tx).details(id) else { throw SchedulingError.unknownVisit }
        return visit
    }

    private static func words(for visit: AppointmentDetails, facts: RecallCustomer.Facts, today: LocalDay) -> String {
        let when = Wording.starts(visit.appointment.slot.starts, today: today)
        return "Agendado! \(subject(visit)), \(when). Valor: \(visit.appointment.price.formatted)."
            + "\(place(facts)) Até lá! 🐾"
    }

    private static func words(
        for visits: [AppointmentDetails], facts: RecallCustomer.Facts, today: LocalDay
    ) -> String {
        let lines = visits.map { "• \(Wording.visit($0, today: today)): \($0.appointment.price.formatted)" }
        let total = Money(centavos: visits.reduce(0) { $0 + $1.appointment.price.centavos })
        return "Agendados!\n\(lines.joined(separator: "\n"))\nTotal: \(total.formatted).\(place(facts)) Até lá! 🐾"
    }

    private static func place(_ facts: RecallCustomer.Facts) -> String {
        let address = facts.company.settings.address
        return address.isEmpty ? "" : " Endereço: \(address)."
    }

    private static func subject(_ visit: AppointmentDetails) -> String {
        BookingTalk.subject(visit.serviceName, visit.pet.name)
    }
}
