import Domain
import Storage

/// Customers who wait for a place. When one comes free, the first whom it suits is asked, and it is held meanwhile.
package struct Waitlist: Sendable {
    /// More open entries no shop works off.
    package static let most = 1000

    let database: Database
    let clock: any ShopClock

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    package static let kind = "waitlist"

    /// A look at one day.
    package struct Payload: Codable, Sendable {
        package let day: LocalDay
        /// Those up to this one have been looked at.
        package var after: Waiter.ID?
        /// Whose hold runs out when the job is due.
        package var expiring: Waiter.ID?

        package init(day: LocalDay, after: Waiter.ID? = nil, expiring: Waiter.ID? = nil) {
            self.day = day
            self.after = after
            self.expiring = expiring
        }
    }

    package struct Draft: Sendable, Hashable {
        package var petID: Pet.ID
        package var serviceID: PetService.ID
        package var professionalID: Professional.ID?
        package var firstDay: LocalDay
        package var lastDay: LocalDay
        package var part = Waiter.DayPart.any

        package init(petID: Pet.ID, serviceID: PetService.ID, firstDay: LocalDay, lastDay: LocalDay) {
            self.petID = petID
            self.serviceID = serviceID
            self.firstDay = firstDay
            self.lastDay = lastDay
        }
    }

    /// Puts a pet at the end of the list. A place that is free already is offered at once.
    ///
    /// - Throws: `SchedulingError.unknownPet`, `.unknownService`, `.unknownProfessional`, `.cannotServe`, `.past`;
    ///   `WaitlistError.tooMany`.
    package func add(_ draft: Draft, in scope: TenantScope) async throws -> Waiter {
        try await database.write(scope) { tx in
            guard let pet = try PetsDAO(tx).find(draft.petID) else { throw SchedulingError.unknownPet }
            guard let service = try ServicesDAO(tx).find(draft.serviceID), service.isActive else {
                throw SchedulingError.unknownService
            }
            try check(draft.professionalID, service.id, in: tx)
            let today = try CompaniesDAO(tx).zone().wall(at: clock.now).day
            guard draft.lastDay >= max(today, draft.firstDay) else { throw SchedulingError.past }
            guard try WaitlistDAO(tx).count(.waiting) < Self.most else { throw WaitlistError.tooMany }
            let waiter = Waiter(
                id: database.ids.next(), tutorID: pet.tutorID, petID: pet.id, serviceID: service.id,
                professionalID: draft.professionalID, firstDay: draft.firstDay, lastDay: draft.lastDay,
                part: draft.part, createdAt: clock.now)
            try WaitlistDAO(tx).insert(waiter, at: clock.now)
            try CompanyEvent.waitlistChanged(waiter.id).tell(in: tx, at: clock.now)
            try look(at: max(today, draft.firstDay), in: tx)
            return waiter
        }
    }

    package func list(
        _ status: Waiter.Status?, limit: Int, offset: Int, in scope: TenantScope
    ) async throws -> (waiters: [Waiter], total: Int) {
        try await database.read(scope) { tx in
            (
                try WaitlistDAO(tx).list(status, limit: limit, offset: offset), try WaitlistDAO(tx).count(status)
            )
        }
    }

    package func find(_ id: Waiter.ID, in scope: TenantScope) async throws -> Waiter? {
        try await database.read(scope) { tx in try WaitlistDAO(tx).find(id) }
    }

    /// Takes somebody off the list; a place held for them goes to the next.
    ///
    /// - Returns: False when this company has no such waiter.
    package func withdraw(_ id: Waiter.ID, in scope: TenantScope) async throws -> Bool {
        try await database.write(scope) { tx in
            guard let waiter = try WaitlistDAO(tx).find(id) else { return false }
            if waiter.status == .waiting || waiter.status == .offered { try end(waiter, as: .withdrawn, in: tx) }
            return true
        }
    }

    /// Ends somebody's waiting. A place that was held for them is free again.
    package func end(_ waiter: Waiter, as status: Waiter.Status, in tx: TenantTransaction) throws {
        var waiter = waiter
        let freed = waiter.status == .offered ? waiter.hold?.slot.day : nil
        waiter.status = status
        _ = try WaitlistDAO(tx).update(waiter, at: clock.now)
        try CompanyEvent.waitlistChanged(waiter.id).tell(in: tx, at: clock.now)
        if let freed { try look(at: freed, in: tx) }
    }

    /// Holds a place for somebody who is asked in the same transaction, until it expires.
    ///
    /// - Returns: When that is.
    package func hold(
        _ slot: Slot, with professional: Professional.ID?, for waiter: Waiter, minutes: Int, in tx: TenantTransaction
    ) throws -> Moment {
        let until = clock.now.adding(seconds: minutes * 60)
        var waiter = waiter
        waiter.status = .offered
        waiter.hold = .init(slot: slot, professionalID: professional, until: until)
        _ = try WaitlistDAO(tx).update(waiter, at: clock.now)
        try CompanyEvent.waitlistChanged(waiter.id).tell(in: tx, at: clock.now)
        try JobQueue(tx).enqueue(
            database.ids.next(), kind: Self.kind, lane: "waitlist:\(waiter.id)",
            payload: Payload(day: slot.day, expiring: waiter.id), runAt: until, at: clock.now, priority: .background)
        return until
    }

    /// Plans a look at who waits for a day, if somebody does.
    package func look(at day: LocalDay, in tx: TenantTransaction) throws {
        guard try WaitlistDAO(tx).next(on: day, after: nil) != nil else { return }
        try JobQueue(tx).enqueue(
            database.ids.next(), kind: Self.kind, lane: "waitlist", payload: Payload(day: day), runAt: clock.now,
            at: clock.now, priority: .background)
    }

    private func check(
        _ professional: Professional.ID?, _ service: PetService.ID, in tx: TenantTransaction
    ) throws {
        guard let professional else { return }
        guard let one = try ProfessionalsDAO(tx).find(professional), one.isActive else {
            throw SchedulingError.unknownProfessional
        }
        guard one.can(service) else { throw SchedulingError.cannotServe(one.name) }
    }
}

/// Why nobody was put on the list.
package enum WaitlistError: Error, Sendable, Hashable {
    case tooMany
}

extension Booking {
    /// What a visit's change means to those who wait: its pet waits no more, or its place is free.
    func tellWaiting(_ old: Appointment?, _ new: Appointment, in tx: TenantTransaction) throws {
        let waitlist = Waitlist(database: database, clock: clock)
        guard let old else {
            let settled = try WaitlistDAO(tx).settle(new.petID, new.serviceID, on: new.slot.day, at: clock.now)
            // The place that was held for them may have been another.
            if settled > 0 { try waitlist.look(at: new.slot.day, in: tx) }
            return
        }
        let leaves = !new.status.holdsPlace && new.status != .done || new.slot != old.slot
        if old.status.holdsPlace, leaves { try waitlist.look(at: old.slot.day, in: tx) }
    }
}
