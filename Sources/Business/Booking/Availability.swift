import Domain
import Storage

/// One shop's calendar rules together with "now", read inside a transaction.
package struct Availability {
    package let calendar: ShopCalendar
    /// What the shop's wall clock shows.
    package let now: LocalDateTime
    package let zone: ShopZone

    package init(_ tx: TenantTransaction, now moment: Moment) throws {
        let settings = try CompaniesDAO(tx).current()?.settings ?? CompanySettings()
        zone = settings.zone
        now = zone.wall(at: moment)
        calendar = ShopCalendar(
            hours: try BusinessHoursDAO(tx).week(), blocked: try BlockedDatesDAO(tx).list(from: now.day),
            capacity: max(1, settings.capacity), minimumNotice: settings.minimumNotice,
            horizonDays: settings.horizonDays)
    }

    /// Why the slot cannot be booked; nil when it is free.
    package func refusal(
        of slot: Slot, except moved: Appointment.ID? = nil, in tx: TenantTransaction
    ) throws -> SchedulingError? {
        // A visit that began the day before may run past midnight.
        let taken = try AppointmentsDAO(tx).taken(
            from: slot.day.adding(days: -1), to: slot.day.adding(days: 1), except: moved)
        return calendar.refusal(of: slot, taken: taken, now: now)
    }

    /// Free slots from one day on, earliest first, over at most `days` days.
    ///
    /// One query reads the whole stretch, however many slots it has.
    package func freeSlots(
        from first: LocalDay, days: Int, minutes: Int, except moved: Appointment.ID? = nil, in tx: TenantTransaction
    ) throws -> [Slot] {
        let last = min(first.adding(days: max(1, days) - 1), now.day.adding(days: calendar.horizonDays))
        guard first <= last else { return [] }
        let taken = try AppointmentsDAO(tx).taken(from: first.adding(days: -1), to: last.adding(days: 1), except: moved)
        return (first.number...last.number).map(LocalDay.init(number:)).flatMap { day in
            calendar.freeSlots(on: day, minutes: minutes, taken: taken, now: now)
        }
    }
}
