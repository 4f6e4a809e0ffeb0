import Domain
import Storage

/// What becomes of a visit once it stands.
extension Booking {
    package func confirm(_ id: Appointment.ID, in scope: TenantScope) async throws -> AppointmentDetails {
        try await database.write(scope) { tx in
            try details(try confirm(id, by: Author(scope.actor), in: tx).id, in: tx)
        }
    }

    /// Notes that the customer, or the shop, stands by the visit; one that waited for it is confirmed then.
    package func confirm(
        _ id: Appointment.ID, by author: Author, in tx: TenantTransaction
    ) throws -> Appointment {
        var edit = VisitEdit()
        edit.status = .confirmed
        if author == .customer { edit.isConfirmedByCustomer = true } else { edit.isConfirmedByShop = true }
        return try change(id, edit, by: author, in: tx)
    }

    /// The pet is there.
    package func checkIn(_ id: Appointment.ID, in scope: TenantScope) async throws -> AppointmentDetails {
        try await advance(id, to: .inProgress, in: scope)
    }

    package func finish(_ id: Appointment.ID, in scope: TenantScope) async throws -> AppointmentDetails {
        try await advance(id, to: .done, in: scope)
    }

    /// Nobody came.
    package func noShow(_ id: Appointment.ID, in scope: TenantScope) async throws -> AppointmentDetails {
        try await advance(id, to: .noShow, in: scope)
    }

    package func cancel(
        _ id: Appointment.ID, reason: String?, in scope: TenantScope
    ) async throws -> AppointmentDetails {
        try await advance(id, to: .cancelled, reason: reason, in: scope)
    }

    /// - Parameter professional: Who is to serve it there; nil keeps whoever does, or takes whoever is free.
    package func move(
        _ id: Appointment.ID, to starts: LocalDateTime, with professional: Professional.ID? = nil,
        in scope: TenantScope
    ) async throws -> AppointmentDetails {
        var edit = VisitEdit()
        (edit.day, edit.time, edit.professionalID) = (starts.day, starts.time, professional)
        return try await change(id, edit, in: scope)
    }

    /// Brings a visit to another status. One that has it already is left as it is.
    ///
    /// - Throws: `SchedulingError.unknownVisit`, `.notAllowed` when the status machine has no such step.
    package func advance(
        _ id: Appointment.ID, to status: Appointment.Status, reason: String? = nil, in scope: TenantScope
    ) async throws -> AppointmentDetails {
        try await database.write(scope) { tx in
            try details(
                try advance(id, to: status, reason: reason, by: Author(scope.actor), in: tx).id, in: tx)
        }
    }

    package func advance(
        _ id: Appointment.ID, to status: Appointment.Status, reason: String? = nil, by author: Author,
        in tx: TenantTransaction
    ) throws -> Appointment {
        var edit = VisitEdit()
        edit.status = status
        edit.reason = reason
        return try change(id, edit, by: author, in: tx)
    }

    /// Changes what is given, all or nothing.
    ///
    /// Another service brings its own length and price; a visit that becomes longer or moves must fit anew.
    package func change(
        _ id: Appointment.ID, _ edit: VisitEdit, in scope: TenantScope
    ) async throws -> AppointmentDetails {
        try await database.write(scope) { tx in
            try details(try change(id, edit, by: Author(scope.actor), in: tx).id, in: tx)
        }
    }

    func change(
        _ id: Appointment.ID, _ edit: VisitEdit, by author: Author, in tx: TenantTransaction
    ) throws -> Appointment {
        guard let old = try AppointmentsDAO(tx).find(id) else { throw SchedulingError.unknownVisit }
        var visit = old
        try replan(&visit, edit, by: author, in: tx)
        try setStatus(&visit, edit, by: author, in: tx)
        visit.price = edit.price ?? visit.price
        visit.notes = edit.notes ?? visit.notes
        visit.isConfirmedByCustomer = edit.isConfirmedByCustomer ?? visit.isConfirmedByCustomer
        visit.isConfirmedByShop = edit.isConfirmedByShop ?? visit.isConfirmedByShop
        guard visit != old else { return old }
        visit.updatedAt = clock.now
        _ = try AppointmentsDAO(tx).update(visit)
        try note(old, visit, by: author, reason: edit.reason, in: tx)
        return visit
    }

