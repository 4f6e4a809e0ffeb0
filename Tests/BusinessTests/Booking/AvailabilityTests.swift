import Domain
import Storage
import Support
import Testing

@testable import Business

/// Free slots against an engine that looks at every minute, over thousands of random calendars.
@Suite("Availability") struct AvailabilityTests {
    @Test("free slots are those a minute-by-minute count finds", arguments: 0..<20 as Range<UInt64>)
    func againstMinutes(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        for round in 0..<500 {
            let world = RandomWorld(using: &numbers)
            let free = world.calendar.freeSlots(
                on: world.day, minutes: world.minutes, taken: world.taken, served: world.served, now: world.now,
                step: world.step)
            guard free == world.freeSlotsByMinute else {
                Issue.record("seed \(seed), round \(round): \(world)")
                return
            }
        }
    }

    @Test("what a shop offers over a stretch of days is what it then books, until it is full")
    func offersAreBookable() async throws {
        let shop = try await TwoShops().first
        try await shop.configure { $0.capacity = 1 }
        var booked = 0
        while let slot = try await shop.free(days: 3, minutes: 60).first {
            try await shop.bookBath(on: slot.day, at: slot.start)
            booked += 1
        }
        // Monday 10–18 less the visit of 14:00, Tuesday and Wednesday 8–18.
        #expect(booked == 7 + 10 + 10)
        #expect(try await shop.free(days: 4, minutes: 60).first?.day == .monday.adding(days: 3))
    }

    @Test("nothing is offered after the horizon or before now, however far one asks")
    func bounds() async throws {
        let shop = try await TwoShops().first
        try await shop.configure { $0.holidays.isOpen = true }
        let all = try await shop.free(from: .monday.adding(days: -10), days: 500, minutes: 60)
        #expect(all.first?.starts == LocalDateTime(day: .monday, time: .at(10)))
        #expect(all.last?.day == .monday.adding(days: 60))
        #expect(try await shop.free(from: .monday.adding(days: 61), days: 10, minutes: 60).isEmpty)
        #expect(all == all.sorted())
    }

    @Test("a visit that is being moved does not hold its own place")
    func except() async throws {
        let shop = try await TwoShops().first
        try await shop.configure { $0.capacity = 1 }
        let two = LocalTime.at(14)
        #expect(try await !shop.free(days: 1, minutes: 60).contains { $0.start == two })
        #expect(try await shop.free(days: 1, minutes: 60, except: shop.visit.id).contains { $0.start == two })
    }
}

extension Shop {
    fileprivate func free(
        from day: LocalDay = .monday, days: Int, minutes: Int, except moved: Appointment.ID? = nil
    ) async throws -> [Slot] {
        try await database.read(scope) { tx in
            try Availability(tx, now: clock.now)
                .freeSlots(from: day, days: days, minutes: minutes, except: moved, in: tx)
        }
    }
}

/// One shop on one day, made at random: odd hours, visits past midnight, blocks, any capacity.
private struct RandomWorld {
    let day: LocalDay
    let windows: [BusinessHours.Window]
    let blocked: [BlockedDate]
    let taken: [Slot]
    let capacity: Int
    let notice: Int
    let horizon: Int
    let now: LocalDateTime
    let minutes: Int
    let step: Int
    let buffer: Int
    let dailyMost: Int?
    let served: [LocalDay: Int]
    /// The day is a national holiday, and the shop keeps them.
    let isOff: Bool

