import Domain
import Storage

extension Series {
    /// Books the next visit of a job's series, or says why not, and lets the job go on.
    package func work(_ job: Job) async throws {
        let id = try JobQueue.decode(Payload.self, from: job).seriesID
        try await database.write(job.scope) { tx in
            guard var series = try SeriesDAO(tx).find(id), series.status == .active,
                let settings = try CompaniesDAO(tx).current()?.settings
            else { return try JobQueue(tx).complete(job.id) }
            let today = settings.zone.wall(at: clock.now).day
            series.skip(to: today)
            let ahead = min(settings.horizonDays, Self.horizon)
            if series.isOver {
                series.status = .ended
            } else if series.next <= today.adding(days: ahead) {
                try book(&series, in: tx)
            }
            _ = try SeriesDAO(tx).update(series, at: clock.now)
            guard series.status == .active else { return try JobQueue(tx).complete(job.id) }
            // Early in the day on which the next visit comes into sight; at once when it is there.
            let dawn = LocalDateTime(day: series.next.adding(days: -ahead), time: .midnight)
            let wake = max(clock.now, settings.zone.moment(of: dawn))
            try JobQueue(tx).goOn(job.id, payload: Payload(seriesID: id), at: wake)
        }
    }

    private func book(_ series: inout VisitSeries, in tx: TenantTransaction) throws {
        let starts = LocalDateTime(day: series.next, time: series.time)
        var draft = AppointmentDraft(
            tutorID: series.tutorID, petID: series.petID, serviceID: series.serviceID, starts: starts,
            notes: series.notes, status: .pending, assumedSize: .medium)
        draft.professionalID = series.professionalID
        do {
            // Visit and step are one write: no key is needed, and a day that was taken back can be booked anew.
            let visit = try booking.book(draft, key: nil, in: tx)
            try SeriesDAO(tx).tie(visit.id, to: series.id)
        } catch let refusal as SchedulingError {
            try tell(refusal, of: series, starts, in: tx)
            // No other time would do either: a person has to look at it.
            guard refusal.isAboutTime else {
                series.status = .paused
                return
            }
        }
        series.step()
    }

    private func tell(
        _ refusal: SchedulingError, of series: VisitSeries, _ starts: LocalDateTime, in tx: TenantTransaction
    ) throws {
        let service = try ServicesDAO(tx).find(series.serviceID)
        let pet = try PetsDAO(tx).find(series.petID)
        var free: [Slot] = []
        if refusal.isAboutTime, let service {
            let minutes = service.minutes(for: pet?.size ?? .medium, coat: pet?.coat)
            free = try Availability(tx, now: clock.now).alternatives(
                to: Slot(day: starts.day, start: starts.time, minutes: minutes),
                for: .init(service.id, by: series.professionalID), in: tx)
        }
        try Notices(database: database, clock: clock).tell(
            .seriesRefused(
                series, "\(service?.name ?? "Serviço") de \(pet?.name ?? "pet")", at: starts,
                alternatives: free.map(\.starts)), in: tx)
    }
}

/// What a change of a whole series did.
extension Series {
    package struct Edit: Sendable, Hashable {
        package var serviceID: PetService.ID?
        package var professionalID: Professional.ID?
        package var time: LocalTime?
        package var every: Int?
        /// The day from which the new distance counts.
        package var next: LocalDay?
        package var lastDay: LocalDay??
        package var notes: String?
        package init() {}
    }

    package struct Changed: Sendable, Hashable {
        package let shown: Shown
        /// Visits that stay as they were, since the calendar refuses the change.
        package let refused: [(visit: Appointment.ID, reason: SchedulingError)]

        package static func == (left: Self, right: Self) -> Bool {
            left.shown == right.shown && left.refused.map(\.visit) == right.refused.map(\.visit)
        }

        package func hash(into hasher: inout Hasher) { hasher.combine(shown) }
    }

    /// Changes a series and all its visits to come. One visit alone is changed as any other visit is.
    ///
    /// - Returns: nil when this company has no such series.
    /// - Throws: `SchedulingError.unknownService`, `.unknownProfessional`, `.cannotServe`, `.past`;
    ///   `SeriesError.over`.
    package func change(_ id: VisitSeries.ID, _ edit: Edit, in scope: TenantScope) async throws -> Changed? {
        try await database.write(scope) { tx in
            guard var series = try SeriesDAO(tx).find(id) else { return nil }
            guard series.status != .ended else { throw SeriesError.over }
            series.serviceID = edit.serviceID ?? series.serviceID
            series.professionalID = edit.professionalID ?? series.professionalID
            series.time = edit.time ?? series.time
            series.notes = edit.notes ?? series.notes
            if let lastDay = edit.lastDay { series.lastDay = lastDay }
            try check(series.serviceID, series.professionalID, in: tx)
            let now = try wall(in: tx)
            var refused: [(visit: Appointment.ID, reason: SchedulingError)] = []
            if edit.next != nil || edit.every.map({ $0 != series.every }) ?? false {
                try restart(&series, edit, after: now, by: scope, in: tx)
            } else {
                refused = try follow(series, edit, from: now.day, by: scope, in: tx)
            }
            _ = try SeriesDAO(tx).update(series, at: clock.now)
            try plan(series, in: tx)
            try CompanyEvent.seriesChanged(id).tell(in: tx, at: clock.now)
            let visits = try SeriesDAO(tx).open(of: id, from: now.day)
            return Changed(shown: Shown(series: series, visits: visits), refused: refused)
        }
    }

    /// Other days: the visits to come are taken back, and the job books them anew.
    private func restart(
        _ series: inout VisitSeries, _ edit: Edit, after now: LocalDateTime, by scope: TenantScope,
        in tx: TenantTransaction
    ) throws {
        let first = try SeriesDAO(tx).open(of: series.id, from: now.day).first?.slot.day
        series.next = edit.next ?? first ?? series.next
        series.every = edit.every ?? series.every
        guard LocalDateTime(day: series.next, time: series.time) > now else { throw SchedulingError.past }
        try cancelVisits(of: series.id, by: scope, in: tx)
    }

    /// The same days: each visit to come takes the change, or stays as it is.
    private func follow(
        _ series: VisitSeries, _ edit: Edit, from day: LocalDay, by scope: TenantScope, in tx: TenantTransaction
    ) throws -> [(visit: Appointment.ID, reason: SchedulingError)] {
        var refused: [(visit: Appointment.ID, reason: SchedulingError)] = []
        var wanted = VisitEdit()
        (wanted.serviceID, wanted.professionalID, wanted.time) = (edit.serviceID, edit.professionalID, edit.time)
        wanted.notes = edit.notes
        for visit in try SeriesDAO(tx).open(of: series.id, from: day) {
            do {
                if let last = series.lastDay, visit.slot.day > last {
                    _ = try booking.cancel(
                        visit.id, reason: "Visitas repetidas alteradas", by: .init(scope.actor), in: tx)
                } else {
                    _ = try booking.change(visit.id, wanted, by: .init(scope.actor), in: tx)
                }
            } catch let refusal as SchedulingError {
                refused.append((visit.id, refusal))
            }
        }
        return refused
    }
}
