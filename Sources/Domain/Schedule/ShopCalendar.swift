/// The rules by which a shop accepts visits: hours, time off, capacity, notice and horizon.
package struct ShopCalendar: Sendable {
    package let hours: BusinessHours
    package let blocked: [BlockedDate]
    /// Pets attended at one moment, at least 1.
    package let capacity: Int
    /// Shortest notice, in minutes.
    package let minimumNotice: Int
    /// Days ahead that may be booked.
    package let horizonDays: Int

    package init(
        hours: BusinessHours, blocked: [BlockedDate], capacity: Int, minimumNotice: Int, horizonDays: Int
    ) {
        self.hours = hours
        self.blocked = blocked
        self.capacity = capacity
        self.minimumNotice = minimumNotice
        self.horizonDays = horizonDays
    }

    /// Why the slot cannot be booked, or nil when it is free over its whole length.
    ///
    /// - Parameters:
    ///   - taken: Visits that hold a place on or around that day, in any order.
    ///   - now: What the shop's wall clock shows.
    package func refusal(of slot: Slot, taken: [Slot], now: LocalDateTime) -> SchedulingError? {
        if slot.starts <= now { return .past }
        if slot.starts.wallMinutes - now.wallMinutes < minimumNotice { return .tooSoon(minimumNotice: minimumNotice) }
        let lastDay = now.day.adding(days: horizonDays)
        if slot.day > lastDay { return .tooFar(lastDay: lastDay) }
        if !hours.cover(slot) { return .closed(slot.day) }
        if let block = blocked.first(where: { $0.touches(slot) }) { return .blocked(slot.day, reason: block.reason) }
        return Self.peak(of: taken, during: slot) < capacity ? nil : .slotTaken
    }

    /// Free slots of one day, earliest first.
    ///
    /// - Parameters:
    ///   - minutes: Length of the visit, 1...1440.
    ///   - step: Distance between candidate starts, in minutes, at least 5.
    package func freeSlots(
        on day: LocalDay, minutes: Int, taken: [Slot], now: LocalDateTime, step: Int = 30
    ) -> [Slot] {
        candidates(on: day, minutes: minutes, step: max(5, step))
            .filter { refusal(of: $0, taken: taken, now: now) == nil }
    }

    /// Every start inside opening hours, free or not.
    package func candidates(on day: LocalDay, minutes: Int, step: Int) -> [Slot] {
        hours[day.weekday].flatMap { window in
            stride(from: window.opens.minutes, through: window.closes.minutes - minutes, by: step)
                .compactMap(LocalTime.init(minutes:))
                .map { Slot(day: day, start: $0, minutes: minutes) }
        }
    }

    /// The largest number of taken slots that hold one minute of `slot` together.
    ///
    /// A peak can only begin where some slot begins, so it is enough to look at those minutes.
    package static func peak(of taken: [Slot], during slot: Slot) -> Int {
        let touching = taken.filter { $0.overlaps(slot) }
        let begin = slot.starts.wallMinutes
        return
            touching
            .map { max(begin, $0.starts.wallMinutes) }
            .map { minute in
                touching.count { $0.starts.wallMinutes <= minute && minute < $0.starts.wallMinutes + $0.minutes }
            }
            .max() ?? 0
    }
}