    init(using numbers: inout SeededNumbers) {
        func time(_ range: ClosedRange<Int>, _ grain: Int) -> LocalTime {
            LocalTime(minutes: Int.random(in: range, using: &numbers) / grain * grain) ?? .midnight
        }
        func window() -> BusinessHours.Window? {
            BusinessHours.Window(opens: time(0...1380, 15), closes: time(60...1440, 15))
        }
        // Two Mondays: an ordinary one, and All Souls.
        let isHoliday = Int.random(in: 0...7, using: &numbers) == 0
        let day = isHoliday ? LocalDay.monday.adding(days: 245) : .monday
        self.day = day
        isOff = isHoliday && Bool.random(using: &numbers)
        windows = (0..<Int.random(in: 0...3, using: &numbers)).compactMap { _ in window() }
        blocked = (0..<Int.random(in: 0...2, using: &numbers)).map { number in
            let first = day.adding(days: Int.random(in: -2...1, using: &numbers))
            return BlockedDate(
                id: .init(Int64(number)), firstDay: first,
                lastDay: first.adding(days: Int.random(in: 0...1, using: &numbers)),
                window: Int.random(in: 0...3, using: &numbers) == 0 ? nil : window(), reason: "")
        }
        taken = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
            Slot(
                day: day.adding(days: Int.random(in: -1...1, using: &numbers)), start: time(0...1439, 5),
                minutes: Int.random(in: 1...60, using: &numbers) * 5)
        }
        capacity = Int.random(in: 1...3, using: &numbers)
        notice = [0, 30, 60, 600].randomElement(using: &numbers) ?? 0
        horizon = Int.random(in: 0...3, using: &numbers)
        now = LocalDateTime(
            day: day.adding(days: Int.random(in: -4...1, using: &numbers)), time: time(0...1439, 1))
        minutes = [15, 30, 45, 60, 90, 120, 300].randomElement(using: &numbers) ?? 60
        step = [5, 15, 30, 60].randomElement(using: &numbers) ?? 30
        buffer = [0, 0, 10, 45, 240].randomElement(using: &numbers) ?? 0
        dailyMost = [nil, nil, 4, 9].randomElement(using: &numbers) ?? nil
        served = [day: Int.random(in: 0...4, using: &numbers), day.adding(days: 1): 9]
    }

    var calendar: ShopCalendar {
        ShopCalendar(
            hours: BusinessHours([day.weekday: windows]), holidays: isOff ? HolidayRule() : .none, blocked: blocked,
            capacity: capacity, minimumNotice: notice, horizonDays: horizon, buffer: buffer, dailyMost: dailyMost)
    }

    /// The same question, asked of each minute by itself.
    var freeSlotsByMinute: [Slot] {
        let (open, fits, hasRoom) = minutesOfTheDay
        var result: [Slot] = []
        let visits = taken.count { $0.day == day } + (served[day] ?? 0)
        if isOff || visits >= dailyMost ?? .max { return [] }
        var opening = 0
        for start in 0..<1440 where open[start] {
            // Candidates begin with each stretch of open minutes, and then every `step`.
            if start == 0 || !open[start - 1] { opening = start }
            guard (start - opening) % step == 0, let time = LocalTime(minutes: start) else { continue }
            var end = start
            let (closing, last) = (start + minutes, start + minutes + buffer)
            while end < last, end < closing ? end < 1440 && fits[end] : hasRoom[end] { end += 1 }
            let wall = day.number * 1440 + start
            let isInTime =
                wall > now.wallMinutes && wall - now.wallMinutes >= notice && day.number - now.day.number <= horizon
            if end == last && isInTime { result.append(Slot(day: day, start: time, minutes: minutes)) }
        }
        return result
    }

    /// Which minutes the shop is open, at which of them one more pet may be there, and at which, in the night too,
    /// one more place may be in use.
    ///
    /// Painted stretch by stretch: asking every rule at every minute takes ten times as long.
    private var minutesOfTheDay: (open: [Bool], fits: [Bool], hasRoom: [Bool]) {
        var open = [Bool](repeating: false, count: 1440)
        for window in windows { paint(window.opens.minutes, window.closes.minutes) { open[$0] = true } }
        var pets = [Int](repeating: 0, count: 1440 + buffer)
        for visit in taken {
            let start = visit.starts.wallMinutes - day.number * 1440
            paint(start, start + visit.minutes + buffer, upTo: pets.count) { pets[$0] += 1 }
        }
        let hasRoom = pets.map { $0 < capacity }
        var fits = open
        paint(0, 1440) { if !hasRoom[$0] { fits[$0] = false } }
        for block in blocked where block.firstDay <= day && day <= block.lastDay {
            paint(block.window?.opens.minutes ?? 0, block.window?.closes.minutes ?? 1440) { fits[$0] = false }
        }
        return (open, fits, hasRoom)
    }

    private func paint(_ start: Int, _ end: Int, upTo limit: Int = 1440, _ dot: (Int) -> Void) {
        var minute = max(0, start)
        while minute < min(limit, end) {
            dot(minute)
            minute += 1
        }
    }
}
