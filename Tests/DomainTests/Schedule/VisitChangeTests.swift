import Domain
import Testing

@Suite struct VisitChangeTests {
    @Test("what is over stays over, what is open may become anything that can happen to it")
    func table() {
        let open: Set<Appointment.Status> = [.inProgress, .done, .cancelled, .noShow]
        #expect(Appointment.Status.pending.next == open.union([.confirmed]))
        #expect(Appointment.Status.confirmed.next == open.union([.pending]))
        #expect(Appointment.Status.inProgress.next == [.done])
        #expect(Appointment.Status.noShow.next == [.inProgress])
        #expect(Appointment.Status.done.next.isEmpty)
        #expect(Appointment.Status.cancelled.next.isEmpty)
        for status in Appointment.Status.allCases {
            #expect(!status.next.contains(status))
            // Only an open visit is moved or cancelled.
            #expect(status.isOpen == status.next.contains(.cancelled))
        }
    }

    @Test("a line is written for a new status or a new time, and for nothing else")
    func lines() {
        let old = visit()
        #expect(change(from: old, to: old) == nil)
        var noted = old
        noted.notes = "Alérgico"
        #expect(change(from: old, to: noted) == nil)
        var moved = old
        moved.slot = .from("2026-03-03 10:00", 60)
        #expect(change(from: old, to: moved)?.startedAt == .wall("2026-03-02 10:00"))
        #expect(change(from: old, to: moved)?.startsAt == .wall("2026-03-03 10:00"))
        var confirmed = old
        confirmed.status = .confirmed
        #expect(change(from: old, to: confirmed)?.before == .pending)
        #expect(change(from: old, to: confirmed)?.startsAt == nil)
        #expect(change(from: nil, to: old)?.before == nil)
        #expect(change(from: nil, to: old)?.startsAt == .wall("2026-03-02 10:00"))
    }

    @Test("a customer cancels up to the notice, to the minute, and not at all where the shop says so")
    func cancellation() {
        var settings = CompanySettings()
        let slot = Slot.from("2026-03-02 16:00", 60)
        func refusal(_ now: String) -> SchedulingError? {
            CancellationPolicy(settings).refusal(of: slot, now: .wall(now))
        }
        #expect(refusal("2026-03-02 14:00") == nil)
        #expect(refusal("2026-03-02 14:01") == .cancellationTooLate(notice: 120))
        #expect(refusal("2026-03-02 17:00") == .cancellationTooLate(notice: 120))
        settings.cancellationNotice = 0
        #expect(refusal("2026-03-02 15:59") == nil)
        settings.cancellationAllowed = false
        #expect(refusal("2026-03-01 08:00") == .cancellationClosed)
    }

    private func visit() -> Appointment {
        let now = Moment(milliseconds: 0)
        return Appointment(
            id: .init(1), tutorID: .init(1), petID: .init(1), serviceID: .init(1), slot: .from("2026-03-02 10:00", 60),
            status: .pending, price: Money(centavos: 5000), createdAt: now, updatedAt: now)
    }

    private func change(from old: Appointment?, to new: Appointment) -> VisitChange? {
        VisitChange(id: .init(1), from: old, to: new, author: .customer, reason: nil, at: new.updatedAt)
    }
}
