import Domain
import Storage

/// Places, moves, cancels and serves visits, for the API and for the agent alike.
///
/// Each act exists inside a transaction that the caller holds (the agent books and replies in one), and most on
/// their own too. Reading the calendar and writing the visit happen in one serialised transaction, so that two
/// customers cannot get the same last place. Every change leaves a line in the visit's history.
package struct Booking: Sendable {
    package typealias Author = VisitChange.Author

    let database: Database
    var clock: any ShopClock

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    /// Books a visit.
    ///
    /// - Parameter key: Books once for each key: a second call returns the first visit.
    /// - Throws: `SchedulingError` when the visit does not fit; nothing is stored then.
    package func book(_ draft: AppointmentDraft, key: String?, in scope: TenantScope) async throws -> Appointment {
        try await database.write(scope) { tx in
            try book(draft, key: key, by: Author(scope.actor), in: tx)
        }
    }

    package func book(
        _ draft: AppointmentDraft, key: String?, by author: Author = .system, in tx: TenantTransaction
    ) throws -> Appointment {
        if let key, let done = try AppointmentsDAO(tx).find(idempotencyKey: key) { return done }
        guard let service = try ServicesDAO(tx).find(draft.serviceID), service.isActive else {
            throw SchedulingError.unknownService
        }
        guard let pet = try PetsDAO(tx).find(draft.petID), pet.tutorID == draft.tutorID else {
            throw SchedulingError.unknownPet
        }
        let size = pet.size ?? draft.assumedSize
        let slot = Slot(
            day: draft.starts.day, start: draft.starts.time, minutes: service.minutes(for: size, coat: pet.coat))
        let availability = try Availability(tx, now: clock.now)
        let professional = try availability.place(
            slot, for: .init(service.id, by: draft.professionalID, tutor: draft.tutorID), in: tx)
        let visit = Appointment(
            id: database.ids.next(), tutorID: draft.tutorID, petID: pet.id, serviceID: service.id, slot: slot,
            status: draft.status, price: service.price(for: size, coat: pet.coat), notes: draft.notes,
            isConfirmedByCustomer: author == .customer, isConfirmedByShop: author.isOfTheShop,
            professionalID: professional, createdAt: clock.now, updatedAt: clock.now)
        try AppointmentsDAO(tx).insert(visit, idempotencyKey: key)
        try note(nil, visit, by: author, reason: nil, settings: availability.settings, in: tx)
        return visit
    }

    /// Books for a customer and a pet by name; whoever is new is written down with the visit, or not at all.
    ///
    /// The pet's own size sets the price; one that nobody knows counts as medium.
    package func book(_ request: VisitRequest, key: String?, in scope: TenantScope) async throws -> AppointmentDetails {
        try await database.write(scope) { tx in
            let visits = AppointmentsDAO(tx)
            if let key, let done = try visits.find(idempotencyKey: key) { return try details(done.id, in: tx) }
            let registry = Registry(ids: database.ids, clock: clock)
            let tutor = try registry.customer(
                named: request.tutorName, phone: request.tutorPhone, chat: request.chatID, in: tx)
            let pet = try registry.pet(
                named: request.petName, of: tutor.id, species: request.species, size: request.size, breed: nil, in: tx)
            let draft = AppointmentDraft(
                tutorID: tutor.id, petID: pet.id, serviceID: request.serviceID, starts: request.starts,
                notes: request.notes, status: request.status, assumedSize: .medium,
                professionalID: request.professionalID)
            return try details(try book(draft, key: key, by: Author(scope.actor), in: tx).id, in: tx)
        }
    }

    /// Moves a visit to another time, its length unchanged.
    ///
    /// - Throws: `SchedulingError` when it does not fit there or may no longer be moved; it then stays where it was.
    package func move(
        _ id: Appointment.ID, to starts: LocalDateTime, by author: Author = .system, in tx: TenantTransaction
    ) throws -> Appointment {
        var edit = VisitEdit()
        edit.day = starts.day
        edit.time = starts.time
        return try change(id, edit, by: author, in: tx)
    }

    /// Cancels a visit. Cancelling one that is cancelled already changes nothing.
    ///
    /// - Throws: `SchedulingError.unknownVisit`, `.notAllowed` once it has begun or is over; for a customer also
    ///   `.cancellationClosed` and `.cancellationTooLate`.
    package func cancel(
        _ id: Appointment.ID, reason: String?, by author: Author = .system, in tx: TenantTransaction
    ) throws -> Appointment {
        try advance(id, to: .cancelled, reason: reason, by: author, in: tx)
    }

    func details(_ id: Appointment.ID, in tx: TenantTransaction) throws -> AppointmentDetails {
        guard let visit = try AppointmentsDAO(tx).details(id) else { throw SchedulingError.unknownVisit }
        return visit
    }

    /// Writes a line of history, when there is something to write, tells it, and plans the reminders.
    ///
    /// - Parameter settings: The company's, where they have been read already.
    func note(
        _ old: Appointment?, _ new: Appointment, by author: Author, reason: String?, settings: CompanySettings? = nil,
        in tx: TenantTransaction
    ) throws {
        try planReminders(old, new, settings: settings, in: tx)
        try tellWaiting(old, new, in: tx)
        let change = VisitChange(
            id: database.ids.next(), from: old, to: new, author: author, reason: reason, at: new.updatedAt)
        if let change { try AppointmentHistoryDAO(tx).insert(change) }
        try (old == nil ? CompanyEvent.visitBooked(new) : .visitChanged(new)).tell(in: tx, at: new.updatedAt)
    }
}

extension VisitChange.Author {
    var isOfTheShop: Bool {
        if case .person = self { return true }
        return false
    }
}
