import Domain
import Storage

/// Visits that come again and again. A job books them a month ahead, one in each transaction, by the ordinary act.
package struct Series: Sendable {
    let database: Database
    let booking: Booking
    let clock: any ShopClock

    package init(booking: Booking) {
        database = booking.database
        self.booking = booking
        clock = booking.clock
    }

    package static let kind = "series"
    package struct Payload: Codable, Sendable {
        package let seriesID: VisitSeries.ID
    }

    static func lane(of id: VisitSeries.ID) -> String { "series:\(id)" }

    /// How far ahead visits are booked, in days; the shop's own horizon may be nearer.
    static let horizon = 30

    /// What is wanted of a new series.
    package struct Draft: Sendable, Hashable {
        package var petID: Pet.ID
        package var serviceID: PetService.ID
        package var professionalID: Professional.ID?
        package var starts: LocalDateTime
        /// 1...365 days; nil takes the pet's own rhythm.
        package var every: Int?
        package var lastDay: LocalDay?
        package var notes = ""

        package init(petID: Pet.ID, serviceID: PetService.ID, starts: LocalDateTime) {
            self.petID = petID
            self.serviceID = serviceID
            self.starts = starts
        }
    }

    /// A series with its visits to come.
    package struct Shown: Sendable, Hashable {
        package let series: VisitSeries
        package let visits: [Appointment]
    }

    /// Begins a series; its visits are booked by the job that this plans.
    ///
    /// - Throws: `SchedulingError.unknownPet`, `.unknownService`, `.unknownProfessional`, `.past`;
    ///   `SeriesError.noRhythm`.
    package func begin(_ draft: Draft, in scope: TenantScope) async throws -> VisitSeries {
        try await database.write(scope) { tx in
            guard let pet = try PetsDAO(tx).find(draft.petID) else { throw SchedulingError.unknownPet }
            try check(draft.serviceID, draft.professionalID, in: tx)
            guard draft.starts > (try wall(in: tx)) else { throw SchedulingError.past }
            guard let every = try draft.every ?? rhythm(of: pet.id, draft.serviceID, in: tx) else {
                throw SeriesError.noRhythm
            }
            var series = VisitSeries(
                id: database.ids.next(), tutorID: pet.tutorID, petID: pet.id, serviceID: draft.serviceID,
                professionalID: draft.professionalID, every: every, time: draft.starts.time, next: draft.starts.day,
                lastDay: draft.lastDay)
            series.notes = draft.notes
            try SeriesDAO(tx).insert(series, at: clock.now)
            try plan(series, in: tx)
            try CompanyEvent.seriesChanged(series.id).tell(in: tx, at: clock.now)
            return series
        }
    }

    package func list(
        _ filter: SeriesDAO.Filter, limit: Int, offset: Int, in scope: TenantScope
    ) async throws -> (series: [VisitSeries], total: Int) {
        try await database.read(scope) { tx in
            let found = try SeriesDAO(tx).list(filter, limit: limit, offset: offset)
            return (found, try SeriesDAO(tx).count(filter))
        }
    }

    /// - Returns: nil when this company has no such series.
    package func find(_ id: VisitSeries.ID, in scope: TenantScope) async throws -> Shown? {
        try await database.read(scope) { tx in
            guard let series = try SeriesDAO(tx).find(id) else { return nil }
            return Shown(series: series, visits: try SeriesDAO(tx).open(of: id, from: try wall(in: tx).day))
        }
    }

    /// How often a pet comes, in days; nil when it has not come often enough to tell.
    ///
    /// - Throws: `SchedulingError.unknownPet`.
    package func rhythm(
        of pet: Pet.ID, _ service: PetService.ID? = nil, in scope: TenantScope
    ) async throws -> Int? {
        try await database.read(scope) { tx in
            guard try PetsDAO(tx).find(pet) != nil else { throw SchedulingError.unknownPet }
            return try rhythm(of: pet, service, in: tx)
        }
    }

    /// Stops booking; visits that are booked stay unless told.
    ///
    /// - Returns: nil when this company has no such series.
    /// - Throws: `SeriesError.over` for one that has ended.
    package func pause(_ id: VisitSeries.ID, cancelling: Bool, in scope: TenantScope) async throws -> Shown? {
        try await set(.paused, id, cancelling: cancelling, in: scope)
    }

    /// Books again, from the first of its days that is yet to come.
    package func resume(_ id: VisitSeries.ID, in scope: TenantScope) async throws -> Shown? {
        try await set(.active, id, cancelling: false, in: scope)
    }

    package func end(_ id: VisitSeries.ID, cancelling: Bool, in scope: TenantScope) async throws -> Shown? {
        try await set(.ended, id, cancelling: cancelling, in: scope)
    }

    private func set(
        _ status: VisitSeries.Status, _ id: VisitSeries.ID, cancelling: Bool, in scope: TenantScope
    ) async throws -> Shown? {
        try await database.write(scope) { tx in
            guard var series = try SeriesDAO(tx).find(id) else { return nil }
            guard series.status != .ended || status == .ended else { throw SeriesError.over }
            series.status = status
            _ = try SeriesDAO(tx).update(series, at: clock.now)
            if cancelling { try cancelVisits(of: id, by: scope, in: tx) }
            try plan(series, in: tx)
            try CompanyEvent.seriesChanged(id).tell(in: tx, at: clock.now)
            return Shown(series: series, visits: try SeriesDAO(tx).open(of: id, from: try wall(in: tx).day))
        }
    }

    func cancelVisits(of id: VisitSeries.ID, by scope: TenantScope, in tx: TenantTransaction) throws {
        for visit in try SeriesDAO(tx).open(of: id, from: try wall(in: tx).day) {
            _ = try booking.cancel(
                visit.id, reason: "Visitas repetidas alteradas", by: VisitChange.Author(scope.actor), in: tx)
        }
    }

    /// The job as the series stands: there when it is active, and due at once.
    func plan(_ series: VisitSeries, in tx: TenantTransaction) throws {
        let lane = Self.lane(of: series.id)
        try JobQueue(tx).drop(kind: Self.kind, lane: lane)
        guard series.status == .active else { return }
        try JobQueue(tx).enqueue(
            database.ids.next(), kind: Self.kind, lane: lane, payload: Payload(seriesID: series.id), runAt: clock.now,
            at: clock.now, priority: .background)
    }

    func check(
        _ service: PetService.ID, _ professional: Professional.ID?, in tx: TenantTransaction
    ) throws {
        guard let found = try ServicesDAO(tx).find(service), found.isActive else {
            throw SchedulingError.unknownService
        }
        guard let professional else { return }
        guard let one = try ProfessionalsDAO(tx).find(professional), one.isActive else {
            throw SchedulingError.unknownProfessional
        }
        guard one.can(service) else { throw SchedulingError.cannotServe(one.name) }
    }

    func wall(in tx: TenantTransaction) throws -> LocalDateTime { try CompaniesDAO(tx).zone().wall(at: clock.now) }

    private func rhythm(of pet: Pet.ID, _ service: PetService.ID?, in tx: TenantTransaction) throws -> Int? {
        VisitSeries.rhythm(of: try SeriesDAO(tx).served(pet, service))
    }
}

/// Why a series could not be begun or changed.
package enum SeriesError: Error, Sendable, Hashable {
    /// The pet has not come often enough to tell its rhythm.
    case noRhythm
    /// It has ended; a new one can be begun.
    case over
}
