import Domain
import Storage

/// Places, moves and cancels visits, for the API and for the agent alike.
///
/// Each act exists twice: inside a transaction that the caller holds (the agent books and replies in one), and
/// on its own. Reading the calendar and writing the visit happen in one serialised transaction, so that two
/// customers cannot get the same last place.
package struct Booking: Sendable {
    let database: Database
    let clock: any ShopClock

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    /// Books a visit, confirmed by whoever asked.
    ///
    /// - Parameter key: Books once for each key: a second call returns the first visit.
    /// - Throws: `SchedulingError` when the visit does not fit; nothing is stored then.
    package func book(_ draft: AppointmentDraft, key: String?, in scope: TenantScope) async throws -> Appointment {
        try await database.write(scope) { tx in try book(draft, key: key, in: tx) }
    }

    package func book(_ draft: AppointmentDraft, key: String?, in tx: TenantTransaction) throws -> Appointment {
        let visits = AppointmentsDAO(tx)
        if let key, let done = try visits.find(idempotencyKey: key) { return done }
        guard let service = try ServicesDAO(tx).find(draft.serviceID), service.isActive else {
            throw SchedulingError.unknownService
        }
        guard let pet = try PetsDAO(tx).find(draft.petID), pet.tutorID == draft.tutorID else {
            throw SchedulingError.unknownPet
        }
        let slot = Slot(day: draft.starts.day, start: draft.starts.time, minutes: service.minutes)
        let availability = try Availability(tx, now: clock.now)
        if let refusal = try availability.refusal(of: slot, in: tx) { throw refusal }
        let visit = Appointment(
            id: database.ids.next(), tutorID: draft.tutorID, petID: pet.id, serviceID: service.id, slot: slot,
            status: .confirmed, price: service.price(for: pet.size), notes: draft.notes, createdAt: clock.now,
            updatedAt: clock.now)
        try visits.insert(visit, idempotencyKey: key)
        return visit
    }

    /// Moves a visit to another time, its length unchanged.
    ///
    /// - Throws: `SchedulingError` when it does not fit there or may no longer be moved; it then stays where it was.
    package func move(_ id: Appointment.ID, to starts: LocalDateTime, in tx: TenantTransaction) throws -> Appointment {
        let visits = AppointmentsDAO(tx)
        guard var visit = try visits.find(id) else { throw SchedulingError.unknownVisit }
        guard visit.status.isOpen else { throw SchedulingError.notAllowed(from: visit.status) }
        let slot = Slot(day: starts.day, start: starts.time, minutes: visit.slot.minutes)
        guard slot != visit.slot else { return visit }
        let availability = try Availability(tx, now: clock.now)
        if let refusal = try availability.refusal(of: slot, except: id, in: tx) { throw refusal }
        visit.slot = slot
        visit.updatedAt = clock.now
        _ = try visits.move(id, to: slot, at: visit.updatedAt)
        return visit
    }

    /// Cancels a visit. Cancelling one that is cancelled already changes nothing.
    ///
    /// - Throws: `SchedulingError.unknownVisit`, `.notAllowed` once it has begun or is over.
    package func cancel(_ id: Appointment.ID, reason: String?, in tx: TenantTransaction) throws -> Appointment {
        let visits = AppointmentsDAO(tx)
        guard var visit = try visits.find(id) else { throw SchedulingError.unknownVisit }
        if visit.status == .cancelled { return visit }
        guard visit.status.isOpen else { throw SchedulingError.notAllowed(from: visit.status) }
        visit.status = .cancelled
        visit.cancelReason = reason
        visit.updatedAt = clock.now
        _ = try visits.setStatus(.cancelled, of: id, reason: reason, at: visit.updatedAt)
        return visit
    }

    package func list(
        _ filter: AppointmentsDAO.Filter, in scope: TenantScope
    ) async throws -> (visits: [AppointmentDetails], total: Int) {
        try await database.read(scope) { tx in
            let visits = AppointmentsDAO(tx)
            return (try visits.list(filter), try visits.count(filter))
        }
    }

    package func details(_ id: Appointment.ID, in scope: TenantScope) async throws -> AppointmentDetails? {
        try await database.read(scope) { tx in try AppointmentsDAO(tx).details(id) }
    }
}
