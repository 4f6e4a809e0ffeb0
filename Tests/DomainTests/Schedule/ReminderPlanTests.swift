import Domain
import Testing

@Suite struct ReminderPlanTests {
    private let zone = ShopZone.saoPaulo

    private func plan(_ starts: String, _ edit: (inout CompanySettings.Reminders) -> Void = { _ in }) -> ReminderPlan {
        var wanted = CompanySettings.Reminders()
        edit(&wanted)
        return ReminderPlan(of: .wall(starts), wanted, hours: .usual, zone: zone)
    }

    private func walls(_ plan: ReminderPlan) -> [LocalDateTime] { plan.moments.map { zone.wall(at: $0) } }

    @Test("a day, twelve, four and one hours before, as the shop's flags say")
    func leads() {
        #expect(
            walls(plan("2026-03-03 20:30")) == [
                .wall("2026-03-02 20:30"), .wall("2026-03-03 08:30"), .wall("2026-03-03 16:30"),
                .wall("2026-03-03 19:30"),
            ])
        let some = plan("2026-03-03 20:30") { ($0.dayBefore, $0.fourHours) = (false, false) }
        #expect(walls(some) == [.wall("2026-03-03 08:30"), .wall("2026-03-03 19:30")])
        let none = plan("2026-03-03 20:30") {
            ($0.dayBefore, $0.twelveHours, $0.fourHours, $0.oneHour) = (false, false, false, false)
        }
        #expect(none.moments == [])
    }

    @Test("what would fall into the night is said on the evening before, and once only")
    func night() {
        // Twelve hours before is 21:00, four hours before 5:00.
        #expect(
            walls(plan("2026-03-03 09:00")) == [
                .wall("2026-03-02 09:00"), .wall("2026-03-02 20:59"), .wall("2026-03-03 08:00"),
            ])
        #expect(walls(plan("2026-03-03 08:30")).last == .wall("2026-03-02 20:59"))
    }

    @Test("the next one keeps half an hour from the booking and from the one before")
    func next() {
        let plan = plan("2026-03-03 15:00")
        func moment(_ wall: String) -> Moment { zone.moment(of: .wall(wall)) }
        #expect(plan.next(after: moment("2026-03-02 14:29")) == moment("2026-03-02 15:00"))
        #expect(plan.next(after: moment("2026-03-02 14:30")) == moment("2026-03-02 20:59"))
        #expect(plan.next(after: moment("2026-03-03 13:30")) == nil)
        #expect(!plan.isDue(at: moment("2026-03-03 10:59"), after: moment("2026-03-03 08:00")))
        #expect(plan.isDue(at: moment("2026-03-03 11:00"), after: moment("2026-03-03 08:00")))
    }

    @Test("whatever the visit and the hours, no reminder comes in the night, twice, or once the visit has begun")
    func always() throws {
        for start in stride(from: 0, to: 1440, by: 25) {
            for (opens, closes) in [(0, 1440), (480, 1260), (600, 601), (1200, 1439)] {
                let times = try [opens, closes, start].map { minutes in try #require(LocalTime(minutes: minutes)) }
                let hours = try #require(ContactHours(opens: times[0], closes: times[1]))
                let starts = LocalDateTime(day: .on("2026-03-03"), time: times[2])
                let plan = ReminderPlan(of: starts, CompanySettings.Reminders(), hours: hours, zone: zone)
                #expect(Set(plan.moments).count == plan.moments.count)
                #expect(plan.moments == plan.moments.sorted())
                #expect(plan.moments.allSatisfy { $0 < zone.moment(of: starts) })
                #expect(plan.moments.allSatisfy { hours.next(from: $0, in: zone) == $0 })
            }
        }
    }
}