    /// Erases a visit and its history, as if it had never been booked.
    ///
    /// - Throws: `SchedulingError.unknownVisit`; `.notAllowed` for one that is being or was served, which the books
    ///   need.
    package func remove(_ id: Appointment.ID, in scope: TenantScope) async throws {
        let now = clock.now
        try await database.write(scope) { tx in
            guard let visit = try AppointmentsDAO(tx).find(id) else { throw SchedulingError.unknownVisit }
            if visit.status == .inProgress || visit.status == .done {
                throw SchedulingError.notAllowed(from: visit.status)
            }
            try JobQueue(tx).drop(kind: Reminders.kind, lane: Reminders.lane(of: id))
            try AppointmentHistoryDAO(tx).delete(of: id)
            _ = try AppointmentsDAO(tx).delete(id)
            if visit.status.holdsPlace {
                try Waitlist(database: database, clock: clock).look(at: visit.slot.day, in: tx)
            }
            try CompanyEvent.visitRemoved(id).tell(in: tx, at: now)
        }
    }

    /// Service, time and who serves.
    private func replan(
        _ visit: inout Appointment, _ edit: VisitEdit, by author: Author, in tx: TenantTransaction
    ) throws {
        var slot = visit.slot
        let isOther = edit.serviceID.map { $0 != visit.serviceID } ?? false
        if let id = edit.serviceID, isOther {
            guard let service = try ServicesDAO(tx).find(id), service.isActive else {
                throw SchedulingError.unknownService
            }
            let pet = try PetsDAO(tx).find(visit.petID)
            visit.serviceID = id
            visit.price = service.price(for: pet?.size ?? .medium, coat: pet?.coat)
            slot = Slot(
                day: slot.day, start: slot.start, minutes: service.minutes(for: pet?.size ?? .medium, coat: pet?.coat))
        }
        slot = Slot(day: edit.day ?? slot.day, start: edit.time ?? slot.start, minutes: slot.minutes)
        let isMoved = slot.starts != visit.slot.starts
        let isHandedOver = edit.professionalID.map { $0 != visit.professionalID } ?? false
        guard slot != visit.slot || isHandedOver || isOther else { return try allow(visit, edit) }
        guard visit.status.isOpen else { throw SchedulingError.notAllowed(from: visit.status) }
        try settle(&visit, in: slot, edit, isOther: isOther, in: tx)
        visit.slot = slot
        guard isMoved else { return }
        visit.isConfirmedByCustomer = author == .customer
        visit.isConfirmedByShop = author.isOfTheShop
    }

    /// Makes sure of a place, and of somebody to serve, where the visit needs another than it has.
    private func settle(
        _ visit: inout Appointment, in slot: Slot, _ edit: VisitEdit, isOther: Bool, in tx: TenantTransaction
    ) throws {
        let needsPlace = slot.starts != visit.slot.starts || slot.minutes > visit.slot.minutes
        let availability = try Availability(tx, now: clock.now)
        let wish = Availability.Wish(
            visit.serviceID, by: edit.professionalID, moving: visit.id, tutor: visit.tutorID)
        if needsPlace {
            visit.professionalID = try availability.place(slot, for: wish, keeping: visit.professionalID, in: tx)
        } else if isOther || edit.professionalID != nil {
            // The place is the visit's own; only who and what serves there is asked anew.
            visit.professionalID = try availability.restaff(slot, for: wish, keeping: visit.professionalID, in: tx)
        }
    }

    /// A service of the same length changes the price only, which a visit that is over no longer takes; neither is
    /// one that is over moved to where it was.
    private func allow(_ visit: Appointment, _ edit: VisitEdit) throws {
        let isReplanned =
            edit.serviceID != nil || edit.day != nil || edit.time != nil || edit.professionalID != nil
        if isReplanned, !visit.status.isOpen { throw SchedulingError.notAllowed(from: visit.status) }
    }

    private func setStatus(
        _ visit: inout Appointment, _ edit: VisitEdit, by author: Author, in tx: TenantTransaction
    ) throws {
        guard let status = edit.status, status != visit.status else { return }
        guard visit.status.next.contains(status) else { throw SchedulingError.notAllowed(from: visit.status) }
        if status == .cancelled {
            if author == .customer, let refusal = try Availability(tx, now: clock.now).refusalToCancel(visit) {
                throw refusal
            }
            visit.cancelReason = edit.reason
        }
        if status == .confirmed {
            if author == .customer { visit.isConfirmedByCustomer = true } else { visit.isConfirmedByShop = true }
        }
        visit.status = status
    }
}
