/// A stretch of one day on the shop's wall clock.
package struct Slot: Sendable, Hashable, Comparable, Codable {
    package let day: LocalDay
    package let start: LocalTime
    /// Length in minutes, at least 1.
    package let minutes: Int

    package init(day: LocalDay, start: LocalTime, minutes: Int) {
        self.day = day
        self.start = start
        self.minutes = minutes
    }

    /// Minutes since midnight of `day` at which the slot ends; over 1440 when it runs past midnight.
    package var end: Int { start.minutes + minutes }

    package var starts: LocalDateTime { LocalDateTime(day: day, time: start) }

    /// True when the two share at least one minute. Slots that only touch do not overlap.
    package func overlaps(_ other: Slot) -> Bool {
        let mine = starts.wallMinutes
        let theirs = other.starts.wallMinutes
        return mine < theirs + other.minutes && theirs < mine + minutes
    }

    package static func < (left: Slot, right: Slot) -> Bool {
        (left.starts, left.minutes) < (right.starts, right.minutes)
    }
}
