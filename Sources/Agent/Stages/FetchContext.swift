import Business
import Domain
import Storage

/// Stage 3: what the shop's calendar says, asked for while the reply is being decided, in its transaction.
struct FetchContext {
    private let tx: TenantTransaction
    private let availability: Availability

    init(_ tx: TenantTransaction, now: Moment) throws {
        self.tx = tx
        availability = try Availability(tx, now: now)
    }

    var now: LocalDateTime { availability.now }
    var lastBookableDay: LocalDay { now.day.adding(days: availability.calendar.horizonDays) }
    var hours: BusinessHours { availability.calendar.hours }

    func refusal(of slot: Slot, for wish: Availability.Wish) throws -> SchedulingError? {
        try availability.refusal(of: slot, for: wish, in: tx)
    }

    /// Free slots from a day on, earliest first.
    func freeSlots(
        from day: LocalDay, days: Int, minutes: Int, for wish: Availability.Wish
    ) throws -> [Slot] {
        try availability.freeSlots(from: day, days: days, minutes: minutes, for: wish, in: tx)
    }

    /// Free slots nearest to one that was refused, in order of time.
    func alternatives(to slot: Slot, for wish: Availability.Wish) throws -> [Slot] {
        try availability.alternatives(to: slot, for: wish, in: tx)
    }

    /// One slot for each of several visits, the first at `starts`; or why they do not fit.
    func place(
        _ visits: VisitsTogether, at starts: LocalDateTime, for wish: Availability.Wish
    ) throws -> Result<[Slot], SchedulingError> {
        try availability.place(visits, at: starts, for: wish, in: tx)
    }

    /// Starts at which several visits fit, earliest first.
    func starts(
        for visits: VisitsTogether, from day: LocalDay, days: Int, _ wish: Availability.Wish
    ) throws -> [LocalDateTime] {
        try availability.starts(for: visits, from: day, days: days, wish, in: tx)
    }

    /// What the shop has written for its agent that bears on the question, best first.
    func documents(about question: String) throws -> [KnowledgeDocument] {
        try KnowledgeDAO(tx).search(question, limit: 3).map(\.document)
    }

    /// The holiday that keeps the shop closed on a day.
    func holiday(on day: LocalDay) -> NationalHoliday? { availability.calendar.holidays.closing(on: day) }

    /// Why the customer cannot cancel the visit by themselves; nil when they can.
    func refusalToCancel(_ visit: Appointment) -> SchedulingError? { availability.refusalToCancel(visit) }

    /// A customer's visits that may still change, soonest first.
    func upcoming(of tutor: Tutor.ID) throws -> [AppointmentDetails] {
        try AppointmentsDAO(tx).upcoming(of: tutor, after: now)
    }

    func visit(_ id: Appointment.ID) throws -> AppointmentDetails? { try AppointmentsDAO(tx).details(id) }
}
