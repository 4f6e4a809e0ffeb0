import Domain
import Storage

/// What is asked about visits and free times.
extension Booking {
    /// One page of the visits that match, and how many there are in all.
    ///
    /// A page that is not full tells the total by itself; only a full one is followed by a count.
    package func list(
        _ filter: AppointmentsDAO.Filter, limit: Int = 1000, offset: Int = 0, in scope: TenantScope
    ) async throws -> (visits: [AppointmentDetails], total: Int) {
        try await database.read(scope) { tx in
            let visits = AppointmentsDAO(tx)
            let found = try visits.list(filter, limit: limit, offset: offset)
            let isLast = found.count < limit && (offset == 0 || !found.isEmpty)
            return (found, isLast ? offset + found.count : try visits.count(filter))
        }
    }

    package func details(_ id: Appointment.ID, in scope: TenantScope) async throws -> AppointmentDetails? {
        try await database.read(scope) { tx in try AppointmentsDAO(tx).details(id) }
    }

    package func zone(in scope: TenantScope) async throws -> ShopZone {
        try await database.read(scope) { tx in try CompaniesDAO(tx).zone() }
    }

    /// Visits of the shop's own today that are still to be served.
    package func today(in scope: TenantScope) async throws -> [AppointmentDetails] {
        let now = clock.now
        return try await database.read(scope) { tx in
            let zone = try CompaniesDAO(tx).zone()
            var filter = AppointmentsDAO.Filter()
            filter.firstDay = zone.wall(at: now).day
            filter.lastDay = filter.firstDay
            filter.statuses = [.pending, .confirmed, .inProgress]
            return try AppointmentsDAO(tx).list(filter)
        }
    }

    /// - Parameters:
    ///   - first: nil counts from the beginning.
    ///   - last: nil counts to the end.
    package func figures(
        from first: LocalDay?, to last: LocalDay?, in scope: TenantScope
    ) async throws -> VisitTally {
        try await database.read(scope) { tx in
            try FiguresDAO(tx).days(from: first ?? .first, to: last ?? .last).map(\.tally).reduce(VisitTally(), +)
        }
    }

    /// What became of a visit, oldest first; nil when this company has no such visit.
    package func history(
        of id: Appointment.ID, in scope: TenantScope
    ) async throws -> [AppointmentHistoryDAO.Line]? {
        try await database.read(scope) { tx in
            guard try AppointmentsDAO(tx).find(id) != nil else { return nil }
            return try AppointmentHistoryDAO(tx).list(of: id)
        }
    }

    /// What a customer is told about a time.
    package struct Answer: Sendable, Hashable {
        /// nil when the time is free.
        package let refusal: SchedulingError?
        /// Free starts near a refused one, in order of time.
        package let alternatives: [LocalDateTime]
        package let zone: ShopZone

        package init(refusal: SchedulingError?, alternatives: [LocalDateTime], zone: ShopZone) {
            self.refusal = refusal
            self.alternatives = alternatives
            self.zone = zone
        }
    }

    /// Whether a service could start at a time, and if not, why and when it could.
    ///
    /// - Parameters:
    ///   - professional: The only one who will do.
    ///   - moved: The visit that would leave its own place.
    ///   - kind: What is known of the pet, where size or coat make a visit longer.
    /// - Throws: `SchedulingError.unknownProfessional`, `.cannotServe`.
    package func ask(
        _ service: PetService.ID?, at starts: LocalDateTime, by professional: Professional.ID? = nil,
        moving moved: Appointment.ID? = nil, for kind: PetKind = PetKind(), in scope: TenantScope
    ) async throws -> Answer {
        let now = clock.now
        return try await database.read(scope) { tx in
            let availability = try Availability(tx, now: now)
            guard let minutes = try length(of: service, moved, for: kind, in: tx) else {
                return Answer(refusal: .unknownService, alternatives: [], zone: availability.zone)
            }
            let slot = Slot(day: starts.day, start: starts.time, minutes: minutes)
            let wish = Availability.Wish(service, by: professional, moving: moved)
            let refusal = try availability.refusal(of: slot, for: wish, in: tx)
            let near = refusal == nil ? [] : try availability.alternatives(to: slot, for: wish, in: tx)
            return Answer(refusal: refusal, alternatives: near.map(\.starts), zone: availability.zone)
        }
    }

    /// What sets a visit's length and price, as far as it is known.
    package struct PetKind: Sendable, Hashable {
        package var size: Pet.Size?
        package var coat: Pet.Coat?

        package init(size: Pet.Size? = nil, coat: Pet.Coat? = nil) {
            self.size = size
            self.coat = coat
        }
    }

    /// Minutes that the service takes, or else that the visit has.
    private func length(
        of service: PetService.ID?, _ moved: Appointment.ID?, for kind: PetKind, in tx: TenantTransaction
    ) throws -> Int? {
        let visit = try moved.flatMap { try AppointmentsDAO(tx).find($0) }
        guard let service else { return visit?.slot.minutes }
        guard let found = try ServicesDAO(tx).find(service), found.isActive else { return nil }
        let pet = try visit.flatMap { try PetsDAO(tx).find($0.petID) }
        return found.minutes(for: pet.map { $0.size ?? .medium } ?? kind.size, coat: pet?.coat ?? kind.coat)
    }

    /// Every start of a day, free or not.
    package struct Board: Sendable, Hashable {
        package let places: [ShopCalendar.Place]
        package let capacity: Int
    }

    /// - Parameters:
    ///   - professional: The only one who will do.
    ///   - step: Distance between starts, in minutes, at least 5.
    /// - Returns: nil when this company sells no such service.
    /// - Throws: `SchedulingError.unknownProfessional`, `.cannotServe`.
    package func board(
        of service: PetService.ID, on day: LocalDay, by professional: Professional.ID? = nil, step: Int,
        for kind: PetKind = PetKind(), in scope: TenantScope
    ) async throws -> Board? {
        let now = clock.now
        return try await database.read(scope) { tx in
            guard let minutes = try length(of: service, nil, for: kind, in: tx) else { return nil }
            let availability = try Availability(tx, now: now)
            return Board(
                places: try availability.board(
                    on: day, minutes: minutes, step: step, for: .init(service, by: professional), in: tx),
                capacity: availability.calendar.capacity)
        }
    }
}
