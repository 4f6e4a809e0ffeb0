import Domain
import Storage

/// The job that reminds a customer of a visit: one for each visit to come, which wakes for each of its reminders in
/// turn. It comes, moves and goes with the visit, in the same transaction.
package enum Reminders {
    package struct Payload: Codable, Sendable, Hashable {
        package let visitID: Appointment.ID
        /// Where the visit stood when this was planned.
        package let starts: LocalDateTime
        /// When the customer last heard of the visit: at its booking or by a reminder.
        package let told: Moment

        package init(visitID: Appointment.ID, starts: LocalDateTime, told: Moment) {
            self.visitID = visitID
            self.starts = starts
            self.told = told
        }
    }

    package static let kind = "reminder"

    package static func lane(of visit: Appointment.ID) -> String { "visit:\(visit)" }

    /// When the job looks next; nil when no reminder can be due any more.
    ///
    /// It looks at every usual time, switched on or not: a shop that switches a reminder on means the visits that it
    /// has already.
    package static func wake(
        for starts: LocalDateTime, after last: Moment, _ settings: CompanySettings
    ) -> Moment? {
        ReminderPlan(
            of: starts, CompanySettings.Reminders(), hours: settings.contactHours, zone: settings.zone
        ).next(after: last)
    }
}

extension Booking {
    /// Brings a visit's reminders to where it stands now, in at most two writes.
    func planReminders(
        _ old: Appointment?, _ visit: Appointment, settings: CompanySettings?, in tx: TenantTransaction
    ) throws {
        let (was, isOpen) = (old?.status.isOpen ?? false, visit.status.isOpen)
        guard was != isOpen || isOpen && old?.slot.starts != visit.slot.starts else { return }
        let lane = Reminders.lane(of: visit.id)
        if was { try JobQueue(tx).drop(kind: Reminders.kind, lane: lane) }
        guard isOpen, let settings = try settings ?? CompaniesDAO(tx).current()?.settings,
            let wake = Reminders.wake(for: visit.slot.starts, after: visit.updatedAt, settings)
        else { return }
        try JobQueue(tx).enqueue(
            database.ids.next(), kind: Reminders.kind, lane: lane,
            payload: Reminders.Payload(visitID: visit.id, starts: visit.slot.starts, told: visit.updatedAt),
            runAt: wake, at: visit.updatedAt, priority: .background)
    }
}
