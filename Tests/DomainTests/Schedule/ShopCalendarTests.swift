import Domain
import Testing

@Suite struct ShopCalendarTests {
    private func calendar(
        capacity: Int = 1, blocked: [BlockedDate] = [], notice: Int = 60, horizon: Int = 30
    ) -> ShopCalendar {
        ShopCalendar(
            hours: BusinessHours([.monday: [.open("08:00", "18:00")], .tuesday: [.open("08:00", "12:00")]]),
            blocked: blocked, capacity: capacity, minimumNotice: notice, horizonDays: horizon)
    }

    private let now = LocalDateTime.wall("2026-03-02 09:00")

    @Test(
        "each reason for a refusal, at its very edge",
        arguments: [
            ("2026-03-02 09:00", 60, .past), ("2026-03-02 08:00", 60, .past), ("2026-03-01 10:00", 60, .past),
            ("2026-03-02 09:59", 60, .tooSoon(minimumNotice: 60)), ("2026-03-02 10:00", 60, nil),
            ("2026-03-30 10:00", 60, nil), ("2026-04-06 10:00", 60, .tooFar(lastDay: .on("2026-04-01"))),
            ("2026-03-02 17:00", 60, nil), ("2026-03-02 17:01", 60, .closed(.on("2026-03-02"))),
            ("2026-03-03 11:30", 60, .closed(.on("2026-03-03"))), ("2026-03-04 10:00", 60, .closed(.on("2026-03-04"))),
        ] as [(String, Int, SchedulingError?)])
    func refusal(start: String, minutes: Int, reason: SchedulingError?) {
        #expect(calendar().refusal(of: .from(start, minutes), taken: [], now: now) == reason)
    }

    @Test("blocked days and hours are refused with the owner's words, and only there")
    func blocked() {
        let days = BlockedDate(
            id: .init(1), firstDay: .on("2026-03-09"), lastDay: .on("2026-03-10"), window: nil, reason: "Férias")
        let lunch = BlockedDate(
            id: .init(2), firstDay: .on("2026-03-16"), lastDay: .on("2026-03-16"), window: .open("12:00", "13:00"),
            reason: "")
        let calendar = calendar(blocked: [days, lunch])
        func refusal(_ start: String) -> SchedulingError? {
            calendar.refusal(of: .from(start, 60), taken: [], now: now)
        }
        #expect(refusal("2026-03-09 10:00") == .blocked(.on("2026-03-09"), reason: "Férias"))
        #expect(refusal("2026-03-10 10:00") == .blocked(.on("2026-03-10"), reason: "Férias"))
        #expect(refusal("2026-03-16 11:00") == nil)
        #expect(refusal("2026-03-16 11:01") == .blocked(.on("2026-03-16"), reason: ""))
        #expect(refusal("2026-03-16 12:59") == .blocked(.on("2026-03-16"), reason: ""))
        #expect(refusal("2026-03-16 13:00") == nil)
    }

