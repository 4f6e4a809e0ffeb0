/// The rules by which a shop accepts visits: hours, holidays, time off, capacity, notice and horizon.
package struct ShopCalendar: Sendable {
    package let hours: BusinessHours
    package let holidays: HolidayRule
    package let blocked: [BlockedDate]
    /// Pets attended at one moment, at least 1.
    package let capacity: Int
    /// Shortest notice, in minutes.
    package let minimumNotice: Int
    /// Days ahead that may be booked.
    package let horizonDays: Int
    /// Minutes that a place stays free after each visit; it may reach past closing time.
    package let buffer: Int
    /// Most visits that start on one day; nil when only the places limit it.
    package let dailyMost: Int?

    package init(
        hours: BusinessHours, holidays: HolidayRule = .none, blocked: [BlockedDate], capacity: Int,
        minimumNotice: Int, horizonDays: Int, buffer: Int = 0, dailyMost: Int? = nil
    ) {
        self.hours = hours
        self.holidays = holidays
        self.blocked = blocked
        self.capacity = capacity
        self.minimumNotice = minimumNotice
        self.horizonDays = horizonDays
        self.buffer = buffer
        self.dailyMost = dailyMost
    }

    /// Why the slot cannot be booked, or nil when it is free over its whole length.
    ///
    /// - Parameters:
    ///   - taken: Visits that hold a place on or around that day, in any order.
    ///   - served: Visits already finished, by day; they count for the day's maximum only.
    ///   - now: What the shop's wall clock shows.
    ///   - staffing: Who and what is needed besides a place; nil when that is all.
    package func refusal(
        of slot: Slot, taken: [Slot], served: [LocalDay: Int] = [:], now: LocalDateTime, staffing: Staffing? = nil
    ) -> SchedulingError? {
        if let refusal = refusalByRule(of: slot, now: now) { return refusal }
        if let refusal = refusalByDay(slot.day, taken: taken, served: served) { return refusal }
        return peak(of: taken, during: slot) < capacity ? staffing?.refusal(of: slot) : .slotTaken
    }

    /// What holds whether or not anybody else has booked.
    private func refusalByRule(of slot: Slot, now: LocalDateTime) -> SchedulingError? {
        if slot.starts <= now { return .past }
        if slot.starts.wallMinutes - now.wallMinutes < minimumNotice { return .tooSoon(minimumNotice: minimumNotice) }
        let lastDay = now.day.adding(days: horizonDays)
        if slot.day > lastDay { return .tooFar(lastDay: lastDay) }
        if !hours.cover(slot) { return .closed(slot.day) }
        if let holiday = holidays.closing(on: slot.day) { return .holiday(slot.day, holiday) }
        return blocked.first { $0.touches(slot) }.map { .blocked(slot.day, reason: $0.reason) }
    }

    private func refusalByDay(_ day: LocalDay, taken: [Slot], served: [LocalDay: Int]) -> SchedulingError? {
        guard let dailyMost, taken.count(where: { $0.day == day }) + (served[day] ?? 0) >= dailyMost else { return nil }
        return .dayFull(day, most: dailyMost)
    }

    /// Free slots of one day, earliest first.
    ///
    /// - Parameters:
    ///   - minutes: Length of the visit, 1...1440.
    ///   - step: Distance between candidate starts, in minutes, at least 5.
    package func freeSlots(
        on day: LocalDay, minutes: Int, taken: [Slot], served: [LocalDay: Int] = [:], now: LocalDateTime,
        step: Int = 30, staffing: Staffing? = nil
    ) -> [Slot] {
        board(on: day, minutes: minutes, taken: taken, served: served, now: now, step: step, staffing: staffing)
            .compactMap { $0.refusal == nil ? $0.slot : nil }
    }

    /// One start of a day, and how it stands.
    package struct Place: Sendable, Hashable {
        package let slot: Slot
        /// Pets there at the fullest moment.
        package let peak: Int
        /// nil when it is free.
        package let refusal: SchedulingError?
    }

    /// Every start inside opening hours, free or not, earliest first.
    package func board(
        on day: LocalDay, minutes: Int, taken: [Slot], served: [LocalDay: Int] = [:], now: LocalDateTime,
        step: Int = 30, staffing: Staffing? = nil
    ) -> [Place] {
        let near = near(day, minutes: minutes, taken)
        let full = refusalByDay(day, taken: near, served: served)
        return candidates(on: day, minutes: minutes, step: max(5, step)).map { slot in
            let peak = peak(of: near, during: slot)
            let refusal =
                refusalByRule(of: slot, now: now) ?? full
                ?? (peak < capacity ? staffing?.refusal(of: slot) : .slotTaken)
            return Place(slot: slot, peak: peak, refusal: refusal)
        }
    }

    /// Every start inside opening hours, free or not.
    private func candidates(on day: LocalDay, minutes: Int, step: Int) -> [Slot] {
        hours[day.weekday].flatMap { window in
            stride(from: window.opens.minutes, through: window.closes.minutes - minutes, by: step)
                .compactMap(LocalTime.init(minutes:))
                .map { Slot(day: day, start: $0, minutes: minutes) }
        }
    }

    /// Those that a visit on this day could meet: a week's visits are looked through once for each day, not for
    /// each start.
    private func near(_ day: LocalDay, minutes: Int, _ taken: [Slot]) -> [Slot] {
        let midnight = day.number * 1440
        return taken.filter { slot in
            let start = slot.starts.wallMinutes
            return start < midnight + 1440 + minutes + buffer && midnight < start + slot.minutes + buffer
        }
    }

    /// The largest number of taken slots that hold one minute of `slot` together, each with its buffer.
    private func peak(of taken: [Slot], during slot: Slot) -> Int {
        Self.peak(of: taken, during: slot, buffer: buffer)
    }

    /// A peak can only begin where some slot begins, so it is enough to look at those minutes.
    package static func peak(of taken: [Slot], during slot: Slot, buffer: Int = 0) -> Int {
        let begin = slot.starts.wallMinutes
        let end = begin + slot.minutes + buffer
        let touching = taken.compactMap { other -> Range<Int>? in
            let start = other.starts.wallMinutes
            let stop = start + other.minutes + buffer
            return start < end && begin < stop ? max(begin, start)..<stop : nil
        }
        return touching.map { one in touching.count { $0.contains(one.lowerBound) } }.max() ?? 0
    }
}

extension [Slot] {
    /// The free slots nearest to one that was asked for, in order of time: the same day first, then the days
    /// beside it, each by its distance on the clock.
    package func nearest(to wanted: Slot, count: Int) -> [Slot] {
        let distance = { (slot: Slot) in
            (abs(slot.day.days(since: wanted.day)), abs(slot.start.minutes - wanted.start.minutes), slot)
        }
        return sorted { distance($0) < distance($1) }.prefix(count).sorted()
    }
}
