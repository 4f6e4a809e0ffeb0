import Domain
import Storage

/// One shop's calendar rules together with "now", read inside a transaction.
package struct Availability {
    package let calendar: ShopCalendar
    /// What the shop's wall clock shows.
    package let now: LocalDateTime
    private let moment: Moment
    package let zone: ShopZone
    package let cancellation: CancellationPolicy
    package let settings: CompanySettings
    package let roster: Roster

    package init(_ tx: TenantTransaction, now moment: Moment) throws {
        settings = try CompaniesDAO(tx).current()?.settings ?? CompanySettings()
        zone = settings.zone
        self.moment = moment
        now = zone.wall(at: moment)
        cancellation = CancellationPolicy(settings)
        calendar = ShopCalendar(
            hours: try BusinessHoursDAO(tx).week(), holidays: settings.holidays,
            blocked: try BlockedDatesDAO(tx).list(from: now.day), capacity: max(1, settings.capacity),
            minimumNotice: settings.minimumNotice, horizonDays: settings.horizonDays,
            buffer: min(max(0, settings.buffer), 240), dailyMost: settings.dailyMost)
        roster = Roster(professionals: try ProfessionalsDAO(tx).all(), resources: try ResourcesDAO(tx).all())
    }

    /// What is looked for besides a time.
    package struct Wish: Sendable, Hashable {
        /// nil asks for anything, or for what the visit that is being moved is about.
        package var serviceID: PetService.ID?
        /// The only professional who will do.
        package var professionalID: Professional.ID?
        /// The visit that would leave its own place.
        package var moved: Appointment.ID?
        /// Whose visit it is: places held for this customer are free for them.
        package var tutorID: Tutor.ID?

        package init(
            _ serviceID: PetService.ID? = nil, by professionalID: Professional.ID? = nil,
            moving moved: Appointment.ID? = nil, tutor tutorID: Tutor.ID? = nil
        ) {
            self.serviceID = serviceID
            self.professionalID = professionalID
            self.moved = moved
            self.tutorID = tutorID
        }
    }

    /// Why the slot cannot be booked; nil when it is free.
    package func refusal(
        of slot: Slot, except moved: Appointment.ID? = nil, in tx: TenantTransaction
    ) throws -> SchedulingError? {
        try refusal(of: slot, for: Wish(moving: moved), in: tx)
    }

    package func refusal(of slot: Slot, for wish: Wish, in tx: TenantTransaction) throws -> SchedulingError? {
        let held = try held(from: slot.day, to: slot.day, for: wish, in: tx)
        return calendar.refusal(of: slot, taken: held.taken, served: held.served, now: now, staffing: held.staffing)
    }

    /// Who serves in a slot: the one asked for, else `present`, else whoever has least to do that day; nil in a shop
    /// that names no professionals.
    ///
    /// - Throws: `SchedulingError` when the slot cannot be booked.
    package func place(
        _ slot: Slot, for wish: Wish, keeping present: Professional.ID? = nil, in tx: TenantTransaction
    ) throws -> Professional.ID? {
        let held = try held(from: slot.day, to: slot.day, for: wish, in: tx)
        let refusal = calendar.refusal(
            of: slot, taken: held.taken, served: held.served, now: now, staffing: held.staffing)
        if let refusal { throw refusal }
        return held.staffing?.pick(for: slot, keeping: present)?.id
    }

    /// Who serves in a slot whose place is held already: notice, horizon and opening hours are not asked again.
    ///
    /// - Throws: `SchedulingError` when nobody who can is free, or something needed is in use.
    package func restaff(
        _ slot: Slot, for wish: Wish, keeping present: Professional.ID?, in tx: TenantTransaction
    ) throws -> Professional.ID? {
        guard let staffing = try held(from: slot.day, to: slot.day, for: wish, in: tx).staffing else { return nil }
        if let refusal = staffing.refusal(of: slot) { throw refusal }
        return staffing.pick(for: slot, keeping: present)?.id
    }

    /// Free slots from one day on, earliest first, over at most `days` days.
    ///
    /// One query reads the whole stretch, however many slots it has.
    package func freeSlots(
        from first: LocalDay, days: Int, minutes: Int, except moved: Appointment.ID? = nil, in tx: TenantTransaction
    ) throws -> [Slot] {
        try freeSlots(from: first, days: days, minutes: minutes, for: Wish(moving: moved), in: tx)
    }

    package func freeSlots(
        from first: LocalDay, days: Int, minutes: Int, for wish: Wish, in tx: TenantTransaction
    ) throws -> [Slot] {
        let last = min(first.adding(days: max(1, days) - 1), now.day.adding(days: calendar.horizonDays))
        guard first <= last else { return [] }
        let held = try held(from: first, to: last, for: wish, in: tx)
        return (first.number...last.number).map(LocalDay.init(number:)).flatMap { day in
            calendar.freeSlots(
                on: day, minutes: minutes, taken: held.taken, served: held.served, now: now, staffing: held.staffing)
        }
    }

    /// Every start of one day, free or not, earliest first.
    ///
    /// - Parameter step: Distance between starts, in minutes, at least 5.
    package func board(
        on day: LocalDay, minutes: Int, step: Int, for wish: Wish, in tx: TenantTransaction
    ) throws -> [ShopCalendar.Place] {
        let held = try held(from: day, to: day, for: wish, in: tx)
        return calendar.board(
            on: day, minutes: minutes, taken: held.taken, served: held.served, now: now, step: step,
            staffing: held.staffing)
    }

    /// Free times nearest to one that was refused, in order of time: the same day first, then the following ones.
    package func alternatives(
        to slot: Slot, count: Int = 3, except moved: Appointment.ID? = nil, in tx: TenantTransaction
    ) throws -> [Slot] {
        try alternatives(to: slot, count: count, for: Wish(moving: moved), in: tx)
    }

    package func alternatives(
        to slot: Slot, count: Int = 3, for wish: Wish, in tx: TenantTransaction
    ) throws -> [Slot] {
        let first = min(max(slot.day, now.day), now.day.adding(days: calendar.horizonDays))
        return try freeSlots(from: first, days: 14, minutes: slot.minutes, for: wish, in: tx)
            .nearest(to: slot, count: count)
    }

    /// Why a customer cannot cancel the visit by themselves; nil when they can.
    package func refusalToCancel(_ visit: Appointment) -> SchedulingError? {
        cancellation.refusal(of: visit.slot, now: now)
    }

    /// What stands on some days.
    struct Agenda {
        /// With a margin for visits that run past midnight.
        let held: [HeldPlace]
        /// Visits finished already, where the day's maximum counts them.
        let served: [LocalDay: Int]
    }

    func agenda(
        from first: LocalDay, to last: LocalDay, for wish: Wish, in tx: TenantTransaction
    ) throws -> Agenda {
        let visits = AppointmentsDAO(tx)
        // A visit may last a day and its buffer four hours more.
        let (early, late) = (first.adding(days: -2), last.adding(days: 2))
        let held =
            try visits.held(from: early, to: late, except: wish.moved)
            + WaitlistDAO(tx).holds(from: early, to: late, except: wish.tutorID, at: moment)
        return Agenda(
            held: held, served: calendar.dailyMost == nil ? [:] : try visits.served(from: first, to: last))
    }

    private func held(
        from first: LocalDay, to last: LocalDay, for wish: Wish, in tx: TenantTransaction
    ) throws -> (taken: [Slot], served: [LocalDay: Int], staffing: Staffing?) {
        let agenda = try agenda(from: first, to: last, for: wish, in: tx)
        return (agenda.held.map(\.slot), agenda.served, try staffing(for: wish, agenda.held, in: tx))
    }

    private func staffing(for wish: Wish, _ held: [HeldPlace], in tx: TenantTransaction) throws -> Staffing? {
        guard !roster.isEmpty || wish.professionalID != nil else { return nil }
        let service = try wish.serviceID ?? wish.moved.flatMap { try AppointmentsDAO(tx).find($0)?.serviceID }
        return try Staffing(
            roster, for: service, by: wish.professionalID, held: held, buffer: calendar.buffer)
    }
}
