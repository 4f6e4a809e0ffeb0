import Domain
import Storage

/// One shop's calendar rules together with "now", read inside a transaction.
package struct Availability {
    package let calendar: ShopCalendar
    /// What the shop's wall clock shows.
    package let now: LocalDateTime
    package let zone: ShopZone
    package let cancellation: CancellationPolicy

    package init(_ tx: TenantTransaction, now moment: Moment) throws {
        let settings = try CompaniesDAO(tx).current()?.settings ?? CompanySettings()
        zone = settings.zone
        now = zone.wall(at: moment)
        cancellation = CancellationPolicy(settings)
        calendar = ShopCalendar(
            hours: try BusinessHoursDAO(tx).week(), holidays: settings.holidays,
            blocked: try BlockedDatesDAO(tx).list(from: now.day), capacity: max(1, settings.capacity),
            minimumNotice: settings.minimumNotice, horizonDays: settings.horizonDays,
            buffer: min(max(0, settings.buffer), 240), dailyMost: settings.dailyMost)
    }

    /// Why the slot cannot be booked; nil when it is free.
    package func refusal(
        of slot: Slot, except moved: Appointment.ID? = nil, in tx: TenantTransaction
    ) throws -> SchedulingError? {
        let held = try held(from: slot.day, to: slot.day, except: moved, in: tx)
        return calendar.refusal(of: slot, taken: held.taken, served: held.served, now: now)
    }

    /// Free slots from one day on, earliest first, over at most `days` days.
    ///
    /// One query reads the whole stretch, however many slots it has.
    package func freeSlots(
        from first: LocalDay, days: Int, minutes: Int, except moved: Appointment.ID? = nil, in tx: TenantTransaction
    ) throws -> [Slot] {
        let last = min(first.adding(days: max(1, days) - 1), now.day.adding(days: calendar.horizonDays))
        guard first <= last else { return [] }
        let held = try held(from: first, to: last, except: moved, in: tx)
        return (first.number...last.number).map(LocalDay.init(number:)).flatMap { day in
            calendar.freeSlots(on: day, minutes: minutes, taken: held.taken, served: held.served, now: now)
        }
    }

    /// Every start of one day, free or not, earliest first.
    ///
    /// - Parameter step: Distance between starts, in minutes, at least 5.
    package func board(
        on day: LocalDay, minutes: Int, step: Int, in tx: TenantTransaction
    ) throws -> [ShopCalendar.Place] {
        let held = try held(from: day, to: day, except: nil, in: tx)
        return calendar.board(
            on: day, minutes: minutes, taken: held.taken, served: held.served, now: now, step: step)
    }

    /// Free times nearest to one that was refused, in order of time: the same day first, then the following ones.
    package func alternatives(
        to slot: Slot, count: Int = 3, except moved: Appointment.ID? = nil, in tx: TenantTransaction
    ) throws -> [Slot] {
        let first = min(max(slot.day, now.day), now.day.adding(days: calendar.horizonDays))
        return try freeSlots(from: first, days: 14, minutes: slot.minutes, except: moved, in: tx)
            .nearest(to: slot, count: count)
    }

    /// Why a customer cannot cancel the visit by themselves; nil when they can.
    package func refusalToCancel(_ visit: Appointment) -> SchedulingError? {
        cancellation.refusal(of: visit.slot, now: now)
    }

    /// What stands on some days, with a margin for visits that run past midnight.
    private func held(
        from first: LocalDay, to last: LocalDay, except moved: Appointment.ID?, in tx: TenantTransaction
    ) throws -> (taken: [Slot], served: [LocalDay: Int]) {
        let visits = AppointmentsDAO(tx)
        // A visit may last a day and its buffer four hours more.
        let taken = try visits.taken(from: first.adding(days: -2), to: last.adding(days: 2), except: moved)
        let served = calendar.dailyMost == nil ? [:] : try visits.served(from: first, to: last)
        return (taken, served)
    }
}