    @Test("the peak counts pets at one moment, not visits that touch the slot one after another")
    func peak() {
        let slot = Slot.from("2026-03-02 10:00", 120)
        let inTurn: [Slot] = [
            .from("2026-03-02 10:00", 30), .from("2026-03-02 10:30", 30), .from("2026-03-02 11:00", 60),
        ]
        #expect(ShopCalendar.peak(of: inTurn, during: slot) == 1)
        #expect(ShopCalendar.peak(of: inTurn + [.from("2026-03-02 09:00", 91)], during: slot) == 2)
        #expect(
            ShopCalendar.peak(of: [.from("2026-03-02 09:00", 60), .from("2026-03-02 12:00", 60)], during: slot) == 0)
        #expect(ShopCalendar.peak(of: [], during: slot) == 0)
        let overlappingOutside: [Slot] = [
            .from("2026-03-02 08:00", 125), .from("2026-03-02 08:00", 121), .from("2026-03-02 11:59", 60),
        ]
        #expect(ShopCalendar.peak(of: overlappingOutside, during: slot) == 2)
    }

    @Test("free slots start at every step inside the window, and leave out what is taken")
    func freeSlots() {
        let taken: [Slot] = [.from("2026-03-03 09:00", 60)]
        let free = calendar().freeSlots(on: .on("2026-03-03"), minutes: 60, taken: taken, now: now)
        #expect(free.map(\.start.description) == ["08:00", "10:00", "10:30", "11:00"])
        let two = calendar(capacity: 2).freeSlots(on: .on("2026-03-03"), minutes: 60, taken: taken, now: now)
        #expect(two.count == 7)
        #expect(calendar().freeSlots(on: .on("2026-03-03"), minutes: 241, taken: [], now: now).isEmpty)
    }

    @Test("a visit that ran past midnight holds its place in the morning")
    func overnight() {
        let calendar = ShopCalendar(
            hours: BusinessHours([.tuesday: [.open("00:00", "24:00")]]), blocked: [], capacity: 1, minimumNotice: 0,
            horizonDays: 30)
        let taken: [Slot] = [.from("2026-03-02 23:00", 120)]
        #expect(calendar.refusal(of: .from("2026-03-03 00:30", 30), taken: taken, now: now) == .slotTaken)
        #expect(calendar.refusal(of: .from("2026-03-03 01:00", 30), taken: taken, now: now) == nil)
    }

    @Test("a buffer keeps each place free after a visit, and before the next, past closing time too")
    func buffer() {
        let calendar = ShopCalendar(
            hours: BusinessHours([.tuesday: [.open("08:00", "12:00")]]), blocked: [], capacity: 1, minimumNotice: 0,
            horizonDays: 30, buffer: 15)
        let taken: [Slot] = [.from("2026-03-03 09:00", 60)]
        func refusal(_ start: String) -> SchedulingError? {
            calendar.refusal(of: .from("2026-03-03 \(start)", 30), taken: taken, now: now)
        }
        #expect(refusal("10:14") == .slotTaken)
        #expect(refusal("10:15") == nil)
        #expect(refusal("08:15") == nil)
        #expect(refusal("08:16") == .slotTaken)
        #expect(refusal("11:30") == nil)
    }

    @Test("a day takes no more visits than the shop wants, those already served included")
    func dailyMost() {
        let calendar = ShopCalendar(
            hours: BusinessHours([.tuesday: [.open("08:00", "12:00")]]), blocked: [], capacity: 9, minimumNotice: 0,
            horizonDays: 30, dailyMost: 3)
        let day = LocalDay.on("2026-03-03")
        let taken: [Slot] = [.from("2026-03-03 08:00", 30), .from("2026-03-04 08:00", 30)]
        let wanted = Slot.from("2026-03-03 11:00", 30)
        #expect(calendar.refusal(of: wanted, taken: taken, served: [day: 1], now: now) == nil)
        #expect(calendar.refusal(of: wanted, taken: taken, served: [day: 2], now: now) == .dayFull(day, most: 3))
        #expect(calendar.freeSlots(on: day, minutes: 30, taken: taken, served: [day: 2], now: now).isEmpty)
    }

    @Test("a holiday that the shop keeps closes the day, and is told by its name")
    func holiday() {
        let day = LocalDay.on("2026-04-21")
        func calendar(_ rule: HolidayRule) -> ShopCalendar {
            ShopCalendar(
                hours: BusinessHours([.tuesday: [.open("08:00", "12:00")]]), holidays: rule, blocked: [], capacity: 1,
                minimumNotice: 0, horizonDays: 60)
        }
        let slot = Slot.from("2026-04-21 09:00", 60)
        #expect(calendar(HolidayRule()).refusal(of: slot, taken: [], now: now) == .holiday(day, .tiradentes))
        #expect(calendar(.none).refusal(of: slot, taken: [], now: now) == nil)
        let board = calendar(HolidayRule()).board(on: day, minutes: 60, taken: [], now: now)
        #expect(board.count == 7)
        #expect(board.allSatisfy { $0.refusal == .holiday(day, .tiradentes) })
    }

    @Test("the board shows every start with how full it is")
    func board() {
        let taken: [Slot] = [.from("2026-03-03 09:00", 60), .from("2026-03-03 09:30", 60)]
        let board = calendar(capacity: 2).board(on: .on("2026-03-03"), minutes: 60, taken: taken, now: now, step: 60)
        #expect(board.map(\.slot.start.description) == ["08:00", "09:00", "10:00", "11:00"])
        #expect(board.map(\.peak) == [0, 2, 1, 0])
        #expect(board.map(\.refusal) == [nil, .slotTaken, nil, nil])
    }

    @Test("the nearest times are of the same day first, then of the days beside it, told in order of time")
    func nearest() {
        let free: [Slot] = [
            .from("2026-03-02 15:00", 60), .from("2026-03-03 08:00", 60), .from("2026-03-03 16:00", 60),
            .from("2026-03-04 10:00", 60),
        ]
        let wanted = Slot.from("2026-03-03 10:00", 60)
        #expect(free.nearest(to: wanted, count: 2) == [free[1], free[2]])
        #expect(free.nearest(to: wanted, count: 3) == [free[1], free[2], free[3]])
        #expect(free.nearest(to: wanted, count: 0).isEmpty)
    }
}
