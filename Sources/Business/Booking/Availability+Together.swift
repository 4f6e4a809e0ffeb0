import Domain
import Storage

/// Places for several visits at once. Each question reads the agenda once, however many visits and starts there are.
extension Availability {
    /// One slot for each visit, the first at `starts`; or why they do not fit.
    package func place(
        _ visits: VisitsTogether, at starts: LocalDateTime, for wish: Wish, in tx: TenantTransaction
    ) throws -> Result<[Slot], SchedulingError> {
        let agenda = try agenda(from: starts.day, to: starts.day, for: wish, in: tx)
        return place(visits, at: starts, beside: agenda)
    }

    /// Starts at which all the visits fit, earliest first.
    package func starts(
        for visits: VisitsTogether, from first: LocalDay, days: Int, _ wish: Wish, in tx: TenantTransaction
    ) throws -> [LocalDateTime] {
        let last = min(first.adding(days: max(1, days) - 1), now.day.adding(days: calendar.horizonDays))
        guard first <= last else { return [] }
        let agenda = try agenda(from: first, to: last, for: wish, in: tx)
        let taken = agenda.held.map(\.slot)
        return (first.number...last.number).map(LocalDay.init(number:)).flatMap { day in
            calendar.freeSlots(on: day, minutes: visits.firstMinutes, taken: taken, served: agenda.served, now: now)
                .map(\.starts).filter { starts in
                    if case .success = place(visits, at: starts, beside: agenda) { return true }
                    return false
                }
        }
    }

    private func place(
        _ visits: VisitsTogether, at starts: LocalDateTime, beside agenda: Agenda
    ) -> Result<[Slot], SchedulingError> {
        let near = agenda.held.filter { abs($0.slot.day.days(since: starts.day)) <= 2 }
        return visits.place(at: starts) { part, slot, placed in
            place(part, in: slot, beside: near + placed, served: agenda.served)
        }
    }

    private func place(
        _ part: VisitsTogether.Part, in slot: Slot, beside held: [HeldPlace], served: [LocalDay: Int]
    ) -> Result<HeldPlace, SchedulingError> {
        Result { () throws(SchedulingError) in
            let staffing =
                roster.isEmpty ? nil : try Staffing(roster, for: part.service, held: held, buffer: calendar.buffer)
            let refusal = calendar.refusal(
                of: slot, taken: held.map(\.slot), served: served, now: now, staffing: staffing)
            if let refusal { throw refusal }
            return HeldPlace(
                slot: slot, serviceID: part.service, professionalID: staffing?.pick(for: slot)?.id)
        }
    }
}
